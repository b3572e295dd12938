// Writes one of two contents again and again, until it is killed: atomicWriter <file> <bytes>
import { writeFileAtomic } from '../../../src/storage/atomicFile.ts';

const [file = '', bytes = ''] = process.argv.slice(2);
for (let round = 0; ; round++) {
  await writeFileAtomic(file, (round % 2 ? 'a' : 'b').repeat(Number(bytes)));
  if (round === 1) process.send?.('writing');
}

// Counts `count` uses of a connection, each flushed by itself: usageCounter <root> <connection> <count>
import { UsageCounts } from '../../../src/storage/usageCounts.ts';

const [root = '', connection = '', count = ''] = process.argv.slice(2);
const counts = new UsageCounts(root);
for (let round = 1; round <= Number(count); round++) {
  counts.note([{ connection, at: Date.now(), by: `process ${process.pid}`, ...(round % 2 ? {} : { code: '500' }) }]);
  await counts.flush();
}
process.disconnect?.();

import { wordsOf } from '../../catalog/words.ts';

/** The name of a file for a policy of that name, without its suffix: `Own app (2)` → `own-app-2`. Empty for no name at all. */
export function fileNameOf(name: string): string {
  return wordsOf(name).join('-').slice(0, 60);
}

/** The name of a file for a policy of that name, without its suffix: `Own app (2)` → `own-app-2`. Empty for no name at all. */
export function fileNameOf(name: string): string {
  const words = name.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
  return (words.match(/[\p{L}\p{N}]+/gu) ?? []).join('-').slice(0, 60);
}

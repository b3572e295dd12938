/** The browser submits by Enter only where a native button would; ours is none. */
export function submitOnEnter(event: KeyboardEvent): void {
  const target = event.target as HTMLElement;
  if (event.key !== 'Enter' || event.defaultPrevented || !(target instanceof HTMLInputElement)) return;
  event.preventDefault();
  (event.currentTarget as HTMLFormElement).requestSubmit();
}

/** Keeps one option of a list box in the order of Tab: the one that had the focus last, else the first. */
export function keepOneTabStop(): void {
  for (const list of document.querySelectorAll<HTMLElement>('[role=listbox]')) {
    const options = optionsOf(list);
    const stop =
      options.find((option) => option === document.activeElement) ??
      options.find((option) => option.tabIndex === 0) ??
      options[0];
    for (const option of options) {
      const index = option === stop ? 0 : -1;
      if (option.tabIndex !== index) option.tabIndex = index;
    }
  }
}

/** Moves the focus to the first option. */
export function focusFirst(listId: string): void {
  const list = document.getElementById(listId);
  if (list) move(optionsOf(list)[0]);
}

/**
 * Arrow keys, Home and End walk through the options as they lie on the screen; Enter and Space choose; a letter goes on
 * with the search.
 */
export function onListKey(event: KeyboardEvent, searchId: string): void {
  const list = event.currentTarget as HTMLElement;
  const here = (event.target as HTMLElement).closest<HTMLElement>('[role=option]');
  if (!here || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.key === 'Enter' || event.key === ' ') here.click();
  else if (event.key.length === 1) {
    // The key press itself arrives in the field that has the focus by then.
    document.getElementById(searchId)?.focus();
    return;
  } else {
    const target = neighbour(optionsOf(list), here, event.key);
    if (target === undefined) return;
    if (target === 'before') document.getElementById(searchId)?.focus();
    else move(target);
  }
  event.preventDefault();
}

function optionsOf(list: HTMLElement): HTMLElement[] {
  return [...list.querySelectorAll<HTMLElement>('[role=option]')];
}

function move(option: HTMLElement | undefined): void {
  option?.focus();
  keepOneTabStop();
}

/** Where `key` leads from `here`; `before` leaves the list upwards, `undefined` means that the key does nothing. */
function neighbour(options: HTMLElement[], here: HTMLElement, key: string): HTMLElement | 'before' | undefined {
  const index = options.indexOf(here);
  const forward = getComputedStyle(here).direction === 'rtl' ? 'ArrowLeft' : 'ArrowRight';
  switch (key) {
    case 'Home':
      return options[0];
    case 'End':
      return options.at(-1);
    case 'ArrowLeft':
    case 'ArrowRight':
      return options[index + (key === forward ? 1 : -1)] ?? here;
    case 'ArrowUp':
      return nextRow(options.slice(0, index).reverse(), here) ?? 'before';
    case 'ArrowDown':
      return nextRow(options.slice(index + 1), here) ?? here;
    default:
      return undefined;
  }
}

/** Among `options`, the nearest first: the one of the next row that lies closest below or above `here`. */
function nextRow(options: HTMLElement[], here: HTMLElement): HTMLElement | undefined {
  const { top, left } = here.getBoundingClientRect();
  const tops = options.map((option) => option.getBoundingClientRect());
  const row = tops.find((box) => Math.abs(box.top - top) > 4)?.top;
  if (row === undefined) return undefined;
  const inRow = options.filter((_, at) => Math.abs((tops[at]?.top ?? 0) - row) <= 4);
  return inRow.toSorted((a, b) => distance(a, left) - distance(b, left))[0];
}

function distance(option: HTMLElement, left: number): number {
  return Math.abs(option.getBoundingClientRect().left - left);
}

/** Keeps one cell of the grid in the order of Tab: the one with the focus, else the selected one, else the first. */
export function keepOneCell(root: ParentNode): void {
  const cells = [...root.querySelectorAll<HTMLElement>('[role=gridcell]')];
  const stop =
    cells.find((cell) => cell === document.activeElement) ??
    cells.find((cell) => cell.getAttribute('aria-selected') === 'true') ??
    cells[0];
  for (const cell of cells) cell.tabIndex = cell === stop ? 0 : -1;
}

/** Arrow keys walk from cell to cell, Home and End along a row, with Ctrl through the whole grid; Enter and Space select. */
export function onGridKey(event: KeyboardEvent): void {
  const grid = event.currentTarget as HTMLElement;
  const here = (event.target as HTMLElement).closest<HTMLElement>('[role=gridcell]');
  if (!here || event.altKey || event.metaKey) return;
  if (event.key === 'Enter' || event.key === ' ') here.click();
  else {
    const target = neighbour(rowsOf(grid), here, event);
    if (!target) return;
    target.focus();
    target.scrollIntoView({ block: 'nearest', inline: 'nearest' });
    keepOneCell(grid);
  }
  event.preventDefault();
}

function rowsOf(grid: HTMLElement): HTMLElement[][] {
  const rows = [...grid.querySelectorAll<HTMLElement>('[role=row]')];
  return rows.map((row) => [...row.querySelectorAll<HTMLElement>('[role=gridcell]')]).filter((row) => row.length > 0);
}

function neighbour(rows: HTMLElement[][], here: HTMLElement, { key, ctrlKey }: KeyboardEvent): HTMLElement | undefined {
  const y = rows.findIndex((row) => row.includes(here));
  const row = rows[y] ?? [];
  const x = row.indexOf(here);
  const forward = getComputedStyle(here).direction === 'rtl' ? 'ArrowLeft' : 'ArrowRight';
  switch (key) {
    case 'ArrowLeft':
    case 'ArrowRight':
      return row[x + (key === forward ? 1 : -1)] ?? here;
    case 'ArrowUp':
      return rows[y - 1]?.[x] ?? here;
    case 'ArrowDown':
      return rows[y + 1]?.[x] ?? here;
    case 'Home':
      return (ctrlKey ? rows[0] : row)?.[0];
    case 'End':
      return (ctrlKey ? rows.at(-1) : row)?.at(-1);
    default:
      return undefined;
  }
}

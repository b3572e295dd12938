/** Runs `action` once for all calls of one turn of the event loop: one change of a file is many events. */
export function together(action: () => void): () => void {
  let waits = false;
  return () => {
    if (waits) return;
    waits = true;
    setImmediate(() => {
      waits = false;
      action();
    });
  };
}

/** What this thread has cost, in milliseconds. */
function spent(): number {
  const { user, system } = process.threadCpuUsage();
  return (user + system) / 1000;
}

/**
 * The longest time for which nobody else came to their turn while this was done. Counted in time of the processor, since a
 * busy computer makes everybody wait.
 */
export async function longestPause(work: () => Promise<unknown>): Promise<number> {
  let longest = 0;
  let last = spent();
  let running = true;
  const tick = () => {
    const now = spent();
    longest = Math.max(longest, now - last);
    last = now;
    if (running) setImmediate(tick);
  };
  setImmediate(tick);
  await work();
  running = false;
  return Math.max(longest, spent() - last);
}

/*
 * Milliseconds of processor time of this process (its helpers, such as the garbage collector, included), so that what else
 * the machine does at the moment does not count.
 */
export function clock(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}

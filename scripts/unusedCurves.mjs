/*
 * Stands in the bundle for the curves that age needs only for post-quantum and hardware keys (`age1pq1…`, `age1tag1…`):
 * members have X25519 keys, and nothing else passes src/model/ageKey.ts. They are a sixth of the package.
 */

const absent = new Proxy(
  {},
  {
    get() {
      throw new Error('Patchbay knows age keys of X25519 only');
    },
  },
);

export { absent as MLKEM768P256, absent as MLKEM768X25519, absent as p256 };

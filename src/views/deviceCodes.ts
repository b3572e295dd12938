import type { DeviceCode } from '../auth/deviceAnswer.ts';
import { nothingPending } from '../model/problems.ts';
import { setContextKey } from './context.ts';

/** The codes that wait to be typed on a page, of the sign-ins of this window that a notification shows. */
export class DeviceCodes {
  readonly #codes = new Set<DeviceCode>();

  /** Holds a code until `signal` is aborted. */
  add(code: DeviceCode, signal: AbortSignal): void {
    if (signal.aborted) return;
    this.#codes.add(code);
    setContextKey('patchbay.deviceCode', true);
    const end = () => {
      this.#codes.delete(code);
      setContextKey('patchbay.deviceCode', this.#codes.size > 0);
    };
    signal.addEventListener('abort', end, { once: true });
  }

  /**
   * The code that came last.
   *
   * @throws Problem `PB212` where none waits.
   */
  get last(): DeviceCode {
    const last = [...this.#codes].at(-1);
    if (!last) throw nothingPending();
    return last;
  }
}

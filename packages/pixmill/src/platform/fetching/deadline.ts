/** An abort signal that ends with its parent or after a time. */
export type Deadline = { readonly signal: AbortSignal; readonly stop: () => void };

/**
 * Starts a deadline; `reason` makes what it aborts with when the time is over. `stop` takes timer and listener away, so
 * that a long-lived parent signal collects nothing (`AbortSignal.any` and `timeout` would).
 */
export const startDeadline = (parent: AbortSignal, ms: number, reason: () => Error): Deadline => {
  const controller = new AbortController();
  const onAbort = (): void => controller.abort(parent.reason);
  if (parent.aborted) onAbort();
  const timer = setTimeout(() => controller.abort(reason()), ms);
  parent.addEventListener('abort', onAbort);
  return {
    signal: controller.signal,
    stop: () => {
      clearTimeout(timer);
      parent.removeEventListener('abort', onAbort);
    },
  };
};

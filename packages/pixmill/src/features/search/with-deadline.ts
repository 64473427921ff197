/** Runs work that must not keep a search waiting; what takes longer is rejected, and its signal fires. */
export const withDeadline = async <T>(
  deadlineMs: number,
  work: (signal: AbortSignal) => Promise<T>,
  signal?: AbortSignal,
): Promise<T> => {
  const deadline = AbortSignal.timeout(deadlineMs);
  const either = signal === undefined ? deadline : AbortSignal.any([deadline, signal]);
  either.throwIfAborted();
  return new Promise((resolve, reject) => {
    const abort = (): void => reject(either.reason);
    either.addEventListener('abort', abort, { once: true });
    work(either)
      .then(resolve, reject)
      .finally(() => either.removeEventListener('abort', abort));
  });
};

/** Milliseconds of many requests. */
export type Latencies = { readonly median: number; readonly p99: number; readonly perSecond: number };

/** Makes requests one after the other in each of `clients` lanes, and tells how long they took; the first tenth warms up. */
export const measureLatencies = async (
  request: (index: number) => Promise<void>,
  { requests, clients }: { readonly requests: number; readonly clients: number },
): Promise<Latencies> => {
  const warmUp = Math.ceil(requests / 10);
  for (let index = 0; index < warmUp; index++) await request(index);
  const times: number[] = [];
  let next = warmUp;
  const started = performance.now();
  await Promise.all(
    Array.from({ length: clients }, async () => {
      while (next < warmUp + requests) {
        const begun = performance.now();
        await request(next++);
        times.push(performance.now() - begun);
      }
    }),
  );
  const seconds = (performance.now() - started) / 1000;
  times.sort((a, b) => a - b);
  const at = (share: number): number => times[Math.min(times.length - 1, Math.floor(times.length * share))] ?? 0;
  return { median: at(0.5), p99: at(0.99), perSecond: requests / seconds };
};

import { startDecoderChild, type DecoderChild } from './decoder-child.ts';
import type { DecoderResult as Result, DecoderTask, FromDecoder } from './decoder-messages.ts';
import { inspectError, inspectFailure, type InspectCode } from './inspect.errors.ts';
import type { Decoders, InspectResult, PreviewRequest } from './inspection.ts';
import { createBudget } from './memory-budget.ts';
import { toOnlyPicture, type SmallPicturesResult } from './small-picture.ts';
import type { TransformResult } from './transformation.ts';

export type DecodersOptions = {
  /** Most processes at once, each with one image; started when there is work. */
  readonly processes: number;
  /** Pixels of large pictures that may be decoded at the same time; a larger one is decoded alone. */
  readonly pixelsInFlight?: number;
  /** A process that takes more than this while decoding ends, and its picture with it. */
  readonly maxMemoryMb?: number;
  /** A process is replaced after this many images, and when it holds more than a third of `maxMemoryMb` idle. */
  readonly imagesEach?: number;
};

type Job = {
  readonly task: DecoderTask;
  readonly resolve: (result: Result) => void;
  readonly reject: (reason: unknown) => void;
  /** Deaths of its decoder so far. */
  deaths: number;
  ended: boolean;
};

type Slot = {
  child: DecoderChild;
  ready: boolean;
  job: Job | undefined;
  /** Sent already, so that the process goes on without waiting for this one's turn; it begins when `job` is done. */
  next: Job | undefined;
  served: number;
  /** Set when this process is ended on purpose, with what becomes of its job. */
  verdict: { code: InspectCode; detail: string } | undefined;
  deadline: NodeJS.Timeout | undefined;
  release: () => void;
};

const RETURN: PreviewRequest = { kind: 'return' };
const START_TIMEOUT_MS = 30_000;
const MOST_DEATHS = 2;

/**
 * Opens a pool of decoder processes. A picture that kills its process is tried once more in a fresh one, then is
 * `inspect.crashed`; one that takes longer than its `timeoutMs` is `inspect.timed_out`; others that wait notice nothing.
 */
export const openDecoders = ({
  processes,
  pixelsInFlight = 64_000_000,
  maxMemoryMb = 768,
  imagesEach = 5000,
}: DecodersOptions): Decoders => {
  const budget = createBudget(pixelsInFlight);
  const waiting: Job[] = [];
  const slots = new Set<Slot>();
  let inspections = 0;
  let failedStarts = 0;
  let closed = false;

  const finish = (job: Job, settle: () => void): void => {
    if (job.ended) return;
    job.ended = true;
    settle();
  };

  const stop = (slot: Slot, code: InspectCode, detail: string): void => {
    slot.verdict ??= { code, detail };
    slot.child.kill();
  };

  const startDeadline = (slot: Slot, job: Job): void => {
    const { timeoutMs } = job.task.limits;
    clearTimeout(slot.deadline);
    slot.deadline = setTimeout(() => stop(slot, 'inspect.timed_out', `more than ${timeoutMs} ms`), timeoutMs);
  };

  const begin = (slot: Slot, job: Job): void => {
    slot.job = job;
    if (slot.ready) startDeadline(slot, job);
  };

  const assign = (slot: Slot): void => {
    const job = waiting.shift();
    if (job === undefined) return;
    slot.child.send({ task: job.task });
    begin(slot, job);
  };

  /** Only with more waiting than processes: a slow picture must not hold one that another process could take. */
  const assignNext = (slot: Slot): void => {
    if (slot.job === undefined || slot.next !== undefined || waiting.length <= processes) return;
    if (!slot.ready || slot.served + 1 >= imagesEach) return;
    slot.next = waiting.shift();
    if (slot.next !== undefined) slot.child.send({ task: slot.next.task });
  };

  const reserve = async (slot: Slot, pixels: number): Promise<void> => {
    const { job } = slot;
    // Waiting for others is not this picture's fault.
    clearTimeout(slot.deadline);
    const release = await budget.acquire(pixels);
    if (job === undefined || slot.job !== job || !slots.has(slot)) return release();
    slot.release = release;
    startDeadline(slot, job);
    slot.child.send({ granted: true });
  };

  const done = (slot: Slot, result: Result, memoryMb: number): void => {
    const { job, next } = slot;
    clearTimeout(slot.deadline);
    slot.release();
    slot.job = undefined;
    slot.next = undefined;
    slot.served++;
    if (job !== undefined) finish(job, () => job.resolve(result));
    if (slot.served >= imagesEach || memoryMb > maxMemoryMb / 3) {
      slots.delete(slot);
      slot.child.kill();
      if (next?.ended === false) waiting.unshift(next);
    } else if (next !== undefined) begin(slot, next);
    dispatch();
  };

  const onMessage = (slot: Slot, message: FromDecoder): void => {
    switch (message.kind) {
      case 'ready':
        slot.ready = true;
        failedStarts = 0;
        if (slot.job === undefined) clearTimeout(slot.deadline);
        else startDeadline(slot, slot.job);
        break;
      case 'reserve':
        void reserve(slot, message.pixels);
        break;
      case 'over_memory':
        // Only a process that held memory of earlier pictures gives this one another chance.
        if (slot.served === 0) slot.verdict = { code: 'inspect.out_of_memory', detail: `${message.megabytes} MB` };
        break;
      case 'done':
        done(slot, message.result, message.memoryMb);
        break;
    }
  };

  const onExit = (slot: Slot, reason: string): void => {
    const { job, next, verdict } = slot;
    clearTimeout(slot.deadline);
    slot.release();
    // One that was ended on purpose has handed these on.
    if (!slots.delete(slot)) return dispatch();
    if (next?.ended === false) waiting.unshift(next);
    if (job !== undefined && !job.ended) {
      if (verdict !== undefined) finish(job, () => job.resolve(inspectFailure(verdict.code, verdict.detail)));
      else if (!slot.ready && ++failedStarts >= MOST_DEATHS) {
        finish(job, () => job.reject(new Error(`The decoder process does not start: ${reason}`)));
      } else if (slot.ready && ++job.deaths >= MOST_DEATHS) {
        finish(job, () => job.resolve(inspectFailure('inspect.crashed', reason)));
      } else waiting.unshift(job);
    }
    dispatch();
  };

  const startSlot = (): void => {
    const child = startDecoderChild({
      maxMemoryMb,
      onMessage: (message) => onMessage(slot, message),
      onExit: (reason) => onExit(slot, reason),
    });
    const slot: Slot = {
      child,
      ready: false,
      job: undefined,
      next: undefined,
      served: 0,
      verdict: undefined,
      deadline: undefined,
      release: () => undefined,
    };
    slot.deadline = setTimeout(() => slot.child.kill(), START_TIMEOUT_MS);
    slots.add(slot);
    assign(slot);
  };

  const dispatch = (): void => {
    if (closed) return;
    for (const slot of slots) if (slot.job === undefined && waiting.length > 0) assign(slot);
    while (waiting.length > 0 && slots.size < processes) startSlot();
    for (const slot of slots) assignNext(slot);
  };

  const submit = (task: DecoderTask, signal: AbortSignal | undefined): Promise<Result> => {
    if (closed) return Promise.reject(inspectError('inspect.closed'));
    if (signal?.aborted === true) return Promise.reject(abortReason(signal));
    const { promise, resolve, reject } = Promise.withResolvers<Result>();
    if (task.kind === 'inspect') inspections += 1;
    const job: Job = { task, resolve, reject, deaths: 0, ended: false };
    const abort = (): void => {
      if (signal === undefined) return;
      finish(job, () => job.reject(abortReason(signal)));
      const index = waiting.indexOf(job);
      if (index !== -1) waiting.splice(index, 1);
      for (const slot of slots) if (slot.job === job) slot.child.kill();
    };
    signal?.addEventListener('abort', abort, { once: true });
    waiting.push(job);
    dispatch();
    return promise.finally(() => {
      signal?.removeEventListener('abort', abort);
      if (task.kind === 'inspect') inspections -= 1;
    });
  };

  const makeSmallPictures: Decoders['makeSmallPictures'] = async (path, shapes, limits, signal) =>
    toSmallPicturesResult(await submit({ kind: 'small-pictures', path, shapes, limits }, signal));

  return {
    start: () => {
      if (closed) return;
      while (slots.size < processes) startSlot();
    },
    isInspecting: () => inspections > 0,
    inspect: async (path, limits, { signal, preview } = {}) =>
      toInspectResult(await submit({ kind: 'inspect', path, limits, preview: preview ?? RETURN }, signal)),
    transform: async (path, transformation, limits, signal) =>
      toTransformResult(await submit({ kind: 'transform', path, transformation, limits }, signal)),
    makeSmallPictures,
    makeSmallPicture: async (path, shape, limits, signal) =>
      toOnlyPicture(await makeSmallPictures(path, [shape], limits, signal)),
    close: async () => {
      closed = true;
      for (const job of waiting.splice(0)) finish(job, () => job.reject(inspectError('inspect.closed')));
      const running = [...slots];
      for (const slot of running) {
        for (const job of [slot.job, slot.next]) {
          if (job !== undefined) finish(job, () => job.reject(inspectError('inspect.closed')));
        }
        slot.child.kill();
      }
      await Promise.all(running.map(({ child }) => child.exited));
    },
  };
};

const abortReason = (signal: AbortSignal): Error =>
  signal.reason instanceof Error ? signal.reason : new DOMException('Aborted', 'AbortError');

const toInspectResult = (result: Result): InspectResult => {
  if (result.ok && !('inspection' in result)) throw new TypeError('A decoder answered another question.');
  return result;
};

const toTransformResult = (result: Result): TransformResult => {
  if (result.ok && !('bytes' in result)) throw new TypeError('A decoder answered another question.');
  return result;
};

const toSmallPicturesResult = (result: Result): SmallPicturesResult => {
  if (result.ok && !('pictures' in result)) throw new TypeError('A decoder answered another question.');
  return result;
};

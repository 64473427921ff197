import { isDeepStrictEqual } from 'node:util';
import type { Json } from '../../library/candidate.ts';
import type { CandidatePage, Source, SourceContext, SourceRequest } from '../../library/source.ts';

/** Pages that are being read: a source that can only be read from its start (a compressed list) is not begun anew for each page. */
export type OpenPages = {
  /** The page after `cursor`. `null` when the source has no more, not even an empty one. */
  readonly next: (options: {
    readonly searchId: string;
    readonly source: Source;
    readonly request: Omit<SourceRequest, 'cursor'>;
    /** Makes what the source may use, for as long as it is being read: longer than one page. */
    readonly context: (signal: AbortSignal) => SourceContext;
    readonly cursor: Json;
    /** Of this page; aborting it ends the reading. */
    readonly signal: AbortSignal;
  }) => Promise<CandidatePage | null>;
  readonly close: (searchId?: string) => Promise<void>;
};

type Reading = {
  readonly iterator: AsyncIterator<CandidatePage>;
  readonly controller: AbortController;
  at: Json;
};

/** Searches that nobody asks any more are not told apart from those that wait: the ones longest unasked are closed. */
const MOST_READINGS = 64;

/** Keeps the readings of one process open between pages, and begins anew from the cursor where another process went on. */
export const openPages = (): OpenPages => {
  const readings = new Map<string, Reading>();

  const close = async (searchId: string): Promise<void> => {
    const reading = readings.get(searchId);
    readings.delete(searchId);
    if (reading === undefined) return;
    reading.controller.abort();
    await reading.iterator.return?.();
  };

  const begin = async ({
    searchId,
    source,
    request,
    context,
    cursor,
  }: Omit<Parameters<OpenPages['next']>[0], 'signal'>): Promise<Reading> => {
    const from = cursor === null ? request : { ...request, cursor };
    const controller = new AbortController();
    const iterator = source.discover(from, context(controller.signal))[Symbol.asyncIterator]();
    const reading = { iterator, controller, at: cursor };
    readings.set(searchId, reading);
    for (const oldest of readings.keys()) {
      if (readings.size <= MOST_READINGS) break;
      await close(oldest);
    }
    return reading;
  };

  return {
    next: async ({ signal, ...asked }) => {
      const { searchId, cursor } = asked;
      const known = readings.get(searchId);
      // Last in line again.
      readings.delete(searchId);
      if (known !== undefined) readings.set(searchId, known);
      if (known !== undefined && !isDeepStrictEqual(known.at, cursor)) await close(searchId);
      const reading = readings.get(searchId) ?? (await begin(asked));
      const stop = (): void => reading.controller.abort(signal.reason);
      signal.addEventListener('abort', stop);
      try {
        signal.throwIfAborted();
        const result = await reading.iterator.next();
        if (result.done === true) {
          await close(searchId);
          return null;
        }
        reading.at = result.value.cursor;
        if (result.value.cursor === null) await close(searchId);
        return result.value;
      } catch (error) {
        await close(searchId);
        throw error;
      } finally {
        signal.removeEventListener('abort', stop);
      }
    },
    close: async (searchId) => {
      for (const id of searchId === undefined ? readings.keys() : [searchId]) await close(id);
    },
  };
};

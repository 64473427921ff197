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
    readonly context: SourceContext;
    readonly cursor: Json;
  }) => Promise<CandidatePage | null>;
  readonly close: (searchId?: string) => Promise<void>;
};

type Reading = { readonly iterator: AsyncIterator<CandidatePage>; at: Json };

/** Keeps the readings of one process open between pages, and begins anew from the cursor where another process went on. */
export const openPages = (): OpenPages => {
  const readings = new Map<string, Reading>();

  const close = async (searchId: string): Promise<void> => {
    const reading = readings.get(searchId);
    readings.delete(searchId);
    await reading?.iterator.return?.();
  };

  return {
    next: async ({ searchId, source, request, context, cursor }) => {
      let reading = readings.get(searchId);
      if (reading !== undefined && !isDeepStrictEqual(reading.at, cursor)) {
        await close(searchId);
        reading = undefined;
      }
      if (reading === undefined) {
        const from = cursor === null ? request : { ...request, cursor };
        reading = { iterator: source.discover(from, context)[Symbol.asyncIterator](), at: cursor };
        readings.set(searchId, reading);
      }
      try {
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
      }
    },
    close: async (searchId) => {
      for (const id of searchId === undefined ? readings.keys() : [searchId]) await close(id);
    },
  };
};

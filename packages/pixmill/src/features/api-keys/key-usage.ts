import type { Database } from '../../platform/database/database.ts';
import type { Logger } from '../../platform/logging/logger.ts';
import { addUsage, type Used } from './key-usage.repository.ts';

/** Counts what keys are used for. */
export type KeyUsage = {
  /** Counts one request; costs no query. */
  readonly count: (apiKeyId: string, request: { readonly isError: boolean }) => void;
  /** Writes what was counted. */
  readonly flush: () => Promise<void>;
  /** Writes the rest. */
  readonly close: () => Promise<void>;
};

/** What a killed process has not written yet is lost: at most this much of counting. */
const FLUSH_MS = 3_000;

const sum = (a: Used, b: Used): Used => ({
  ...a,
  requests: a.requests + b.requests,
  errors: a.errors + b.errors,
  lastAt: a.lastAt > b.lastAt ? a.lastAt : b.lastAt,
});

/** Counts in memory and writes every few seconds, so that a request costs no write of its own. */
export const openKeyUsage = ({
  db,
  logger,
  now = () => new Date(),
}: {
  readonly db: Pick<Database, 'transaction'>;
  readonly logger: Logger;
  readonly now?: () => Date;
}): KeyUsage => {
  let counted = new Map<string, Used>();
  let timer: NodeJS.Timeout | null = null;
  let flushing: Promise<void> = Promise.resolve();

  const add = (used: Used): void => {
    const name = `${used.apiKeyId} ${used.day}`;
    const before = counted.get(name);
    counted.set(name, before === undefined ? used : sum(before, used));
  };
  const write = async (): Promise<void> => {
    if (counted.size === 0) return;
    const batch = [...counted.values()];
    counted = new Map();
    try {
      await db.transaction((tx) => addUsage(tx, batch));
    } catch (error) {
      // Counted again with the next batch.
      for (const used of batch) add(used);
      logger.warn({ err: error }, 'the usage of API keys could not be written; it is tried again');
    }
  };
  const flush = (): Promise<void> => {
    flushing = flushing.then(write);
    return flushing;
  };
  const flushLater = (): void => {
    timer ??= setTimeout(() => {
      timer = null;
      void flush().then(() => {
        if (counted.size > 0) flushLater();
      });
    }, FLUSH_MS).unref();
  };

  return {
    count: (apiKeyId, { isError }) => {
      const at = now();
      add({ apiKeyId, day: at.toISOString().slice(0, 10), requests: 1, errors: isError ? 1 : 0, lastAt: at });
      flushLater();
    },
    flush,
    close: async () => {
      if (timer !== null) clearTimeout(timer);
      await flush();
    },
  };
};

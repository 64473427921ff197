import { setTimeout as wait } from 'node:timers/promises';
import { Client, escapeIdentifier, type ClientConfig } from 'pg';
import type { Logger } from '../logging/logger.ts';

/** Hears what is sent to a channel (LISTEN) until it is closed. */
export type Listener = { readonly close: () => Promise<void> };

const LONGEST_RETRY_MS = 2_000;

/**
 * Listens to a channel over a connection of its own. When the connection breaks it is made again, and `missed` is told
 * that messages may have been lost meanwhile. Throws what the first connection throws.
 */
export const openListener = async ({
  connection,
  channel,
  logger,
  hear,
  missed,
}: {
  readonly connection: ClientConfig;
  readonly channel: string;
  readonly logger: Logger;
  readonly hear: (message: string) => void;
  readonly missed: () => void;
}): Promise<Listener> => {
  const closing = new AbortController();
  let client: Client;

  const connect = async (): Promise<Client> => {
    const next = new Client({ ...connection, application_name: `pixmill listener ${process.pid}`, keepAlive: true });
    next.on('error', () => undefined);
    next.on('notification', ({ payload }) => hear(payload ?? ''));
    try {
      await next.connect();
      await next.query(`listen ${escapeIdentifier(channel)}`);
    } catch (error) {
      await next.end().catch(() => undefined);
      throw error;
    }
    next.once('end', () => {
      if (!closing.signal.aborted) void connectAgain();
    });
    return next;
  };

  const connectAgain = async (): Promise<void> => {
    for (let delay = 50; !closing.signal.aborted; delay = Math.min(delay * 2, LONGEST_RETRY_MS)) {
      try {
        const next = await connect();
        if (closing.signal.aborted) await next.end();
        client = next;
        missed();
        return;
      } catch (error) {
        logger.debug({ err: error }, 'could not listen again yet');
        await wait(delay, undefined, { signal: closing.signal }).catch(() => undefined);
      }
    }
  };

  client = await connect();
  return {
    close: async () => {
      closing.abort();
      await client.end().catch(() => undefined);
    },
  };
};

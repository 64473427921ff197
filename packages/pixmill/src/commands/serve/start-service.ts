import { openApi } from '../../api/open-api.ts';
import type { Pixmill } from '../../compose.ts';
import { listenOn } from './listen.ts';
import type { Halves } from './serve-action.ts';
import { stopServer } from './stop-server.ts';

/** What runs until it is stopped. */
export type Service = { readonly stop: () => Promise<void> };

/** Requests that run have this long to finish; the work of the queue has its own time after it. */
const REQUEST_DEADLINE_MS = 10_000;

/** Starts the halves that are wanted on what is open. Throws `serve.*`; then nothing runs. */
export const startService = async (pixmill: Pixmill, halves: Halves): Promise<Service> => {
  const { settings } = pixmill;
  const server = halves.api ? await openApi(pixmill) : null;
  const stop = async (): Promise<void> => {
    if (server !== null) await stopServer(server, { deadlineMs: REQUEST_DEADLINE_MS });
  };
  try {
    if (server !== null) await listenOn(server, settings);
    if (halves.worker) await pixmill.startWorker();
  } catch (error) {
    await stop();
    throw error;
  }
  return { stop };
};

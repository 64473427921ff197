import { openApi } from '../../api/open-api.ts';
import { openWorkerServer } from '../../api/open-worker-server.ts';
import type { Pixmill } from '../../compose.ts';
import type { HttpServer } from '../../platform/http/create-server.ts';
import { createMetrics, type Metrics } from '../../platform/metrics/metrics.ts';
import { listenOn } from './listen.ts';
import { stopServer } from './stop-server.ts';

/** Which halves of the service a process runs. */
export type Halves = { readonly api: boolean; readonly worker: boolean };

/** What runs until it is stopped. */
export type Service = { readonly stop: () => Promise<void> };

/** Requests that run have this long to finish; the work of the queue has its own time after it. */
const REQUEST_DEADLINE_MS = 10_000;

type Listening = { readonly server: HttpServer; readonly port: number };

/** What answers HTTP in this process: the API, or what a worker has to say of itself, or nothing. */
const openServer = async (pixmill: Pixmill, halves: Halves, metrics: Metrics): Promise<Listening | null> => {
  const { port, metricsPort } = pixmill.settings;
  if (halves.api) return { server: await openApi(pixmill, { metrics }), port };
  return metricsPort === undefined ? null : { server: await openWorkerServer(pixmill, metrics), port: metricsPort };
};

/** Starts the halves that are wanted on what is open. Throws `serve.*`; then nothing runs. */
export const startService = async (pixmill: Pixmill, halves: Halves): Promise<Service> => {
  const metrics = createMetrics();
  const opened = await openServer(pixmill, halves, metrics);
  const stop = async (): Promise<void> => {
    if (opened !== null) await stopServer(opened.server, { deadlineMs: REQUEST_DEADLINE_MS });
  };
  try {
    if (opened !== null) await listenOn(opened.server, { host: pixmill.settings.host, port: opened.port });
    if (halves.worker) {
      await pixmill.startWorker({
        time: metrics.timeStage,
        settled: (changes) => {
          for (const { outcome, code } of changes) metrics.countOutcome(outcome, code);
        },
      });
    }
  } catch (error) {
    await stop();
    throw error;
  }
  return { stop };
};

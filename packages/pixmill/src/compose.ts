import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { SERVICE_JOBS } from './api/service-jobs.ts';
import { startServiceWorker } from './api/service-worker.ts';
import { startPreparingModels } from './api/start-preparing-models.ts';
import { followWithAnalysis } from './features/analysis/analysis.jobs.ts';
import { openDecoders } from './imaging/decoders.ts';
import type { Decoders } from './imaging/inspection.ts';
import { takeRequest } from './library/source-budget.repository.ts';
import type { Source } from './library/source.ts';
import { openPages } from './mill/discovery/open-pages.ts';
import { openJobStops } from './mill/job/job-stops.ts';
import * as millJobs from './mill/job/mill.jobs.ts';
import { openSettler } from './mill/settle/open-settler.ts';
import type { OutcomeChange } from './mill/settle/outcomes.repository.ts';
import { startMillWorker } from './mill/start-worker.ts';
import { baseUrlOf } from './platform/config/base-url.ts';
import { openModels, type Models } from './models/open-models.ts';
import { timeStages, untimed, type StageTimer } from './mill/time-stages.ts';
import type { Settings } from './platform/config/settings.ts';
import { openDatabase } from './platform/database/database.ts';
import type { OpenDatabase } from './platform/database/database.ts';
import { migrateDatabase } from './platform/database/migrate.ts';
import type { Fetcher } from './platform/fetching/fetcher.ts';
import { openFetcher } from './platform/fetching/open-fetcher.ts';
import { buildUserAgent } from './platform/fetching/user-agent.ts';
import type { Logger } from './platform/logging/logger.ts';
import { openQueue } from './platform/queue/queue.ts';
import type { Queue } from './platform/queue/queue.ts';
import { openStorageOf } from './platform/storage/open-storage.ts';
import type { Storage } from './platform/storage/storage.ts';
import { openTracer, type Tracer } from './platform/telemetry/open-tracer.ts';
import { traceWork } from './platform/telemetry/trace-work.ts';
import { openVectors, type Vectors } from './platform/vectors/open-vectors.ts';
import { createSourceContext, privateOriginsOf } from './source-context.ts';
import { SOURCES } from './sources/catalogue.ts';
import { VERSION } from './version.ts';

/** Migrations lie beside the sources in a checkout and beside the build in a package. */
export const MIGRATIONS = join(import.meta.dirname, '..', 'migrations');

/** Everything that a command works with. */
export type Pixmill = {
  readonly settings: Settings;
  readonly logger: Logger;
  readonly database: OpenDatabase;
  readonly queue: Queue;
  readonly storage: Storage;
  readonly fetcher: Fetcher;
  readonly decoders: Decoders;
  readonly models: Models;
  readonly vectors: Vectors;
  readonly sources: ReadonlyMap<string, Source>;
  /** Where OTEL_EXPORTER_OTLP_ENDPOINT is set. */
  readonly tracer: Tracer | null;
  /** Lets this process work on one job, or on all, until it is closed; `settled` hears of every outcome. */
  readonly startWorker: (options?: {
    readonly jobId?: string;
    readonly settled?: (changes: readonly OutcomeChange[]) => void;
    /** Runs every stage, to note how long it takes. */
    readonly time?: StageTimer;
  }) => Promise<void>;
  /** Finishes or hands back what runs, and closes everything in order. */
  readonly close: (options?: { readonly deadlineMs?: number }) => Promise<void>;
};

/** What one run of a command may set besides the settings. */
export type PixmillOptions = {
  readonly settings: Settings;
  readonly logger: Logger;
  /** Fetches at once in all, and to one host. */
  readonly fetchConcurrency?: number;
  readonly perHost?: number;
  /** Origins of this process's own servers (the demo). */
  readonly ownOrigins?: readonly string[];
  readonly sources?: readonly Source[];
  /** Whether it serves people: the database then keeps more in memory. */
  readonly answersRequests?: boolean;
  /** Lets decoders start while the database does: images come at once. */
  readonly decodesSoon?: boolean;
};

/** Chunks in work at once: enough to keep the fetches going while one chunk ends. */
const CHUNKS_AT_ONCE = 3;

/**
 * The composition root, used by production and by tests: settings in, services out. Starts the embedded database when it
 * does not run, and brings its tables up to date. Throws catalogue errors; what was opened before is closed again.
 */
export const openPixmill = async (options: PixmillOptions): Promise<Pixmill> => {
  const { settings, logger } = options;
  const opened: (() => Promise<void>)[] = [];
  const closeAll = async (): Promise<void> => {
    for (const close of opened.toReversed()) await close();
  };
  try {
    const decoders = openDecoders({ processes: settings.workerConcurrency || availableParallelism() });
    opened.push(decoders.close);
    if (options.decodesSoon === true) decoders.start();
    const models = openModels({
      threads: settings.workerConcurrency || availableParallelism(),
      // New images come first: the mill never waits for analysis.
      givesWay: decoders.isInspecting,
    });
    opened.push(models.close);
    const database = await openDatabase({ settings, logger, answersRequests: options.answersRequests ?? false });
    opened.push(database.close);
    await migrateDatabase({ connection: database.connection, folder: MIGRATIONS });
    const tracer = await openTracerOf(options);
    if (tracer !== null) opened.push(tracer.close);
    const storage = await openStorageOf(settings);
    opened.push(storage.close);
    const fetcher = openFetcher({
      storage,
      userAgent: buildUserAgent({ version: VERSION, contact: settings.crawlerContact }),
      allowedOrigins: [...settings.allowedPrivateOrigins, ...privateOriginsOf(settings), ...(options.ownOrigins ?? [])],
      ...(options.fetchConcurrency === undefined ? {} : { concurrency: options.fetchConcurrency }),
      ...(options.perHost === undefined ? {} : { perHost: options.perHost }),
    });
    opened.push(fetcher.close);
    const vectors = openVectors(settings);
    opened.push(vectors.close);
    const { connection, pool, db } = database;
    const queue = await openQueue({ connection, pool, jobs: [...Object.values(millJobs), ...SERVICE_JOBS], logger });
    const sources = new Map((options.sources ?? SOURCES).map((source) => [source.info.id, source]));
    const pages = openPages();
    const atStop: (() => Promise<void>)[] = [];
    const optOut = { robots: settings.robots, tdmrep: settings.robots !== 'off' };
    const parts = { settings, logger, database, queue, storage, fetcher, decoders, models, vectors, sources, tracer };
    return {
      ...parts,
      startWorker: async ({ jobId, settled = () => {}, time = untimed } = {}) => {
        decoders.start();
        const working = tracer === null ? queue : traceWork(queue, tracer);
        const stops = await openJobStops({ db, connection, logger });
        atStop.push(stops.close);
        await startMillWorker({
          queue: working,
          logger,
          link: (path) => baseUrlOf(settings) + path,
          ...(jobId === undefined ? {} : { jobId }),
          concurrency: CHUNKS_AT_ONCE,
          discovery: {
            db,
            queue,
            sources,
            pages,
            stops,
            sourceContext: (source, signal) =>
              createSourceContext({
                source,
                signal,
                settings,
                fetcher,
                storage,
                takeRequest: (perDay) => takeRequest(db, { source: source.info.id, perDay, now: new Date() }),
              }),
          },
          chunks: {
            db,
            queue,
            stops,
            ...timeStages(
              {
                stages: { fetcher, storage, decoders, optOut, maxPixels: settings.maxPixels },
                settler: openSettler({
                  db,
                  settled: (_, changes) => settled(changes),
                  // A command's job is over when its dataset is written; nobody would wait for more.
                  followImages: jobId === undefined ? followWithAnalysis(queue) : undefined,
                }),
              },
              time,
            ),
          },
        });
        // A command works on its own job only.
        if (jobId !== undefined) return;
        await startServiceWorker({ ...parts, queue: working });
        atStop.push(startPreparingModels(parts));
      },
      close: async ({ deadlineMs = 10_000 } = {}) => {
        await queue.stop({ deadlineMs });
        for (const close of atStop) await close();
        await pages.close();
        await closeAll();
      },
    };
  } catch (error) {
    await closeAll().catch((closing: unknown) => logger.debug({ err: closing }, 'could not close what was opened'));
    throw error;
  }
};

const openTracerOf = async ({ settings, logger }: PixmillOptions): Promise<Tracer | null> => {
  if (settings.otlpEndpoint === undefined) return null;
  const tracer = await openTracer({ endpoint: settings.otlpEndpoint, version: VERSION });
  const close = (): Promise<void> =>
    tracer.close().catch((error: unknown) => logger.warn({ err: error }, 'the last traces could not be sent'));
  return { ...tracer, close };
};

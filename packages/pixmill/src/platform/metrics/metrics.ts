import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';

/** Depth of one queue. */
type Depth = {
  readonly job: string;
  readonly ready: number;
  readonly waiting: number;
  readonly active: number;
  readonly dead: number;
};

/** What is counted and measured in one process, for Prometheus. Labels come from the code, never from requests. */
export type Metrics = {
  readonly countRequest: (request: {
    readonly method: string;
    /** The pattern of the route, e.g. `/api/v1/jobs/:id`; undefined when there was none. */
    readonly route: string | undefined;
    readonly status: number;
    readonly seconds: number;
  }) => void;
  readonly countOutcome: (outcome: string, code: string) => void;
  /** Measures a stage of the mill, however it ends. */
  readonly timeStage: <T>(stage: string, run: () => Promise<T>) => Promise<T>;
  /** Adds what is asked for when somebody looks: the queue's depth and its workers. */
  readonly watchQueue: (queue: {
    readonly depths: () => Promise<readonly Depth[]>;
    readonly workers: () => Promise<number>;
  }) => void;
  readonly contentType: string;
  /** Everything in the text format of Prometheus. */
  readonly text: () => Promise<string>;
};

const METHODS = new Set(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']);
const REQUEST_SECONDS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 60];
const STAGE_SECONDS = [0.005, 0.025, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60];
/** Asking the queue costs a look at its table. */
const QUEUE_KEPT_MS = 5_000;

/** Makes the metrics of this process, with those of the process itself (memory, event loop, garbage collection). */
export const createMetrics = (): Metrics => {
  const registry = new Registry();
  const registers = [registry];
  collectDefaultMetrics({ register: registry, prefix: 'pixmill_' });
  const requests = new Histogram({
    name: 'pixmill_http_request_duration_seconds',
    help: 'Requests by route and status, and how long they took.',
    labelNames: ['method', 'route', 'status'],
    buckets: REQUEST_SECONDS,
    registers,
  });
  const requestCount = new Counter({
    name: 'pixmill_http_requests_total',
    help: 'Requests by route and status.',
    labelNames: ['method', 'route', 'status'],
    registers,
  });
  const outcomes = new Counter({
    name: 'pixmill_outcomes_total',
    help: 'Candidates by how they ended and why.',
    labelNames: ['outcome', 'code'],
    registers,
  });
  const stages = new Histogram({
    name: 'pixmill_stage_duration_seconds',
    help: 'How long the stages of the mill took.',
    labelNames: ['stage', 'result'],
    buckets: STAGE_SECONDS,
    registers,
  });
  const measure = async <T>(stage: string, run: () => Promise<T>): Promise<T> => {
    const end = stages.startTimer({ stage });
    try {
      const result = await run();
      end({ result: 'ok' });
      return result;
    } catch (error) {
      end({ result: 'error' });
      throw error;
    }
  };
  return {
    countRequest: ({ method, route, status, seconds }) => {
      const labels = {
        method: METHODS.has(method) ? method : 'other',
        route: route ?? 'none',
        status: String(status),
      };
      requestCount.inc(labels);
      requests.observe(labels, seconds);
    },
    countOutcome: (outcome, code) => outcomes.inc({ outcome, code }),
    timeStage: measure,
    watchQueue: ({ depths, workers }) => {
      let last: { readonly filled: Promise<void>; readonly until: number } = { filled: Promise.resolve(), until: 0 };
      const fill = async (): Promise<void> => {
        for (const { job, ...states } of await depths()) {
          for (const [state, count] of Object.entries(states)) depth.set({ job, state }, count);
        }
        workerCount.set(await workers());
      };
      const collect = (): Promise<void> => {
        const now = Date.now();
        // Without the database there is still everything else to tell.
        if (now >= last.until) last = { filled: fill().catch(() => undefined), until: now + QUEUE_KEPT_MS };
        return last.filled;
      };
      const workerCount = new Gauge({ name: 'pixmill_workers', help: 'Workers that are alive.', registers, collect });
      const depth = new Gauge({
        name: 'pixmill_queue_depth',
        help: 'Background jobs by kind and state.',
        labelNames: ['job', 'state'],
        registers,
        collect,
      });
    },
    contentType: registry.contentType,
    text: () => registry.metrics(),
  };
};

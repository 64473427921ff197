import type { Queue } from '../queue/queue.ts';
import type { Tracer } from './open-tracer.ts';

/** The same queue, of whose work every run is a span: which job, which attempt, and how it ended. */
export const traceWork = (queue: Queue, { tracer, api }: Pick<Tracer, 'tracer' | 'api'>): Queue => ({
  ...queue,
  work: (job, options, handler) =>
    queue.work(job, options, async (run) => {
      const attributes = { 'pixmill.job': job.name, 'pixmill.job_id': run.id, 'pixmill.attempt': run.attempt };
      const span = tracer.startSpan(job.name, { kind: api.SpanKind.CONSUMER, attributes }, api.ROOT_CONTEXT);
      try {
        await handler(run);
      } catch (error) {
        // Messages may hold what nobody outside may read; the log has them.
        span.setStatus({ code: api.SpanStatusCode.ERROR, message: error instanceof Error ? error.name : 'failed' });
        throw error;
      } finally {
        span.end();
      }
    }),
});

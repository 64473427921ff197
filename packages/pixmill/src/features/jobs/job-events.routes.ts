import { Readable } from 'node:stream';
import { Type } from 'typebox';
import { jobError } from '../../library/job.errors.ts';
import { principalOf } from '../../platform/http/access.ts';
import type { HttpServer } from '../../platform/http/create-server.ts';
import { operation } from '../../platform/http/operation.ts';
import type { Logger } from '../../platform/logging/logger.ts';
import { readProgress } from './job-progress.service.ts';
import type { JobServices } from './job-services.ts';
import { findJobRow, summariseJob } from './jobs.repository.ts';
import { createJobEventHub } from './job-event-hub.ts';
import { jobEventStream, whileTaken } from './job-event-stream.ts';
import { hasEnded, isOutcome } from './job-events.repository.ts';

const MOST_STREAMS_A_USER = 20;

/** What a job has sent; anything else begins at the beginning. */
const EventId = Type.String({
  pattern: '^\\d{1,15}$',
  'x-expects': 'the id of an event, such as 42',
  maxLength: 15,
  description: 'Number of the last event that you know: what comes after it is told, nothing twice.',
});

const EventText = Type.Unsafe<unknown>({
  'x-response-description':
    'Server-Sent Events: `progress` (as in `/progress`), `image` (a kept image and its outcome), `outcome` (how another ' +
    'candidate ended), `end` (the job has ended; the stream ends, too). Lines that begin with a colon keep the connection alive.',
  content: {
    'text/event-stream': {
      schema: {
        type: 'string',
        examples: [
          'id: 17\nevent: outcome\ndata: {"id":"0198c2f0-6b1c-7a52-8f1e-3d0a9c5b7e21","outcome":"failed","code":"fetch.not_found"}\n\n',
        ],
      },
    },
  },
});

/** Adds the stream of a job's events. */
export const addJobEventsRoutes = (
  server: HttpServer,
  { logger, ...services }: JobServices & { readonly logger: Logger },
): void => {
  const { db, signUrl } = services;
  const hub = createJobEventHub({
    db,
    logger,
    readProgress: async (jobId) => {
      const summary = await summariseJob(db, jobId);
      return summary === null ? null : readProgress(services, summary);
    },
  });
  const streams = new Map<string, number>();
  server.addHook('preClose', async () => hub.close());

  server.get(
    '/jobs/:id/events',
    {
      ...operation({
        id: 'followJob',
        tag: 'jobs',
        summary: 'Follow a job',
        description:
          'Server-Sent Events of a job from its beginning, or from after the event of `Last-Event-ID`, without loss or ' +
          'repetition. Ends with the event `end`; a client that knows that one already is answered with 204. A stream is ' +
          `closed after 15 minutes at the latest: come back with the last id. At most ${MOST_STREAMS_A_USER} at once a user.`,
        access: { kind: 'user', scope: 'read' },
        takes: {
          params: Type.Object({ id: Type.String({ format: 'uuid', description: 'The job.' }) }),
          headers: Type.Object({ 'last-event-id': Type.Optional(EventId) }),
          querystring: Type.Object({ last_event_id: Type.Optional(EventId) }),
        },
        gives: { 200: EventText, 204: Type.Null({ description: 'Nothing will follow.' }) },
        errors: [404],
      }),
      exposeHeadRoute: false,
    },
    async (request, reply) => {
      const principal = principalOf(request);
      const { id } = request.params;
      const job = await findJobRow(db, principal, id);
      if (job === null) throw jobError('job.not_found');
      const state = { id, seq: job.eventSeq, status: job.status, updatedAt: job.updatedAt };
      const known = Number(request.headers['last-event-id'] ?? request.query.last_event_id ?? 0);
      const knowsLast = known === state.seq && known > 0 && hasEnded(state);
      // An outcome that another job changed later than this one ended has the last number: its reader need not know the end.
      if (knowsLast && !(await isOutcome(db, id, known))) return reply.code(204).send(null);
      const open = streams.get(principal.userId) ?? 0;
      if (open >= MOST_STREAMS_A_USER) throw jobError('job.too_many_streams', { limit: MOST_STREAMS_A_USER });

      streams.set(principal.userId, open + 1);
      const follower = hub.follow(state);
      const gone = new AbortController();
      reply.raw.once('close', () => {
        gone.abort();
        follower.leave();
        const left = (streams.get(principal.userId) ?? 1) - 1;
        if (left === 0) streams.delete(principal.userId);
        else streams.set(principal.userId, left);
      });
      const text = jobEventStream({
        follower,
        after: known > state.seq ? 0 : known,
        signal: AbortSignal.any([gone.signal, hub.closing]),
        signUrl,
        readJob: () => findJobRow(db, principal, id),
      });
      return reply
        .header('content-type', 'text/event-stream; charset=utf-8')
        .header('cache-control', 'no-cache, no-transform')
        .header('x-accel-buffering', 'no')
        .send(Readable.from(whileTaken(text, () => reply.raw.destroy())));
    },
  );
};

import type { SignUrl } from '../../library/image-view.ts';
import type { JobRow } from '../../library/schema.ts';
import type { JobFollower } from './job-event-hub.ts';
import { hasEnded } from './job-events.repository.ts';
import { endText, HEARTBEAT_TEXT, jobEndText, progressText, RETRY_TEXT } from './job-event-text.ts';

/** Events that are held at once for a client that reads slowly. */
const EVENTS_AT_ONCE = 50;
const HEARTBEAT_MS = 15_000;
const PROGRESS_MS = 1_000;
/** A client that has taken nothing for so long is not there. */
const MOST_STALL_MS = 30_000;
/** Then a client comes back, and shows again that it may. */
const MOST_STREAM_MS = 15 * 60_000;

/**
 * What a client is told of a job after an event, as the text of Server-Sent Events. Nothing is read before the client has
 * taken what was read before, so that one that never reads costs a page of events and no more.
 */
export async function* jobEventStream({
  follower,
  after,
  signal,
  signUrl,
  readJob,
  heartbeatMs = HEARTBEAT_MS,
}: {
  readonly follower: JobFollower;
  /** Number of the last event that the client knows. */
  readonly after: number;
  readonly signal: AbortSignal;
  readonly signUrl: SignUrl;
  /** The job as it stands now; `null` when it is gone. */
  readonly readJob: () => Promise<JobRow | null>;
  readonly heartbeatMs?: number;
}): AsyncGenerator<string> {
  const until = Date.now() + MOST_STREAM_MS;
  let position = after;
  let shown = 0;
  let spokenAt = Date.now();
  yield RETRY_TEXT;
  while (!signal.aborted && Date.now() < until) {
    const version = follower.version();
    const state = follower.state();
    if (state === null) return;
    if (position < state.seq) {
      const events = await follower.eventsAfter(position, EVENTS_AT_ONCE);
      if (events.length > 0) yield events.map((event) => endText(event, signUrl)).join('');
      // What has a number and is no end is the end of the job, or was replaced by a later one.
      const last = events.at(-1)?.end.row.eventSeq ?? state.seq;
      position = events.length < EVENTS_AT_ONCE ? Math.max(last, state.seq) : last;
      spokenAt = Date.now();
      continue;
    }
    if (version !== shown) {
      const progress = await follower.progress();
      if (progress !== null) {
        yield progressText(progress);
        shown = version;
        spokenAt = Date.now();
      }
    }
    if (hasEnded(state)) {
      const job = await readJob();
      if (job === null) return;
      if (job.eventSeq === state.seq && job.status === state.status) {
        yield jobEndText(job, state.seq);
        return;
      }
    }
    await follower.changed(version, { ms: version === shown ? heartbeatMs : PROGRESS_MS, signal });
    if (!signal.aborted && Date.now() - spokenAt >= heartbeatMs) {
      yield HEARTBEAT_TEXT;
      spokenAt = Date.now();
    }
  }
}

/** Passes text on, and says so when a piece of it is not taken for too long. */
export async function* whileTaken(
  text: AsyncIterable<string>,
  stalled: () => void,
  ms = MOST_STALL_MS,
): AsyncGenerator<string> {
  for await (const part of text) {
    const timer = setTimeout(stalled, ms);
    try {
      yield part;
    } finally {
      clearTimeout(timer);
    }
  }
}

import { setTimeout as wait } from 'node:timers/promises';
import type { Database } from '../../platform/database/database.ts';
import type { Logger } from '../../platform/logging/logger.ts';
import type { ProgressView } from './job-progress.schema.ts';
import { hasEnded, readJobEvents, readJobStates, type JobEvent, type JobState } from './job-events.repository.ts';

/** What one client follows a job with. */
export type JobFollower = {
  /** Grows with everything that changes about the job. */
  readonly version: () => number;
  /** How the job stands; `null` when it is gone. */
  readonly state: () => JobState | null;
  /** How far it is; one question serves all who follow the job. `null` when it is too early to ask again. */
  readonly progress: () => Promise<ProgressView | null>;
  /** Events after a number, in their order, at most so many. */
  readonly eventsAfter: (seq: number, limit: number) => Promise<readonly JobEvent[]>;
  /** Waits until the version is another, or for so long. */
  readonly changed: (version: number, options: { ms: number; signal: AbortSignal }) => Promise<void>;
  readonly leave: () => void;
};

/** Watches the jobs that clients of this process follow: one question a tick, however many clients and jobs. */
export type JobEventHub = {
  readonly follow: (state: JobState) => JobFollower;
  /** Ends every stream; aborted when the server closes. */
  readonly closing: AbortSignal;
  readonly close: () => void;
};

const TICK_MS = 500;
/** Counting chunks asks the queue, too. */
const PROGRESS_INTERVAL_MS = 1_000;
/** Events of one tick that are held for all who follow a job; who is further behind reads the database. */
const MOST_RECENT_EVENTS = 500;

type Topic = {
  state: JobState | null;
  version: number;
  /** The newest events, from this number (excluded) to that of the state. */
  recent: { readonly from: number; readonly events: readonly JobEvent[] };
  progress: { readonly version: number; readonly at: number; readonly value: Promise<ProgressView | null> } | null;
  readonly followers: Set<() => void>;
  count: number;
};

/** Makes a hub; it asks nothing while nobody follows. */
export const createJobEventHub = ({
  db,
  logger,
  readProgress,
}: {
  readonly db: Database;
  readonly logger: Logger;
  readonly readProgress: (jobId: string) => Promise<ProgressView | null>;
}): JobEventHub => {
  const topics = new Map<string, Topic>();
  const closing = new AbortController();
  let isTicking = false;

  const look = async (): Promise<void> => {
    const states = new Map((await readJobStates(db, [...topics.keys()])).map((state) => [state.id, state]));
    for (const [id, topic] of topics) {
      const before = topic.state;
      const now = states.get(id) ?? null;
      // A job that is being followed since the question was asked is looked at next time.
      if (before === null || (now !== null && isSame(before, now))) continue;
      if (now !== null && now.seq > before.seq) topic.recent = await readRecent(id, before.seq, now.seq);
      topic.state = now;
      topic.version += 1;
      for (const wake of topic.followers) wake();
    }
  };

  const readRecent = async (id: string, after: number, upTo: number): Promise<Topic['recent']> => {
    if (upTo - after > MOST_RECENT_EVENTS) return { from: upTo, events: [] };
    return { from: after, events: await readJobEvents(db, id, { after, upTo, limit: MOST_RECENT_EVENTS }) };
  };

  const tick = async (): Promise<void> => {
    if (isTicking) return;
    isTicking = true;
    while (topics.size > 0 && !closing.signal.aborted) {
      await wait(TICK_MS, undefined, { signal: closing.signal }).catch(() => undefined);
      await look().catch((error: unknown) =>
        logger.debug({ err: error }, 'the jobs that are followed could not be read'),
      );
    }
    isTicking = false;
  };

  const progressOf = async (id: string, topic: Topic): Promise<ProgressView | null> => {
    const known = topic.progress;
    if (known?.version === topic.version) return known.value;
    const isFinal = topic.state !== null && hasEnded(topic.state);
    if (known !== null && !isFinal && Date.now() - known.at < PROGRESS_INTERVAL_MS) return null;
    const value = readProgress(id);
    topic.progress = { version: topic.version, at: Date.now(), value };
    // A failed question is asked again.
    value.catch(() => {
      topic.progress = known;
    });
    return value;
  };

  return {
    follow: (state) => {
      const topic: Topic = topics.get(state.id) ?? {
        state,
        version: 1,
        recent: { from: state.seq, events: [] },
        progress: null,
        followers: new Set(),
        count: 0,
      };
      topic.count += 1;
      topics.set(state.id, topic);
      void tick();
      return {
        version: () => topic.version,
        state: () => topic.state,
        progress: () => progressOf(state.id, topic),
        eventsAfter: async (seq, limit) => {
          const upTo = topic.state?.seq ?? seq;
          const { from, events } = topic.recent;
          if (seq >= from) return events.filter(({ end }) => end.row.eventSeq > seq).slice(0, limit);
          return readJobEvents(db, state.id, { after: seq, upTo, limit });
        },
        changed: (version, { ms, signal }) => changed(topic, version, { ms, signal }),
        leave: () => {
          topic.count -= 1;
          if (topic.count === 0) topics.delete(state.id);
        },
      };
    },
    closing: closing.signal,
    close: () => closing.abort(),
  };
};

const isSame = (a: JobState, b: JobState): boolean =>
  a.seq === b.seq && a.status === b.status && a.updatedAt.getTime() === b.updatedAt.getTime();

const changed = (topic: Topic, version: number, { ms, signal }: { ms: number; signal: AbortSignal }): Promise<void> =>
  new Promise((resolve) => {
    const done = (): void => {
      clearTimeout(timer);
      topic.followers.delete(done);
      signal.removeEventListener('abort', done);
      resolve();
    };
    const timer = setTimeout(done, topic.version === version && !signal.aborted ? ms : 0);
    topic.followers.add(done);
    signal.addEventListener('abort', done);
  });

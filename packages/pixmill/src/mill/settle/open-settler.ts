import { setTimeout as wait } from 'node:timers/promises';
import type { FollowImages } from '../../library/image-arrivals.ts';
import type { Database, Transaction } from '../../platform/database/database.ts';
import { lockJob } from '../job/advance-job.ts';
import type { OutcomeChange } from './outcomes.repository.ts';
import { lockProject } from '../../library/project-lock.ts';
import { settleBatch } from './settle-batch.ts';
import type { Settlement } from './settlement.ts';

/** Where settlements of one job go. */
export type SettleTarget = {
  readonly projectId: string;
  readonly jobId: string;
  readonly nearDistance: number | null;
};

/** Settles what the chunks of one process bring, many candidates in one transaction when many are ready. */
export type Settler = {
  /** Resolves when the settlement is durable. */
  readonly settle: (target: SettleTarget, settlement: Settlement) => Promise<void>;
};

type Waiting = {
  readonly target: SettleTarget;
  readonly settlement: Settlement;
  readonly done: () => void;
  readonly failed: (error: unknown) => void;
};

/** Candidates that one transaction settles at the most: enough to make commits cheap, few enough to keep locks short. */
const MAX_BATCH = 64;
/** How long the first one waits for company: a transaction costs a dozen questions, whether for one candidate or for many. */
const GATHER_MS = 200;

/** Opens a settler. `settled` hears of every outcome after it is committed. */
export const openSettler = ({
  db,
  settled,
  followImages,
}: {
  readonly db: Database;
  readonly settled: (target: SettleTarget, changes: readonly OutcomeChange[]) => void;
  readonly followImages?: FollowImages | undefined;
}): Settler => {
  const waiting: Waiting[] = [];
  let running = false;

  const run = async (): Promise<void> => {
    running = true;
    while (waiting.length > 0) {
      if (waiting.length < MAX_BATCH) await wait(GATHER_MS);
      const batch = takeBatch(waiting);
      const first = batch[0];
      if (first === undefined) break;
      const settlements = batch.map(({ settlement }) => settlement);
      try {
        const changes = await db.transaction(async (tx) => {
          await lockForSettling(tx, first.target);
          const made = await settleBatch(tx, { ...first.target, settlements });
          if (settlements.some(({ passed }) => passed)) await followImages?.(tx, first.target.projectId);
          return made;
        });
        settled(first.target, changes);
        for (const { done } of batch) done();
      } catch (error) {
        for (const { failed } of batch) failed(error);
      }
    }
    running = false;
  };

  return {
    settle: (target, settlement) =>
      new Promise((done, failed) => {
        waiting.push({ target, settlement, done, failed });
        // While a transaction runs, what becomes ready gathers for the next one.
        if (!running) void run();
      }),
  };
};

/** Takes the oldest settlement and those of the same job behind it. */
const takeBatch = (waiting: Waiting[]): Waiting[] => {
  const jobId = waiting[0]?.target.jobId;
  const batch = waiting.filter(({ target }) => target.jobId === jobId).slice(0, MAX_BATCH);
  const taken = new Set(batch);
  waiting.splice(0, waiting.length, ...waiting.filter((entry) => !taken.has(entry)));
  return batch;
};

/** The two locks under which images of a project are decided about. */
export const lockForSettling = async (
  tx: Transaction,
  { projectId, jobId }: Pick<SettleTarget, 'projectId' | 'jobId'>,
): Promise<void> => {
  await lockProject(tx, projectId);
  await lockJob(tx, jobId);
};

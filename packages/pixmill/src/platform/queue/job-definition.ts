import type { Static, TSchema } from 'typebox';
import { Value } from 'typebox/value';
import { queueError } from './queue.errors.ts';

/** One kind of background work: everything about it but its code, so that enqueueing loads nothing heavy. */
export type JobDefinition<Schema extends TSchema = TSchema> = {
  /** `area.verb`; also the name of its queue. */
  readonly name: string;
  /** What it carries: ids, not data. Parsed again by the worker, since older code may have written it. */
  readonly payload: Schema;
  /** How often it is tried again after it has failed; a killed or stopped worker does not count. */
  readonly retryLimit: number;
  /** Least seconds before it is tried again, doubled with each failure. */
  readonly retryDelaySeconds: number;
  readonly retryDelayMaxSeconds: number;
  /** Longest run in seconds; after it the signal is aborted and the run counts as failed. */
  readonly expireInSeconds: number;
  /** A run whose worker gives no sign of life for so long is handed to another one. At least 10. */
  readonly heartbeatSeconds: number;
  /** How long it stays in the tables after it has ended. */
  readonly keepSeconds: number;
  /**
   * `one-queued-one-active`: of the jobs with one key at most one waits and at most one runs; enqueueing another while
   * one waits does nothing, while one runs it waits for that one.
   */
  readonly unique: 'none' | 'one-queued-one-active';
};

type Given<Schema extends TSchema> = Pick<JobDefinition<Schema>, 'name' | 'payload' | 'retryLimit'> &
  Partial<Omit<JobDefinition<Schema>, 'name' | 'payload' | 'retryLimit'>>;

/** Declares a kind of background work; defaults: 1 s to 60 s between tries, 15 min a run, 30 s of silence, kept for a day, not unique. */
export const defineJob = <const Schema extends TSchema>(given: Given<Schema>): JobDefinition<Schema> => ({
  retryDelaySeconds: 1,
  retryDelayMaxSeconds: 60,
  expireInSeconds: 900,
  heartbeatSeconds: 30,
  keepSeconds: 86_400,
  unique: 'none',
  ...given,
});

/** What a job carries. */
export type Payload<Definition extends JobDefinition> = Static<Definition['payload']>;

/** Name of the queue that a job goes to when it has failed for good. */
export const deadLetterName = (definition: Pick<JobDefinition, 'name'>): string => `${definition.name}.dead`;

const isPayload = <Definition extends JobDefinition>(
  definition: Definition,
  value: unknown,
): value is Payload<Definition> => Value.Check(definition.payload, value);

/** Checks a payload. Throws `queue.invalid_payload`, without the values. */
export const parsePayload = <Definition extends JobDefinition>(
  definition: Definition,
  value: unknown,
): Payload<Definition> => {
  if (isPayload(definition, value)) return value;
  const problems = Value.Errors(definition.payload, value)
    .slice(0, 5)
    .map((problem) => `${problem.instancePath === '' ? 'payload' : problem.instancePath} ${problem.message}`);
  throw queueError('queue.invalid_payload', { job: definition.name, problems: problems.join(', ') });
};

import * as fc from 'fast-check';
import type { JsonObject } from '../../src/platform/http/documentation/name-schemas.ts';
import type { TestApi } from '../api.ts';
import { answerChecker, type Answered, type CheckAnswer } from './answers.ts';
import { operationsOf, type ApiOperation } from './document.ts';
import { fuzzRequest, type FuzzRequest } from './fuzz-requests.ts';
import { gatherPeople, type People } from './people.ts';
import { sendFuzz } from './send-fuzz.ts';
import { kindOfPath } from './things.ts';

/** Something that must not be, and how to see it again. */
export type Fault = {
  readonly operation: string;
  readonly what: string;
  readonly request: string;
  readonly answer: string;
  readonly seed: number;
  readonly path: string;
};

/** What a run has done. */
export type FuzzReport = {
  readonly requests: number;
  readonly faults: readonly Fault[];
  /** How often each operation answered with each status. */
  readonly statuses: ReadonlyMap<string, ReadonlyMap<number, number>>;
};

const LANES = 3;
const RUNS_A_SEED = 100;

class FoundFault extends Error {
  readonly fault: Omit<Fault, 'seed' | 'path'>;
  constructor(fault: Omit<Fault, 'seed' | 'path'>) {
    super(fault.what);
    this.fault = fault;
  }
}

const keyOf = ({ operation, what }: Pick<Fault, 'operation' | 'what'>): string => `${operation} ${what}`;

/** A hostile path may be that of nothing at all. */
const isNowhere = ({ status, text }: Answered, { path }: FuzzRequest): boolean =>
  Object.keys(path).length > 0 &&
  ((status === 404 && text.includes('"http.not_found"')) || (status === 400 && text.includes('"http.bad_url"')));

const isHealth = ({ tags }: ApiOperation): boolean => tags.includes('health');

/** What is wrong with an answer. */
const faultsOf = (
  request: FuzzRequest,
  { answer, sent }: { readonly answer: Answered; readonly sent: string },
  { people, check }: { readonly people: People; readonly check: CheckAnswer },
): readonly string[] => {
  const { operation, sender } = request;
  const found: string[] = [];
  if (answer.status === 500) found.push('500');
  // Lanes share people, and so one may delete what another is at.
  if (answer.status === 503 && !isHealth(operation) && !answer.text.includes('"http.conflict"')) found.push('503');
  if (!isNowhere(answer, request)) found.push(...check(operation, answer));
  // What was sent may be told again; admins see everything.
  if (sender !== 'admin' && people.isForeign(answer.text) && !people.isForeign(sent))
    found.push('shows what is not theirs');
  if (answer.headers.get('x-request-id') === null) found.push('has no X-Request-Id');
  return found;
};

/** Keeps things to go on with: what was made is used, what does not work any more is made anew. */
const tend = async ({ operation, sender }: FuzzRequest, { status, text }: Answered, people: People, url: string) => {
  const kind = kindOfPath(operation.path);
  const id = /^\{"id":"([0-9a-f-]{36})"/.exec(text)?.[1];
  if (status === 201 && kind !== null && id !== undefined) people.made(sender, kind, id);
  const refreshToken = /"refresh_token":"([^"]+)"/.exec(text)?.[1];
  if (status === 200 && refreshToken !== undefined) people.refreshed(sender, refreshToken);
  if (status === 429) await people.forgiveLogins();
  const isNewPassword = status === 200 && (operation.id === 'changePassword' || operation.id === 'resetPassword');
  const hasEnded = status === 401 || operation.tags.some((tag) => tag === 'auth' || tag === 'users');
  if (sender === 'nobody') return;
  if (hasEnded) {
    const { status: known } = await fetch(`${url}/api/v1/users/me`, { headers: people.headersOf(sender) });
    if (known !== 200 || isNewPassword) await people.renew(sender);
  } else if (status === 204 && operation.method === 'DELETE') await people.renew(sender);
};

/**
 * Sends requests to an API until the time is up and every operation was called (a busy machine gets three times as long
 * for that), and collects what is wrong; goes on after each fault.
 */
export const runFuzz = async (
  api: Pick<TestApi, 'url' | 'pixmill'>,
  document: JsonObject,
  {
    seed,
    milliseconds,
    path,
    only,
    told = () => {},
  }: {
    readonly seed: number;
    readonly milliseconds: number;
    /** Where to go on from a seed: that of a fault. */
    readonly path?: string | undefined;
    /** Only this operation. */
    readonly only?: string | undefined;
    readonly told?: (fault: Fault) => void;
  },
): Promise<FuzzReport> => {
  const operations = operationsOf(document).filter(({ id }) => only === undefined || id === only);
  const requests = fuzzRequest(document, operations);
  const check = answerChecker(document);
  const people = await gatherPeople(api);
  const before = JSON.stringify(await people.foreignState());
  const statuses = new Map<string, Map<number, number>>();
  const faults = new Map<string, Fault>();
  const until = Date.now() + milliseconds;
  const latest = until + 2 * milliseconds;
  const isOver = (): boolean => Date.now() >= (statuses.size < operations.length ? latest : until);
  let sentRequests = 0;

  const tryOne = async (request: FuzzRequest): Promise<void> => {
    const outcome = await sendFuzz(api.url, request, people);
    sentRequests++;
    const { id } = request.operation;
    const counts = statuses.get(id) ?? new Map<number, number>();
    statuses.set(id, counts.set(outcome.answer.status, (counts.get(outcome.answer.status) ?? 0) + 1));
    const found = faultsOf(request, outcome, { people, check }).filter(
      (what) => !faults.has(keyOf({ operation: id, what })),
    );
    await tend(request, outcome.answer, people, api.url);
    const [what] = found;
    if (what === undefined) return;
    const answer = `${outcome.answer.status} ${outcome.answer.text.slice(0, 1000)}`;
    throw new FoundFault({ operation: id, what, request: outcome.sent.slice(0, 3000), answer });
  };

  const lane = async (first: number): Promise<void> => {
    for (let round = first; !isOver(); round += LANES) {
      const result = await fc.check(fc.asyncProperty(requests, tryOne), {
        seed: seed + round,
        numRuns: RUNS_A_SEED,
        interruptAfterTimeLimit: Math.max(1000, until - Date.now()),
        ...(path === undefined ? {} : { path }),
      });
      if (!(result.errorInstance instanceof FoundFault)) {
        if (result.failed && !result.interrupted) throw result.errorInstance;
        continue;
      }
      const fault = { ...result.errorInstance.fault, seed: result.seed, path: result.counterexamplePath ?? '' };
      faults.set(keyOf(fault), fault);
      told(fault);
    }
  };
  await Promise.all(Array.from({ length: path === undefined ? LANES : 1 }, (_, index) => lane(index)));
  const after = JSON.stringify(await people.foreignState());
  if (before !== after) {
    const fault = {
      operation: 'any',
      what: 'changed what is not theirs',
      request: before,
      answer: after,
      seed,
      path: '',
    };
    faults.set(keyOf(fault), fault);
    told(fault);
  }
  return { requests: sentRequests, faults: [...faults.values()], statuses };
};

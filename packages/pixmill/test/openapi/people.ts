import { Type } from 'typebox';
import { Value } from 'typebox/value';
import { hashToken, newSecretToken } from '../../src/features/accounts/secret-tokens.ts';
import { loginFailures, passwordResets } from '../../src/library/accounts.schema.ts';
import { SCOPES } from '../../src/platform/http/principal.ts';
import { signUp, type TestApi, type TestUser } from '../api.ts';
import type { Sender } from './fuzz-requests.ts';
import { buildThings, KINDS, type Kind, type Things } from './things.ts';
import type { Secret } from './valid-values.ts';

/** Somebody who sends requests, and what is theirs. */
type Person = {
  readonly user: TestUser;
  readonly headers: Readonly<Record<string, string>>;
  readonly things: Things;
  refreshToken: string;
  resetToken: string;
};

/** Those who send requests, and one who sends none and whose things nobody else may see. */
export type People = {
  readonly headersOf: (sender: Sender) => Readonly<Record<string, string>>;
  /** A thing of the sender's own: one that was there from the beginning, or the newest in turn. */
  readonly ownId: (sender: Sender, kind: Kind) => string;
  /** What only the sender knows: how to log in, and how to stay so. */
  readonly secretOf: (sender: Sender, secret: Secret) => string;
  /** Keeps a token that was given for the last one. */
  readonly refreshed: (sender: Sender, refreshToken: string) => void;
  /** A job of the sender's own that can be started, cancelled or tried again. */
  readonly freshJob: (sender: Sender, state: 'pending' | 'running' | 'cancelled') => Promise<string>;
  /** Forgets who failed to log in, so that those who can are not kept waiting. */
  readonly forgiveLogins: () => Promise<void>;
  /** A thing of somebody who sends nothing. */
  readonly foreignId: (kind: Kind) => string;
  readonly isForeign: (text: string) => boolean;
  /** Keeps a thing that was made. */
  readonly made: (sender: Sender, kind: Kind, id: string) => void;
  /** Gives a sender a new account, login and things when the old ones do not work any more. */
  readonly renew: (sender: Sender) => Promise<void>;
  /** What the one who sends nothing has; stays the same. */
  readonly foreignState: () => Promise<unknown>;
};

/** Stands in every text of the one who sends nothing. */
const MARK = 'never-to-be-seen-7c1f';

const CreatedKey = Type.Object({ key: Type.String() });

const keyOf = async ({ url }: Pick<TestApi, 'url'>, user: TestUser): Promise<string> => {
  const response = await fetch(`${url}/api/v1/api-keys`, {
    method: 'POST',
    headers: { ...user.headers, 'content-type': 'application/json' },
    body: JSON.stringify({ name: 'all', scopes: SCOPES.filter((scope) => scope !== 'admin'), rate_limit: 100_000 }),
  });
  return Value.Parse(CreatedKey, await response.json()).key;
};

/** Makes the people of a run. */
export const gatherPeople = async (api: Pick<TestApi, 'url' | 'pixmill'>): Promise<People> => {
  const foreigner = await signUp(api, { email: `${MARK}@example.com`, admin: false });
  const foreign = await buildThings(api, foreigner, { name: MARK });
  const { db } = api.pixmill.database;
  const persons = new Map<Sender, Person>();
  const newest = new Map<string, string>();
  let turn = 0;

  const renew = async (sender: Sender): Promise<void> => {
    if (sender === 'nobody') return;
    const user = await signUp(api, { admin: sender === 'admin' });
    const things = await buildThings(api, user);
    const headers = sender === 'key' ? { 'x-api-key': await keyOf(api, user) } : user.headers;
    const resetToken = newSecretToken();
    const expiresAt = new Date(Date.now() + 3_600_000);
    await db.insert(passwordResets).values({ hash: hashToken(resetToken), userId: user.userId, expiresAt });
    persons.set(sender, { user, headers, things, refreshToken: user.refreshToken, resetToken });
    for (const kind of KINDS) newest.delete(`${sender} ${kind}`);
  };
  for (const sender of ['user', 'admin', 'key'] as const) await renew(sender);

  const read = async (path: string): Promise<unknown> => {
    const response = await fetch(`${api.url}/api/v1${path}`, { headers: foreigner.headers });
    return { status: response.status, body: withoutLinks(await response.text()) };
  };
  return {
    headersOf: (sender) => persons.get(sender)?.headers ?? {},
    ownId: (sender, kind) => {
      const last = newest.get(`${sender} ${kind}`);
      turn++;
      return last !== undefined && turn % 2 === 0 ? last : (persons.get(sender)?.things[kind] ?? crypto.randomUUID());
    },
    secretOf: (sender, secret) => {
      const person = persons.get(sender);
      if (person === undefined) return 'nobody has this';
      const { email, password } = person.user;
      return { email, password, 'refresh-token': person.refreshToken, 'reset-token': person.resetToken }[secret];
    },
    refreshed: (sender, refreshToken) => {
      const person = persons.get(sender);
      if (person !== undefined) person.refreshToken = refreshToken;
    },
    freshJob: async (sender, state) => {
      const person = persons.get(sender);
      if (person === undefined) return crypto.randomUUID();
      const post = async (path: string, body: unknown = {}): Promise<string> => {
        const response = await fetch(`${api.url}/api/v1/jobs${path}`, {
          method: 'POST',
          headers: { ...person.headers, 'content-type': 'application/json' },
          body: JSON.stringify(body),
        });
        return response.text();
      };
      const given = { project_id: person.things.project, name: 'fresh', keywords: ['fox'], sources: ['openverse'] };
      // Another lane may have deleted the project, or the login.
      const id = /^\{"id":"([0-9a-f-]{36})"/.exec(await post('', given))?.[1] ?? crypto.randomUUID();
      if (state === 'running') await post(`/${id}/start`);
      if (state === 'cancelled') await post(`/${id}/cancel`);
      return id;
    },
    forgiveLogins: async () => {
      await db.delete(loginFailures);
    },
    foreignId: (kind) => foreign[kind],
    isForeign: (text) => text.includes(MARK) || Object.values(foreign).some((id) => text.includes(id)),
    made: (sender, kind, id) => newest.set(`${sender} ${kind}`, id),
    renew,
    foreignState: async () => {
      const { project, job, image, dataset } = foreign;
      const paths = [`projects/${project}`, `jobs/${job}`, `images/${image}`, `datasets/${dataset}`, 'users/me'];
      return Promise.all([...paths, 'api-keys', 'notifications', 'images'].map((path) => read(`/${path}`)));
    },
  };
};

/** Signed links change with time, and a key tells when it was used. */
const withoutLinks = (text: string): string => text.replaceAll(/\?expires=\d+&signature=[\w-]+/g, '');

/** Calls the API of a test in few words. */
import { randomUUID } from 'node:crypto';
import { Type } from 'typebox';
import { Value } from 'typebox/value';
import { vi } from 'vitest';
import type { TestApi } from '../../../test/api.ts';

export const PASSWORD = 'correct horse battery';

/** An address that nobody has yet. */
export const someEmail = (): string => `${randomUUID()}@example.com`;

/** What a call came to; `body` is `null` where there is none. */
export type Called = {
  readonly status: number;
  readonly headers: Headers;
  // oxlint-disable-next-line typescript/no-explicit-any -- tests look into it by its documented names
  readonly body: any;
};

/** Calls an operation by its path under `/api/v1`. */
export const call = async (
  api: Pick<TestApi, 'url'>,
  line: `${'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'} /${string}`,
  {
    as,
    body,
    form,
  }: {
    readonly as?: Tokens | { readonly headers: object };
    readonly body?: unknown;
    readonly form?: Record<string, string>;
  } = {},
): Promise<Called> => {
  const [method = '', path = ''] = line.split(' ');
  const login = as === undefined ? {} : 'headers' in as ? as.headers : { authorization: `Bearer ${as.access_token}` };
  const response = await fetch(`${api.url}/api/v1${path}`, {
    method,
    headers: { ...login, ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    ...(form === undefined ? {} : { body: new URLSearchParams(form) }),
  });
  const text = await response.text();
  return { status: response.status, headers: response.headers, body: text === '' ? null : JSON.parse(text) };
};

const TokensOf = Type.Object({ access_token: Type.String(), refresh_token: Type.String() });
export type Tokens = Type.Static<typeof TokensOf>;

/** Logs in, and expects that it works. */
export const logIn = async (api: Pick<TestApi, 'url'>, email: string, password = PASSWORD): Promise<Tokens> => {
  const { body } = await call(api, 'POST /auth/login', { body: { email, password } });
  return Value.Parse(TokensOf, body);
};

/**
 * Holds the row of a user until `count` transactions wait for it, then changes it and lets go: what a request saw before
 * is not so any more when its turn comes.
 */
export const whileUserIsHeld = async <Result>(
  api: TestApi,
  { userId, count, change }: { readonly userId: string; readonly count: number; readonly change?: string },
  start: () => Promise<Result>,
): Promise<Result> => {
  const { pool } = api.pixmill.database;
  const holder = await pool.connect();
  try {
    await holder.query('begin');
    await holder.query('select id from users where id = $1 for update', [userId]);
    const running = start();
    await vi.waitUntil(
      async () => {
        const { rows } = await pool.query<{ n: string }>(
          `select count(*) as n from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`,
        );
        return Number(rows[0]?.n) === count;
      },
      { timeout: 10_000, interval: 10 },
    );
    if (change !== undefined) await holder.query(`update users set ${change} where id = $1`, [userId]);
    await holder.query('commit');
    return await running;
  } finally {
    holder.release();
  }
};

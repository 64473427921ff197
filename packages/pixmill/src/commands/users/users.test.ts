import { Readable } from 'node:stream';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { spawn } from 'node:child_process';
import { createTestDatabase, type TestDatabase } from '../../../test/database.ts';
import { PIXMILL } from '../../../test/run-pixmill.ts';
import { verifyPassword } from '../../features/accounts/passwords.ts';
import { findUserByEmail } from '../../features/accounts/users.repository.ts';
import { collectingTerminal } from '../command-run.fixture.ts';
import { readPassword } from './read-password.ts';
import { runUsers, type UsersRequest } from './users.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.close());

const run = async (request: UsersRequest, password = ''): Promise<string> => {
  const lines: string[] = [];
  await runUsers(request, { db: database.db, password }, (line) => void lines.push(line));
  return lines.join('\n');
};
const create = (email: string, given: { fullName?: string; role?: 'admin' } = {}, password = 'a good password') =>
  run({ action: 'create', email, fullName: null, role: 'user', ...given }, password);
const passwordOf = async (email: string) => (await findUserByEmail(database.db, email))?.passwordHash ?? null;

test('users are made with the role that was asked for, also as the first ones, and listed', async () => {
  expect(await run({ action: 'list', json: false })).toBe('There are no users yet.');
  expect(await create('ada@example.com', { fullName: 'Ada\u001b[31m Lovelace' })).toBe(
    'Made the user ada@example.com.',
  );
  expect(await create('root@example.com', { role: 'admin' })).toBe('Made the admin root@example.com.');
  expect(await run({ action: 'list', json: false })).toMatch(
    /^E-MAIL +NAME +ROLE +STATE +SINCE\nada@example.com +Ada \[31m Lovelace +user +active +\d{4}-\d\d-\d\d\nroot@example.com +admin +active/,
  );
  const listed: unknown = JSON.parse(await run({ action: 'list', json: true }));
  expect(listed).toMatchObject([
    { email: 'ada@example.com', role: 'user' },
    { email: 'root@example.com', role: 'admin' },
  ]);
  expect(JSON.stringify(listed)).not.toContain('argon2');
});

test('a taken address, a bad one and a short password are refused', async () => {
  await create('grace@example.com');
  await expect(create('Grace@example.com')).rejects.toMatchObject({ code: 'user.exists' });
  await expect(create('grace')).rejects.toMatchObject({ code: 'user.bad_email' });
  await expect(create('new@example.com', {}, 'short')).rejects.toMatchObject({ code: 'user.bad_password' });
});

test('a new password replaces the old one', async () => {
  await create('hedy@example.com');
  await run({ action: 'set-password', email: ' HEDY@example.com' }, 'another good one');
  const hash = await passwordOf('hedy@example.com');
  expect([await verifyPassword(hash, 'a good password'), await verifyPassword(hash, 'another good one')]).toEqual([
    false,
    true,
  ]);
  const unknown = run({ action: 'set-password', email: 'nobody@example.com' }, 'another good one');
  await expect(unknown).rejects.toMatchObject({ code: 'user.not_found' });
});

test('what is piped in is one line, without its end', async () => {
  const read = (...parts: string[]) => readPassword(Readable.from(parts), collectingTerminal());
  expect(await read('a good ', 'password\r\n', 'more')).toBe('a good password');
  expect(await read('a good password')).toBe('a good password');
  await expect(read('\n')).rejects.toMatchObject({ code: 'password_input.missing' });
  await expect(read()).rejects.toMatchObject({ code: 'password_input.missing' });
  await expect(read('x'.repeat(5000))).rejects.toMatchObject({ code: 'password_input.too_long' });
});

test('the command itself takes the password from standard input, and never as an argument', async () => {
  const type = (words: readonly string[], input: string): Promise<{ status: number | null; text: string }> =>
    new Promise((resolve, reject) => {
      const child = spawn(process.execPath, [PIXMILL, 'users', ...words], {
        env: { ...process.env, NO_COLOR: '1', DATABASE_URL: database.url },
      });
      let text = '';
      child.stdout.on('data', (part: Buffer) => (text += part.toString()));
      child.stderr.on('data', (part: Buffer) => (text += part.toString()));
      child.on('error', reject);
      child.on('close', (status) => resolve({ status, text }));
      // Wrong usage does not wait for it.
      child.stdin.on('error', () => {});
      child.stdin.end(input);
    });
  const made = await type(['create', 'mary@example.com', '--admin', '--password-stdin'], 'a good password\n');
  expect(made).toEqual({ status: 0, text: 'Made the admin mary@example.com.\n' });
  expect(await verifyPassword(await passwordOf('mary@example.com'), 'a good password')).toBe(true);
  expect((await type(['create', 'kay@example.com', 'a good password'], '')).status).toBe(2);
  expect((await type(['create', 'kay@example.com', '--password', 'a good password'], '')).status).toBe(2);
  expect((await type(['create', 'kay@example.com'], '')).status).toBe(2);
  // A bad address is told before anybody has typed a password twice.
  expect(await type(['create', 'kay'], '')).toEqual({ status: 2, text: expect.stringMatching(/^pixmill: .*e-mail/) });
});

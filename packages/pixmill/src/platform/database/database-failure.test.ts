import { DrizzleQueryError } from 'drizzle-orm/errors';
import { describe, expect, it } from 'vitest';
import { readDatabaseFailure } from './database-failure.ts';

const failure = (message: string, facts: Readonly<Record<string, string>> = {}): Error =>
  Object.assign(new Error(message), facts);
const queried = (cause: Error): Error => new DrizzleQueryError('select 1', [], cause);

describe('a connection that is not there any more', () => {
  it.each([
    ['nobody listens', failure('connect ECONNREFUSED', { code: 'ECONNREFUSED', syscall: 'connect' })],
    ['its socket is gone', failure('connect ENOENT /run/s', { code: 'ENOENT', syscall: 'connect', address: '/run/s' })],
    ['it breaks while something is sent', failure('write EPIPE', { code: 'EPIPE', syscall: 'write' })],
    ['it breaks while something comes', failure('read ECONNRESET', { code: 'ECONNRESET', syscall: 'read' })],
    ['the server hung up first', failure('This socket has been ended by the other party', { code: 'EPIPE' })],
    ['the server ended it', failure('terminating connection', { code: '57P01', severity: 'FATAL' })],
    ['the server starts', failure('the database system is starting up', { code: '57P03', severity: 'FATAL' })],
    ['it waited too long', failure('idle-in-transaction timeout', { code: '25P03', severity: 'FATAL' })],
    ['the client was closed', failure('Client was closed and is not queryable')],
    ['the client broke', failure('Client has encountered a connection error and is not queryable')],
    ['the pool ends', failure('Cannot use a pool after calling end on the pool')],
    ['nobody is let in', failure('timeout exceeded when trying to connect')],
  ])('%s', (_, error) => {
    for (const given of [error, queried(error), new Error('around it', { cause: error })]) {
      expect(readDatabaseFailure(given)).toMatchObject({ code: 'database.connection_lost', status: 503, retry: true });
    }
  });
});

it.each([
  ['a file that is missing', failure('ENOENT: no such file, open', { code: 'ENOENT', syscall: 'open', path: '/a' })],
  ['a disk of ours that is full', failure('ENOSPC: no space left, write', { code: 'ENOSPC', syscall: 'write' })],
  ['a row that is there already', failure('duplicate key', { code: '23505', severity: 'ERROR' })],
  ['a fault of the program', new TypeError('x is not a function')],
])('%s is no failure of the database', (_, error) => {
  expect(readDatabaseFailure(error)).toBeNull();
  expect(readDatabaseFailure(queried(error))).toBeNull();
});

it('a full disk of the server is told as such, without its path', () => {
  const error = failure('could not extend file "base/16384/2619"', { code: '53100', severity: 'ERROR' });
  const read = readDatabaseFailure(queried(error));
  expect(read).toMatchObject({ code: 'database.disk_full', status: 507 });
  expect(read?.message).not.toContain('base/');
});

import { randomUUID } from 'node:crypto';
import { Client } from 'pg';
import { afterEach, describe, expect, inject, it } from 'vitest';
import { MIGRATIONS } from '../../../test/database-server.ts';
import { createTestDatabase } from '../../../test/database.ts';
import { insertSearched, searchOf } from '../../../test/searched-images.ts';
import { users } from '../../library/accounts.schema.ts';
import { migrateDatabase } from '../../platform/database/migrate.ts';
import { searchImages } from './search.service.ts';

const closing: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).toReversed()) await close();
});

describe('search in a database without pg_trgm', () => {
  it('finds words as they are, and no mistyped ones', async () => {
    const database = await createTestDatabase();
    closing.push(database.close);
    await database.pool.query('drop extension pg_trgm cascade');
    const ownerId = randomUUID();
    await database.db.insert(users).values({ id: ownerId, email: 'someone@example.com' });
    await insertSearched(database.db, { ownerId, given: [{ title: 'Bridge' }] });
    const find = async (text: string) => {
      const asked = { text, colour: null, tolerance: 10, like: [], unlike: [], filters: {}, offset: 0, limit: 10 };
      return (await searchImages(searchOf(database.db), { role: 'user', userId: ownerId }, asked)).total;
    };
    expect(await find('bridge')).toBe(1);
    expect(await find('brigde')).toBe(0);
  });

  it('migrates where it may not be installed', async () => {
    const server = inject('databaseServer');
    const database = `refused_${randomUUID().replaceAll('-', '')}`;
    const admin = new Client({ ...server, database: 'postgres' });
    await admin.connect();
    closing.push(() => admin.end());
    await admin.query(`create database ${database}`);
    closing.push(() => admin.query(`drop database ${database} with (force)`));
    const client = new Client({ ...server, database });
    await client.connect();
    closing.push(() => client.end());
    await client.query(`create function refuse() returns event_trigger language plpgsql as
      $$ begin raise exception 'extensions are not allowed here' using errcode = 'insufficient_privilege'; end $$`);
    await client.query(`create event trigger no_extensions on ddl_command_start
      when tag in ('CREATE EXTENSION') execute function refuse()`);
    await migrateDatabase({ connection: { ...server, database }, folder: MIGRATIONS });
    const { rows } = await client.query(
      "select to_regclass('search_words') as words, to_regclass('search_words_similar') as similar",
    );
    expect(rows).toEqual([{ words: 'search_words', similar: null }]);
  });
});

import { eq, sql } from 'drizzle-orm';
import { v7 as uuidv7 } from 'uuid';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../../../test/database.ts';
import { users } from '../../library/accounts.schema.ts';
import { notify } from '../../library/notifications.repository.ts';
import { projects } from '../../library/schema.ts';
import { notifications } from '../../library/service.schema.ts';
import type { Transaction } from '../../platform/database/database.ts';
import { deleteUser, markUser } from './removed-users.repository.ts';
import { lockUser } from './users.repository.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.close());

const insertUser = async (): Promise<string> => {
  const id = uuidv7();
  await database.db.insert(users).values({ id, email: `${id}@example.org` });
  return id;
};
const lockAndMark = async (tx: Transaction, id: string): Promise<void> => {
  const user = await lockUser(tx, id);
  if (user === null) throw new Error('The user is there.');
  await markUser(tx, user);
};
/** What a job that ends does while it holds its own row. */
const tell = (tx: Transaction, userId: string) => {
  const about = { category: 'job', resourceType: 'job', resourceId: uuidv7() } as const;
  return notify(tx, { ...about, userId, title: 'Job "owls" is completed', message: 'Kept 3 images.' });
};

describe('marking a user as removed', () => {
  it('keeps no job waiting that ends meanwhile and tells them so', async () => {
    const id = await insertUser();
    await database.db.transaction(async (tx) => {
      await lockAndMark(tx, id);
      // A job waits for its user and the user for a job: the database would have to end one of them.
      await database.db.transaction(async (other) => {
        await other.execute(sql`set local lock_timeout = '1s'`);
        expect(await tell(other, id)).not.toBeNull();
      });
    });
    expect(await database.db.$count(notifications, eq(notifications.userId, id))).toBe(1);
    expect(await database.db.transaction((tx) => tell(tx, id))).toBeNull();
  });
});

describe('deleting the row of a removed user', () => {
  it('waits for what is just being made for them, and is put off by it', async () => {
    const id = await insertUser();
    await database.db.transaction((tx) => lockAndMark(tx, id));
    const late = uuidv7();
    let deletion: Promise<boolean> | undefined;
    await database.db.transaction(async (tx) => {
      await tx.insert(projects).values({ id: late, ownerId: id, name: 'Late' });
      deletion = database.db.transaction((other) => deleteUser(other, id));
      await expect
        .poll(async () => {
          const { rows } = await database.db.execute(
            sql`select 1 from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`,
          );
          return rows.length;
        })
        .toBe(1);
    });
    expect(await deletion).toBe(false);
    await database.db.delete(projects).where(eq(projects.id, late));
    expect(await database.db.transaction((tx) => deleteUser(tx, id))).toBe(true);
    expect(await database.db.transaction((tx) => deleteUser(tx, id))).toBe(true);
  });
});

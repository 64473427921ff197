import { sql } from 'drizzle-orm';
import type { Transaction } from '../../platform/database/database.ts';

/** Requests of a key on one UTC day that are not written yet. */
export type Used = {
  readonly apiKeyId: string;
  /** `YYYY-MM-DD`. */
  readonly day: string;
  readonly requests: number;
  readonly errors: number;
  readonly lastAt: Date;
};

/** `last_used_at` is no more exact than this, so that a busy key is not written all the time. */
const LAST_USED_STEP = '1 minute';

const asRows = (used: readonly Used[]) =>
  sql`jsonb_to_recordset(${JSON.stringify(used)}::jsonb)
    as used ("apiKeyId" uuid, day date, requests integer, errors integer, "lastAt" timestamptz)`;

/**
 * Adds requests to what is written, and when keys were used last. Keys that are gone meanwhile are left out. Rows are
 * taken in one order, so that processes that write at once do not wait for each other in a circle.
 */
export const addUsage = async (tx: Transaction, used: readonly Used[]): Promise<void> => {
  await tx.execute(sql`
    select key.id from api_keys as key
     where key.id in (select used."apiKeyId" from ${asRows(used)})
     order by key.id for no key update`);
  await tx.execute(sql`
    insert into api_key_usage as written (api_key_id, day, requests, errors)
    select key.id, used.day, used.requests, used.errors
      from ${asRows(used)} join api_keys as key on key.id = used."apiKeyId"
     order by key.id, used.day
    on conflict (api_key_id, day) do update
       set requests = written.requests + excluded.requests, errors = written.errors + excluded.errors`);
  await tx.execute(sql`
    update api_keys as key set last_used_at = used.last_at
      from (select used."apiKeyId" as id, max(used."lastAt") as last_at from ${asRows(used)} group by 1) as used
     where key.id = used.id
       and (key.last_used_at is null or key.last_used_at < used.last_at - ${LAST_USED_STEP}::interval)`);
};

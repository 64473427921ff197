import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import type { Connection, Table } from '@lancedb/lancedb';
import { isConflict, lanceError } from './lance-errors.ts';
import type { Lance } from './load-lancedb.ts';
import type { VectorAddress } from './vector-address.ts';
import { vectorSchema } from './vector-rows.ts';
import { vectorError } from './vectors.errors.ts';

/** How calls reach one table of LanceDB, which other processes may change, drop and make anew at any time. */
export type LanceTable = {
  /** Reads; `ifAbsent` is the answer while there is no table. */
  readonly read: <T>(work: (table: Table) => Promise<T>, ifAbsent: T) => Promise<T>;
  /** Changes the table, which is made when there is none, one change of this process after the other. */
  readonly write: (work: (table: Table) => Promise<unknown>) => Promise<void>;
  /** The same beside other changes, for work that takes long. */
  readonly maintain: (work: (table: Table) => Promise<unknown>) => Promise<void>;
  /** Takes the table away, however damaged it is. */
  readonly drop: () => Promise<void>;
  readonly close: () => void;
};

const ATTEMPTS = 12;
const FIRST_PAUSE_MS = 20;
const LONGEST_PAUSE_MS = 1000;

/** Joins a name with the connection that knows it. Nothing is opened yet. */
export const lanceTable = ({
  lance,
  connection,
  address,
  name,
  dimensions,
}: {
  readonly lance: Lance;
  readonly connection: Connection;
  readonly address: VectorAddress;
  readonly name: string;
  readonly dimensions: number;
}): LanceTable => {
  const { path } = address;
  let opened: Table | undefined;

  const isThere = async (): Promise<boolean> => {
    // Names come in pages; what begins with ours is asked for, so that a page is enough.
    const names = await connection.tableNames({ startAfter: name.slice(0, -1), limit: 1000 });
    return names.includes(name);
  };

  const open = async (): Promise<Table | null> => {
    if (opened !== undefined) return opened;
    for (let attempt = 1; ; attempt++) {
      if (!(await isThere())) return null;
      try {
        const table = await connection.openTable(name);
        await checkSchema(table);
        opened = table;
        return table;
      } catch (error) {
        // Somebody may be making it or taking it away just now; what stays so is damaged.
        if (attempt === 4) throw error;
        await wait(FIRST_PAUSE_MS * attempt);
      }
    }
  };

  const checkSchema = async (table: Table): Promise<void> => {
    const found = String(await table.schema());
    if (found === String(vectorSchema(lance, dimensions))) return;
    throw vectorError('vectors.damaged', { path, reason: `the table ${name} has other columns` });
  };

  // Not closed: other calls may be in the middle of it.
  const forget = (): void => {
    opened = undefined;
  };

  const openOrMake = async (): Promise<Table> =>
    (await open()) ??
    (opened = await connection.createEmptyTable(name, vectorSchema(lance, dimensions), { existOk: true }));

  const read = async <T>(work: (table: Table) => Promise<T>, ifAbsent: T): Promise<T> => {
    const attempt = async (): Promise<T> => {
      const table = await open();
      return table === null ? ifAbsent : await work(table);
    };
    const wasOpen = opened !== undefined;
    try {
      return await attempt().catch((error: unknown) => {
        // A table that was dropped, made anew or pruned meanwhile is found by opening it again.
        if (!wasOpen) throw error;
        forget();
        return attempt();
      });
    } catch (error) {
      forget();
      throw lanceError(error, path);
    }
  };

  const change = async (work: (table: Table) => Promise<unknown>): Promise<void> => {
    let failed = false;
    for (let attempt = 1; ; attempt++) {
      try {
        await work(await openOrMake());
        return;
      } catch (error) {
        forget();
        const isLast = attempt === ATTEMPTS || (!isConflict(error) && failed);
        if (isLast) throw lanceError(error, path);
        failed ||= !isConflict(error);
        await wait(Math.random() * Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** attempt));
      }
    }
  };

  let last: Promise<unknown> = Promise.resolve();
  const write = (work: (table: Table) => Promise<unknown>): Promise<void> => {
    const done = last.then(() => change(work));
    last = done.catch(() => undefined);
    return done;
  };

  const drop = async (): Promise<void> => {
    forget();
    try {
      if (await isThere()) await connection.dropTable(name);
    } catch (error) {
      if (address.kind !== 'local') throw lanceError(error, path);
      await rm(join(path, `${name}.lance`), { recursive: true, force: true }).catch((reason: unknown) => {
        throw lanceError(reason, path);
      });
    }
  };

  return {
    read,
    write,
    maintain: change,
    drop: async () => {
      const done = last.then(drop);
      last = done.catch(() => undefined);
      await done;
    },
    close: () => {
      opened?.close();
      forget();
    },
  };
};

import { mkdir, realpath } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { Client, type ClientConfig } from 'pg';
import type { Logger } from '../../logging/logger.ts';
import { databaseError } from '../database.errors.ts';
import { tryAttach, type Attachment } from './attachment.ts';
import { ensureCluster, prepareRoot, removeHalfClusters } from './cluster.ts';
import { DATABASE_NAME, MAINTENANCE_DATABASE, SERVER_PORT, SERVER_USER, postgresLayout } from './layout.ts';
import { endOrphans, readPidFile, removeStaleLocks } from './pid-file.ts';
import { findPrograms } from './programs.ts';
import { chooseAccount } from './server-account.ts';
import { fileFailure, folderFailure, readStartFailure } from './server-failure.ts';
import { startServer, stopServer } from './server-process.ts';
import { prepareSocketDirectory, socketDirectory } from './socket-directory.ts';

/** How to connect to a database of the embedded server: `host` is the folder of its socket. */
export type SocketConnection = {
  readonly host: string;
  readonly port: number;
  readonly user: string;
  readonly database: string;
};

/** A running embedded PostgreSQL that this process is attached to. */
export type EmbeddedPostgres = {
  /** How to connect to Pixmill's database. */
  readonly connection: SocketConnection;
  /** The same for the database that always exists. */
  readonly maintenance: SocketConnection;
  /** Leaves; the last process that leaves stops the server. Close every connection first. Never throws. */
  readonly release: () => Promise<void>;
};

const START_TIMEOUT_MS = 120_000;
const STOP_TIMEOUT_MS = 60_000;
/** How long another process's start, or the end of a killed server's processes, is waited for before acting on it. */
const PATIENCE_MS = 2_000;
const POLL_MS = 15;
/** A server that is killed while it starts says nothing; one that cannot run says nothing either, again and again. */
const MOST_SILENT_ENDS = 5;

const DUPLICATE_DATABASE = ['42P04', '23505'];

const createDatabase = async (maintenance: ClientConfig): Promise<void> => {
  const client = new Client(maintenance);
  await client.connect();
  try {
    const { rowCount } = await client.query('select from pg_database where datname = $1', [DATABASE_NAME]);
    if (rowCount === 0) await client.query(`create database ${DATABASE_NAME}`);
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : '';
    if (!DUPLICATE_DATABASE.includes(code)) throw error;
  } finally {
    await client.end();
  }
};

/**
 * Attaches to the embedded PostgreSQL of a data directory, starting (and first making) it when it does not run. Any
 * number of processes may do so at once; it survives each of them, and a killed server is started again, also under a
 * process that is attached. Throws `database.*`, each a sentence on what to do.
 */
export const attachEmbeddedPostgres = async ({
  dataDirectory,
  logger,
  serverSettings = {},
}: {
  readonly dataDirectory: string;
  readonly logger: Logger;
  /** For a server that has to be started; `fsync: 'off'`, in tests only, also makes the cluster without flushing. */
  readonly serverSettings?: Readonly<Record<string, string>>;
}): Promise<EmbeddedPostgres> => {
  const uid = process.geteuid?.() ?? -1;
  const folder = await mkdir(dataDirectory, { recursive: true })
    .then(() => realpath(resolve(dataDirectory)))
    .catch((error: unknown) => {
      throw folderFailure(error, dataDirectory, uid);
    });
  const layout = postgresLayout(folder);
  const account = await chooseAccount({ root: layout.root, dataDirectory: folder });
  await prepareRoot(layout, account);
  const programs = await findPrograms({ linkFolder: layout.libraries });

  const connectionTo = (host: string, database: string): SocketConnection => ({
    host,
    port: SERVER_PORT,
    user: SERVER_USER,
    database,
  });

  /** The socket's folder as the running server tells it (its temporary space may be another one), else ours. */
  const currentSocketDirectory = async (): Promise<string> => {
    const running = await readPidFile(layout.cluster);
    return running?.socketDirectory ?? socketDirectory(layout, account);
  };

  const start = async (directory: string): Promise<{ readonly ended: Promise<string> }> => {
    await ensureCluster({ layout, programs, account, sync: serverSettings['fsync'] !== 'off' });
    await prepareSocketDirectory(directory, account).catch((error: unknown) => {
      throw fileFailure(error, directory, account.uid);
    });
    logger.debug({ cluster: layout.cluster }, 'starting the embedded PostgreSQL');
    return startServer({ layout, programs, account, socketDirectory: directory, settings: serverSettings });
  };

  const attach = async (): Promise<{ attachment: Attachment; directory: string }> => {
    const deadline = Date.now() + START_TIMEOUT_MS;
    let blockedSince: number | null = null;
    let ended: string | null = null;
    let server: { readonly ended: Promise<string> } | null = null;
    let silentEnds = 0;
    let lastReason = 'it did not answer';
    while (Date.now() < deadline) {
      const directory = await currentSocketDirectory();
      const result = await tryAttach(connectionTo(directory, MAINTENANCE_DATABASE));
      if (result.kind === 'attached') return { attachment: result.attachment, directory };
      if (result.kind === 'refused') throw fileFailure(result.error, directory, uid);
      if (result.kind === 'not-ready') lastReason = result.reason;
      if (result.kind === 'absent' && server === null) {
        const started = await start(socketDirectory(layout, account));
        server = started;
        void started.ended.then((output) => {
          ended = output;
        });
      }
      const output: string | null = ended;
      if (output !== null) {
        server = null;
        ended = null;
        const failure = readStartFailure(output, { path: layout.root, log: layout.log, uid: account.uid });
        if (failure.kind === 'final') {
          // A server that was started well and then stopped by the last of its users is not a failure.
          silentEnds += 1;
          if (/FATAL|PANIC|error/.test(output) || silentEnds === MOST_SILENT_ENDS) throw failure.error;
        } else {
          blockedSince ??= Date.now();
          lastReason = failure.kind === 'locked' ? 'another server has its lock file' : 'a killed server lingers';
          if (Date.now() - blockedSince > PATIENCE_MS) {
            blockedSince = null;
            if (failure.kind === 'orphans') await endOrphans(layout.cluster);
            else await removeStaleLocks(layout.cluster, join(directory, `.s.PGSQL.${SERVER_PORT}`));
          }
          await wait(100);
        }
      }
      await wait(POLL_MS);
    }
    throw databaseError('database.start_failed', { reason: lastReason, log: layout.log });
  };

  const first = await attach();
  let { attachment } = first;
  const leaving = new AbortController();

  const attachAgain = async (): Promise<void> => {
    while (!leaving.signal.aborted) {
      try {
        ({ attachment } = await attach());
        watch();
        return;
      } catch (error) {
        logger.error({ err: error }, 'the embedded PostgreSQL is gone and did not start again');
        await wait(1_000, undefined, { signal: leaving.signal, ref: false }).catch(() => undefined);
      }
    }
  };
  let reattaching: Promise<void> = Promise.resolve();
  const watch = (): void => {
    void attachment.lost.then(() => {
      if (leaving.signal.aborted) return;
      logger.warn('the embedded PostgreSQL has ended; starting it again');
      reattaching = attachAgain();
    });
  };
  watch();

  const release = async (): Promise<void> => {
    if (leaving.signal.aborted) return;
    leaving.abort();
    await reattaching;
    try {
      if (!(await attachment.leaveAndClaimStop())) return;
      logger.debug('stopping the embedded PostgreSQL');
      if (!(await stopServer(layout.cluster, STOP_TIMEOUT_MS)))
        logger.warn('the embedded PostgreSQL is still stopping');
    } catch (error) {
      logger.debug({ err: error }, 'the embedded PostgreSQL was gone already');
    } finally {
      await attachment.end().catch(() => undefined);
    }
  };

  const maintenance = connectionTo(first.directory, MAINTENANCE_DATABASE);
  try {
    await createDatabase(maintenance);
    await removeHalfClusters(layout);
  } catch (error) {
    await release();
    throw fileFailure(error, layout.root, uid);
  }
  return {
    connection: connectionTo(first.directory, DATABASE_NAME),
    maintenance,
    release,
  };
};

import { join } from 'node:path';

/** Where the parts of the embedded PostgreSQL are; all paths absolute. */
export type PostgresLayout = {
  /** Folder of everything below; owned by the account that the server runs under. */
  readonly root: string;
  /** The data directory of PostgreSQL itself. */
  readonly cluster: string;
  /** Preferred place of the Unix socket; see socket-directory.ts. */
  readonly run: string;
  /** What the server writes about itself. */
  readonly log: string;
  /** Links to libraries, only made when they are missing beside the programs. */
  readonly libraries: string;
};

/** Superuser of the cluster; only reachable through the private socket. */
export const SERVER_USER = 'pixmill';
/** Name of Pixmill's database. */
export const DATABASE_NAME = 'pixmill';
/** The database that always exists, so that Pixmill's own can be made and restored. */
export const MAINTENANCE_DATABASE = 'postgres';
/** Part of the socket's file name only: there is no TCP. */
export const SERVER_PORT = 5432;
/** Major version of the programs; a cluster of another one cannot be opened. */
export const SERVER_MAJOR = '18';

/** The layout in an absolute data directory. */
export const postgresLayout = (dataDirectory: string): PostgresLayout => {
  const root = join(dataDirectory, 'postgres');
  return {
    root,
    cluster: join(root, 'cluster'),
    run: join(root, 'run'),
    log: join(root, 'server.log'),
    libraries: join(root, 'libraries'),
  };
};

import { defineCodes, type CodeOf } from '../errors/error-catalogue.ts';
import { errorsOf } from '../errors/pixmill-error.ts';

/** Codes of the relational store: reaching it, starting the embedded one, migrating it, backing it up. */
export const databaseCodes = defineCodes('database', {
  unreachable: {
    status: 503,
    message: 'The database {where} cannot be reached ({reason}); check that it runs, then try again.',
    overHttp: 'The database is away right now: try again in a moment.',
    retry: true,
  },
  connection_lost: {
    status: 503,
    message: 'The connection to the database was lost ({reason}); nothing is half-written, run the same command again.',
    overHttp: 'The database is away right now and nothing is half-written: send the same request again in a moment.',
    retry: true,
  },
  url_invalid: {
    status: 500,
    message: 'DATABASE_URL is not a PostgreSQL address; write it as postgres://user:password@host:5432/name.',
    retry: false,
  },
  too_old: {
    status: 500,
    message:
      'The database server is PostgreSQL {version}, but Pixmill needs 14 or newer; upgrade it, or unset DATABASE_URL to use the embedded one.',
    retry: false,
  },
  newer_schema: {
    status: 500,
    message:
      'The database was written by a newer Pixmill than this one; install that version again, or use another database or data directory.',
    retry: false,
  },
  unknown_schema: {
    status: 500,
    message:
      'The tables of the database were made by another build of Pixmill (migration {migration} is not known here); use that build, or another database or data directory.',
    retry: false,
  },
  migration_failed: {
    status: 500,
    message: 'The tables of the database could not be brought up to date ({reason}); nothing was changed.',
    retry: false,
  },
  unsupported_platform: {
    status: 500,
    message: 'There is no embedded PostgreSQL for {platform}; set DATABASE_URL to a PostgreSQL 14 or newer.',
    retry: false,
  },
  binaries_missing: {
    status: 500,
    message:
      'The programs of the embedded PostgreSQL are missing or damaged ({reason}); run npm install again with optional dependencies, or set DATABASE_URL.',
    retry: false,
  },
  disk_full: {
    status: 507,
    message: 'The disk of the database is full ({path}); free some space, then run the same command again.',
    overHttp: 'There is no room left in the database and nothing was kept: tell your admin, then try again.',
    retry: true,
  },
  no_permission: {
    status: 500,
    message:
      '{path} cannot be used by {user} ({reason}); correct its owner or mode, or choose another folder with PIXMILL_DATA_DIR.',
    retry: false,
  },
  no_unprivileged_user: {
    status: 500,
    message:
      'PostgreSQL refuses to run as root, and it cannot run as another user here ({reason}); run Pixmill as a normal user, or set DATABASE_URL.',
    retry: false,
  },
  incompatible_files: {
    status: 500,
    message:
      '{path} holds files of PostgreSQL {found}, but this Pixmill brings PostgreSQL {needed}; use the Pixmill that wrote them to make a backup, and restore it into a new data directory.',
    retry: false,
  },
  backup_exists: {
    status: 409,
    message: 'The file {file} exists already; choose another name, or move it away first.',
    retry: false,
  },
  backup_unwritable: {
    status: 500,
    message: 'The backup {file} cannot be written ({reason}); choose another place, or make room.',
    retry: false,
  },
  backup_unreadable: {
    status: 422,
    message: 'The file {file} is not a whole Pixmill backup ({reason}); nothing was restored.',
    retry: false,
  },
  backup_version: {
    status: 422,
    message:
      'The backup {file} was made by a newer or another build of Pixmill than this one, or for another state of the tables; restore it into a new data directory with the Pixmill that made it or a later one.',
    retry: false,
  },
  restore_not_empty: {
    status: 409,
    message:
      'The database {where} holds data already ({table}); restore into an empty one, for example with another PIXMILL_DATA_DIR.',
    retry: false,
  },
  start_failed: {
    status: 500,
    message: 'The embedded PostgreSQL did not start ({reason}); its log is {log}.',
    retry: false,
  },
});

export type DatabaseCode = CodeOf<typeof databaseCodes>;

/** Makes an error of this area. */
export const databaseError = errorsOf(databaseCodes);

import { mkdir } from 'node:fs/promises';
import type { Connection } from '@lancedb/lancedb';
import { PixmillError } from '../errors/pixmill-error.ts';
import type { S3Connection } from '../storage/s3-client.ts';
import { lanceError } from './lance-errors.ts';
import { lanceTable } from './lance-table.ts';
import type { LanceTable } from './lance-table.ts';
import { loadLance } from './load-lancedb.ts';
import type { Lance } from './load-lancedb.ts';
import { INDEX_POLICY } from './optimise-table.ts';
import type { IndexPolicy } from './optimise-table.ts';
import { vectorAddress } from './vector-address.ts';
import type { VectorAddress } from './vector-address.ts';
import type { VectorModel } from './vector-rows.ts';
import { vectorTable } from './vector-table.ts';
import type { VectorTable } from './vector-table.ts';
import { vectorError } from './vectors.errors.ts';

/**
 * Vectors on disk or in a bucket, a table a model, searched by likeness. Any number of processes may open one store: each
 * call sees what others had written before it. All of it can be made anew from what the vectors were made from, so that
 * a damaged table is dropped and put again. In a bucket, several writers need a service with conditional writes, as AWS is.
 */
export type VectorStore = {
  /** The vectors of a model. Throws `vectors.bad_model`; nothing is read or made yet. */
  readonly table: (model: VectorModel) => VectorTable;
  /** Which models have a table. */
  readonly models: () => Promise<readonly VectorModel[]>;
  readonly close: () => Promise<void>;
};

const MODEL = /^[a-z0-9][a-z0-9.-]{0,99}$/i;
const MOST_DIMENSIONS = 8192;
const TABLE = /^([A-Za-z0-9][A-Za-z0-9.-]{0,99})_(\d{1,4})$/;

/** How much of indexes and of what describes files one process keeps in memory. */
const INDEX_CACHE_BYTES = 512n * 1024n * 1024n;
const METADATA_CACHE_BYTES = 128n * 1024n * 1024n;

/**
 * Opens a store: an absolute path, `file:///absolute/path` or `s3://bucket/prefix`. LanceDB is loaded here. Throws
 * `vectors.unavailable`, `vectors.bad_url`, or why a folder cannot be made.
 */
export const openVectorStore = async (options: {
  readonly url: string;
  readonly s3?: S3Connection;
  readonly policy?: Partial<IndexPolicy>;
}): Promise<VectorStore> => {
  const address = vectorAddress(options.url, options.s3);
  const lance = await loadLance();
  const connection = await connect(lance, address);
  const policy = { ...INDEX_POLICY, ...options.policy };
  const opened = new Map<string, { readonly inner: LanceTable; readonly table: VectorTable }>();

  const table = ({ model, dimensions }: VectorModel): VectorTable => {
    if (!MODEL.test(model) || !Number.isInteger(dimensions) || dimensions < 1 || dimensions > MOST_DIMENSIONS) {
      throw vectorError('vectors.bad_model', { model: model.slice(0, 100), dimensions });
    }
    const name = `${model}_${dimensions}`;
    const known = opened.get(name);
    if (known !== undefined) return known.table;
    const inner = lanceTable({ lance, connection, address, name, dimensions });
    const made = { inner, table: vectorTable({ lance, table: inner, model: { model, dimensions }, policy }) };
    opened.set(name, made);
    return made.table;
  };

  const models = async (): Promise<readonly VectorModel[]> => {
    const found: VectorModel[] = [];
    let startAfter = '';
    try {
      for (;;) {
        const names = await connection.tableNames({ startAfter, limit: 1000 });
        for (const name of names) {
          const [, model, dimensions] = TABLE.exec(name) ?? [];
          if (model !== undefined) found.push({ model, dimensions: Number(dimensions) });
        }
        const last = names.at(-1);
        if (last === undefined || names.length < 1000) return found;
        startAfter = last;
      }
    } catch (error) {
      throw lanceError(error, address.path);
    }
  };

  const close = async (): Promise<void> => {
    for (const { inner } of opened.values()) inner.close();
    opened.clear();
    connection.close();
  };
  return { table, models, close };
};

const connect = async (lance: Lance, address: VectorAddress): Promise<Connection> => {
  const { path, storageOptions } = address;
  try {
    if (address.kind === 'local') await mkdir(path, { recursive: true });
    const session = new lance.Session(INDEX_CACHE_BYTES, METADATA_CACHE_BYTES);
    return await lance.connect(path, { readConsistencyInterval: 0, storageOptions: { ...storageOptions } }, session);
  } catch (error) {
    const known = lanceError(error, path);
    const isOther = !(known instanceof PixmillError) || known.code === 'vectors.damaged';
    throw isOther ? vectorError('vectors.unreachable', { path }, { cause: error }) : known;
  }
};

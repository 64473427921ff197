import { hkdfSync, randomBytes, randomUUID } from 'node:crypto';
import { chmod, link, mkdir, open, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { configError } from './config.errors.ts';
import type { Settings } from './settings.ts';

const FILE = 'secret-key';
const BYTES = 48;

const reasonOf = (error: unknown): string =>
  error instanceof Error && 'code' in error ? String(error.code) : 'it is not a key';

const isMissing = (error: unknown): boolean => reasonOf(error) === 'ENOENT';
const isThere = (error: unknown): boolean => reasonOf(error) === 'EEXIST';

const readKey = async (path: string): Promise<string> => {
  const key = (await readFile(path, 'utf8')).trim();
  if (key.length < 32) throw new Error('The key is too short.');
  // A key that others could read once is closed at least from now on.
  await chmod(path, 0o600);
  return key;
};

/** Writes a new key beside and links it to its place, so that of two processes one wins and both read the same. */
const makeKey = async (folder: string, path: string): Promise<void> => {
  await mkdir(folder, { recursive: true });
  const beside = join(folder, `${FILE}.${randomUUID()}`);
  try {
    const file = await open(beside, 'wx', 0o600);
    try {
      await file.writeFile(`${randomBytes(BYTES).toString('base64url')}\n`);
      await file.sync();
    } finally {
      await file.close();
    }
    await link(beside, path).catch((error: unknown) => {
      if (!isThere(error)) throw error;
    });
  } finally {
    await rm(beside, { force: true });
  }
};

/**
 * The key that signs tokens: `SECRET_KEY`, or one that is made once and kept in the data directory, readable by its owner
 * only. Throws `config.secret_key` when it cannot be read or made.
 */
export const openSecretKey = async ({
  secretKey,
  dataDirectory,
}: Pick<Settings, 'secretKey' | 'dataDirectory'>): Promise<Uint8Array> => {
  if (secretKey !== undefined) return Buffer.from(secretKey);
  const path = join(dataDirectory, FILE);
  try {
    const key = await readKey(path).catch(async (error: unknown) => {
      if (!isMissing(error)) throw error;
      await makeKey(dataDirectory, path);
      return readKey(path);
    });
    return Buffer.from(key);
  } catch (error) {
    throw configError('config.secret_key', { file: path, reason: reasonOf(error) }, { cause: error });
  }
};

/** A key for one purpose (e.g. `signed-urls`), so that what is signed for one is never valid for another. 32 bytes. */
export const deriveKey = (secretKey: Uint8Array, purpose: string): Uint8Array =>
  new Uint8Array(hkdfSync('sha256', secretKey, new Uint8Array(), `pixmill ${purpose}`, 32));

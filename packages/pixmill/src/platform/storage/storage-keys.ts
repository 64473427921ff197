import { storageError } from './storage.errors.ts';

const KEY = /^[a-z0-9][a-z0-9._-]*(?:\/[a-z0-9][a-z0-9._-]*)*$/;

/** Where files wait until they are committed; no key may lie in it. */
export const INCOMING = 'incoming';

/** Whether a text is a key of ours: segments of `[a-z0-9._-]`, no `..`, at most 512 characters. */
export const isStorageKey = (key: string): boolean =>
  key.length <= 512 && KEY.test(key) && !key.includes('..') && !key.startsWith(`${INCOMING}/`);

/** Throws `storage.bad_key` unless the text is a key of ours. */
export const checkKey = (key: string): void => {
  if (!isStorageKey(key)) throw storageError('storage.bad_key', { key: key.slice(0, 100) });
};

/** Throws `storage.bad_key` unless the text can begin a key of ours; the empty prefix stands for everything. */
export const checkPrefix = (prefix: string): void => {
  if (prefix === '') return;
  if (!isStorageKey(prefix.endsWith('/') ? prefix.slice(0, -1) : prefix)) {
    throw storageError('storage.bad_key', { key: prefix.slice(0, 100) });
  }
};

/** Throws `storage.bad_range` unless both ends are whole numbers in order. */
export const checkRange = (key: string, range: { readonly start: number; readonly end: number }): void => {
  const { start, end } = range;
  if (!Number.isSafeInteger(start) || !Number.isSafeInteger(end) || start < 0 || end < start) {
    throw storageError('storage.bad_range', { key, start, end });
  }
};

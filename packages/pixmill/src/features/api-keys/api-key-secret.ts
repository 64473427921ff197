import { createHash, randomBytes } from 'node:crypto';

const SHAPE = /^pm_[A-Za-z0-9_-]{43}$/;
const PREFIX_LENGTH = 'pm_'.length + 8;

/** What is kept of a key: 256 random bits need no slow hash. */
const hashOf = (key: string): string => createHash('sha256').update(key).digest('hex');

/** Makes a key. It is shown once; the hash and a prefix to know it by are kept. */
export const newApiKey = (): { readonly key: string; readonly hash: string; readonly prefix: string } => {
  const key = `pm_${randomBytes(32).toString('base64url')}`;
  return { key, hash: hashOf(key), prefix: key.slice(0, PREFIX_LENGTH) };
};

/** Hash of a key that somebody sent; `null` for what cannot be one. */
export const hashApiKey = (key: string): string | null => (SHAPE.test(key) ? hashOf(key) : null);

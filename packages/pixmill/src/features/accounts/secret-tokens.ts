import { createHash, randomBytes } from 'node:crypto';

/** A token that nobody can guess, for one use: 256 bits. */
export const newSecretToken = (): string => randomBytes(32).toString('base64url');

/** What is kept of a token. It is long and random, so that a plain hash is enough. */
export const hashToken = (token: string): string => createHash('sha256').update(token).digest('hex');

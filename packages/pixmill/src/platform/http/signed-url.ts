import { createHmac, createSecretKey, timingSafeEqual } from 'node:crypto';
import { LRUCache } from 'lru-cache';
import type { Static } from 'typebox';
import { Type } from 'typebox';
import { httpError } from './http.errors.ts';

/** Query parameters of a signed link; put them among those of an operation whose access is `signed`. */
export const SignedQuery = {
  expires: Type.Optional(
    Type.Integer({
      minimum: 0,
      maximum: 253_402_300_799,
      description: 'Of a signed link: until when it is valid, in seconds since 1970.',
    }),
  ),
  signature: Type.Optional(Type.String({ maxLength: 100, description: 'Of a signed link.' })),
};

const Given = Type.Object(SignedQuery);
type Given = Static<typeof Given>;

/** Makes links that let whoever has them read one thing for a while, without a login. */
export type UrlSigner = {
  /**
   * Signs a path (`/api/v1/…`, without query). Valid for at least `validSeconds` and at most twice as long: within one such
   * period the link stays the same, so that caches know it again. Parameters that are added later are not signed.
   */
  readonly sign: (path: string, options?: { readonly validSeconds?: number }) => string;
  /** Checks a link. Throws `http.bad_link`, `http.link_expired`. */
  readonly check: (path: string, given: { readonly expires?: unknown; readonly signature?: unknown }) => void;
};

const HALF_A_DAY = 12 * 60 * 60;
/** Links of some hundred pages of images: the same ones are asked for again and again, and stay the same for hours. */
const REMEMBERED_LINKS = 20_000;

/** What is signed; a slash at the end does not matter. */
const normalised = (path: string): string => path.replace(/\/+$/, '');

/**
 * HMAC-SHA256 over path and expiry.
 * @param options.key at least 32 bytes, for this purpose only (`deriveKey(secret, 'signed-urls')`)
 * @param options.now seconds since 1970
 */
export const createUrlSigner = ({
  key,
  now = () => Date.now() / 1000,
}: {
  readonly key: Uint8Array;
  readonly now?: () => number;
}): UrlSigner => {
  const secret = createSecretKey(key);
  const signatureOf = (path: string, expires: number): Buffer =>
    createHmac('sha256', secret)
      .update(`${expires}\n${normalised(path)}`)
      .digest();
  const links = new LRUCache<string, { readonly expires: number; readonly link: string }>({ max: REMEMBERED_LINKS });
  return {
    sign: (path, { validSeconds = HALF_A_DAY } = {}) => {
      const expires = (Math.floor(now() / validSeconds) + 2) * validSeconds;
      const known = links.get(path);
      if (known?.expires === expires) return known.link;
      const link = `${path}?expires=${expires}&signature=${signatureOf(path, expires).toString('base64url')}`;
      links.set(path, { expires, link });
      return link;
    },
    check: (path, { expires, signature }) => {
      const until = readExpiry(expires);
      if (until === null || typeof signature !== 'string') throw httpError('http.bad_link');
      const given = Buffer.from(signature, 'base64url');
      const expected = signatureOf(path, until);
      if (given.length !== expected.length || !timingSafeEqual(given, expected)) throw httpError('http.bad_link');
      if (until <= now()) throw httpError('http.link_expired');
    },
  };
};

const readExpiry = (value: unknown): number | null => {
  if (typeof value === 'number' && Number.isSafeInteger(value)) return value;
  return typeof value === 'string' && /^\d{1,12}$/.test(value) ? Number(value) : null;
};

/** Whether a request carries a signature, good or bad. */
export const isSigned = (query: unknown): query is Given =>
  typeof query === 'object' && query !== null && 'signature' in query;

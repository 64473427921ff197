import type { ByteRange } from '../storage/storage.ts';

/** What a `Range` header asks for: a part, something outside the file, or nothing that is answered with a part. */
export type RangeRequest =
  | { readonly kind: 'part'; readonly range: ByteRange }
  | { readonly kind: 'outside' }
  | { readonly kind: 'whole' };

const WHOLE: RangeRequest = { kind: 'whole' };
const OUTSIDE: RangeRequest = { kind: 'outside' };

/**
 * Reads a `Range` header (RFC 9110, 14.2) for a file of so many bytes. Several ranges at once, other units and what cannot
 * be read are answered with the whole file, as the standard allows.
 */
export const readRange = (header: string | undefined, bytes: number): RangeRequest => {
  const match = /^bytes=(\d{0,15})-(\d{0,15})$/.exec(header?.trim() ?? '');
  const [first, last] = [match?.[1] ?? '', match?.[2] ?? ''];
  if (match === null || (first === '' && last === '')) return WHOLE;
  if (first === '') {
    // The last so many bytes.
    const length = Math.min(Number(last), bytes);
    return length === 0 ? OUTSIDE : { kind: 'part', range: { start: bytes - length, end: bytes - 1 } };
  }
  const start = Number(first);
  const end = last === '' ? bytes - 1 : Math.min(Number(last), bytes - 1);
  if (last !== '' && Number(last) < start) return WHOLE;
  return start >= bytes ? OUTSIDE : { kind: 'part', range: { start, end } };
};

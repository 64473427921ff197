import { comparablePath, matchesPath, pathPattern } from './path-pattern.ts';
import type { PathPattern } from './path-pattern.ts';

/** What a rights holder reserves (TDM Reservation Protocol, W3C CG final report of 10 May 2024). */
export type TdmStatement = { readonly reserved: boolean; readonly policyUrl?: string };

/** The entries of `/.well-known/tdmrep.json`, in order. */
export type TdmFile = readonly { readonly pattern: PathPattern; readonly statement: TdmStatement | null }[];

const MOST_ENTRIES = 5_000;
const LONGEST_POLICY = 2_000;

const statementOf = (reservation: unknown, policy: unknown): TdmStatement | null => {
  // A value other than 0 and 1 counts as unset.
  if (reservation !== 0 && reservation !== 1) return null;
  const url = typeof policy === 'string' && policy.length <= LONGEST_POLICY ? URL.parse(policy.trim()) : null;
  const usable = reservation === 1 && url !== null && /^https?:$/.test(url.protocol);
  return { reserved: reservation === 1, ...(usable ? { policyUrl: url.href } : {}) };
};

/** Reads a tdmrep.json; what is malformed says nothing. */
export const parseTdmFile = (text: string): TdmFile => {
  let content: unknown;
  try {
    content = JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch {
    return [];
  }
  if (!Array.isArray(content)) return [];
  return content.slice(0, MOST_ENTRIES).flatMap((entry: unknown) => {
    if (typeof entry !== 'object' || entry === null || !('location' in entry)) return [];
    if (typeof entry.location !== 'string') return [];
    const reservation = 'tdm-reservation' in entry ? entry['tdm-reservation'] : undefined;
    const policy = 'tdm-policy' in entry ? entry['tdm-policy'] : undefined;
    return [{ pattern: pathPattern(entry.location), statement: statementOf(reservation, policy) }];
  });
};

/** What the file says about a URL: the first entry whose location matches; `null` when none does or it says nothing. */
export const tdmFileStatement = (file: TdmFile, url: URL): TdmStatement | null => {
  const path = comparablePath(url);
  return file.find(({ pattern }) => matchesPath(pattern, path))?.statement ?? null;
};

/** What the response headers say; they override the file, and say nothing when the value is neither 0 nor 1. */
export const tdmHeaderStatement = (reservation: string | null, policy: string | null): TdmStatement | null => {
  const value = reservation?.trim();
  if (value !== '0' && value !== '1') return null;
  return statementOf(Number(value), policy);
};

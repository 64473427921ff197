import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { realpath, stat } from 'node:fs/promises';
import { sep } from 'node:path';
import { pipeline } from 'node:stream/promises';
import type { Candidate, CandidateLocation } from '../../library/candidate.ts';
import type { OptOutDecision } from '../../library/outcome.ts';
import type { Fetcher, OptOutPolicy } from '../../platform/fetching/fetcher.ts';
import { blobKey } from '../../platform/storage/storage.ts';
import type { IncomingFile, Storage } from '../../platform/storage/storage.ts';

/** The bytes of a candidate on this machine, or why they could not be had. */
export type ObtainedFile =
  | {
      readonly ok: true;
      readonly path: string;
      readonly bytes: number;
      readonly sha256: string;
      /** Makes the bytes durable in storage. */
      readonly commit: () => Promise<void>;
      readonly httpStatus: number | null;
      readonly attempts: number;
      readonly optOut: OptOutDecision | null;
    }
  | {
      readonly ok: false;
      readonly code: string;
      readonly detail: string;
      readonly httpStatus: number | null;
      readonly attempts: number;
      readonly optOut: OptOutDecision | null;
      /** Set when coming back after this time makes sense. */
      readonly retryAfterMs: number | null;
    };

/**
 * Brings the bytes of a candidate to this machine, uses them, and removes what is temporary. Everything that a server or
 * a file system may do becomes a result; what is thrown is an abort, a full disk or a fault of the program.
 */
export const withObtainedFile = async <T>(
  {
    location,
    maxBytes,
    optOut,
    fetcher,
    storage,
    signal,
  }: {
    readonly location: CandidateLocation;
    readonly maxBytes: number;
    readonly optOut: OptOutPolicy;
    readonly fetcher: Fetcher;
    readonly storage: Storage;
    readonly signal: AbortSignal;
  },
  use: (file: ObtainedFile) => Promise<T>,
): Promise<T> => {
  if (location.kind === 'url') {
    const result = await fetcher.fetchFile(location.url, { maxBytes, optOut, signal });
    if (!result.ok) return use(result);
    const { file, httpStatus, attempts } = result;
    return useIncoming(file, { httpStatus, attempts, optOut: result.optOut }, use);
  }
  if (location.kind === 'file') {
    const opened = await openInside(location, maxBytes);
    if (!opened.ok) return use(opened);
    const file = await storage.receive(createReadStream(opened.path), { maxBytes });
    return useIncoming(file, LOCAL, use);
  }
  return storage.withLocalFile(blobKey(location.sha256), async (path) => {
    const { size: bytes } = await stat(path);
    // The bytes were made durable when they were staged.
    return use({ ok: true, path, bytes, sha256: location.sha256, commit: async () => {}, ...LOCAL });
  });
};

const LOCAL = { httpStatus: null, attempts: 1, optOut: null } as const;

const useIncoming = async <T>(
  file: IncomingFile,
  fetched: Pick<ObtainedFile, 'httpStatus' | 'attempts' | 'optOut'>,
  use: (file: ObtainedFile) => Promise<T>,
): Promise<T> => {
  try {
    const { path, bytes, sha256, commit } = file;
    return await use({ ok: true, path, bytes, sha256, commit, ...fetched });
  } finally {
    await file.discard();
  }
};

type OpenedFile = { readonly ok: true; readonly path: string } | (ObtainedFile & { readonly ok: false });

/** The file may have changed since it was found: it must still be a plain file inside its root, and small enough. */
const openInside = async (
  { path, root }: CandidateLocation & { kind: 'file' },
  maxBytes: number,
): Promise<OpenedFile> => {
  const failed = (code: string, detail: string): OpenedFile => ({
    ok: false,
    code,
    detail,
    retryAfterMs: null,
    ...LOCAL,
  });
  try {
    const real = await realpath(path);
    if (real !== root && !real.startsWith(root.endsWith(sep) ? root : root + sep)) {
      return failed('input.outside_root', 'the file leads out of its folder');
    }
    const { size } = await stat(real);
    if (size > maxBytes) return failed('fetch.too_large', `${size} bytes, at most ${maxBytes} wanted`);
    return { ok: true, path: real };
  } catch (error) {
    return failed('input.unreadable', error instanceof Error && 'code' in error ? String(error.code) : 'unreadable');
  }
};

/** Whether the bytes are those that the source states; `null` when it states nothing. */
export const matchesClaim = async (
  path: string,
  sha256: string,
  candidate: Pick<Candidate, 'claims'>,
): Promise<boolean | null> => {
  const claim = candidate.claims?.hash;
  if (claim === undefined) return null;
  if (claim.algorithm === 'sha256') return claim.hex === sha256;
  const hash = createHash(claim.algorithm);
  await pipeline(createReadStream(path), hash);
  return hash.digest('hex') === claim.hex;
};

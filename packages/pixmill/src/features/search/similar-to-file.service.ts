import { inspectCodes } from '../../imaging/inspect.errors.ts';
import { INSPECT_LIMITS } from '../../imaging/inspection.ts';
import type { Decoders } from '../../imaging/inspection.ts';
import { lookOf } from '../../library/image-look.ts';
import { PixmillError } from '../../platform/errors/pixmill-error.ts';
import type { Asker } from './asked-images.ts';
import { NOTICES } from './search-notices.ts';
import type { SearchParts } from './search-parts.ts';
import { findSimilar } from './similar.service.ts';
import type { AskedVector, SimilarImage, Wanted } from './similar.service.ts';
import { hasVectorsOf } from './vectors.repository.ts';
import { withDeadline } from './with-deadline.ts';

/** A file whose model has not looked at it by then is compared by its look. */
const EMBED_MS = 10_000;

/** A local file: its path, and SHA-256 in hex. */
type File = { readonly path: string; readonly sha256: string; readonly signal: AbortSignal };

/** What is like a file, and what could not be asked, a sentence each. */
export type SimilarToFile = { readonly found: readonly SimilarImage[]; readonly notices: readonly string[] };

/** The images that are most like a local file, of which nothing is kept. Throws `inspect.*` for what it may be. */
export const findSimilarToFile = async (
  parts: SearchParts & { readonly decoders: Pick<Decoders, 'inspect'>; readonly maxPixels: number },
  principal: Asker,
  { path, sha256, signal, ...wanted }: Wanted & File,
): Promise<SimilarToFile> => {
  const limits = { ...INSPECT_LIMITS, maxPixels: parts.maxPixels };
  const result = await parts.decoders.inspect(path, limits, { signal, preview: { kind: 'none' } });
  if (!result.ok) throw new PixmillError(inspectCodes, result.code, { detail: result.detail });
  const { pixelHash, phash, hashable } = result.inspection;
  const digests = { sha256, pixelHash, phash, hashable };
  const { palette, shape } = lookOf(result.inspection);
  const asked = { digests, look: { palette, shape, phash, hashable } };
  const { vector, notices } = await embed(parts, principal, { path, signal, projectId: wanted.projectId });
  return { found: await findSimilar(parts, principal, { ...wanted, asked, vector, except: null }), notices };
};

/** What the models of this machine make of a file, if they have looked at images before. */
const embed = async (
  { db, vectors, failed, patience = 1 }: SearchParts,
  principal: Asker,
  { path, signal, projectId }: Pick<File, 'path' | 'signal'> & Pick<Wanted, 'projectId'>,
): Promise<{ readonly vector: AskedVector | null; readonly notices: readonly string[] }> => {
  for (const encoder of (await vectors?.imageEncoders()) ?? []) {
    if (!(await hasVectorsOf(db, principal, { model: encoder.model, projectId }))) continue;
    const { model, version } = encoder;
    try {
      const vector = await withDeadline(EMBED_MS * patience, (either) => encoder.embedFile(path, either), signal);
      return { vector: { model, version, vector }, notices: [] };
    } catch (error) {
      signal.throwIfAborted();
      failed(error);
      return { vector: null, notices: [NOTICES.fileByLook] };
    }
  }
  return { vector: null, notices: [] };
};

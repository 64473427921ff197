import { inspectCodes } from '../../../imaging/inspect.errors.ts';
import { INSPECT_LIMITS, type Decoders } from '../../../imaging/inspection.ts';
import { PixmillError } from '../../../platform/errors/pixmill-error.ts';
import { blobKey, type Storage } from '../../../platform/storage/storage.ts';

/** A small copy of an image for a service of others: JPEG, upright, on white, without metadata. */
export type Preview = { readonly bytes: Uint8Array; readonly width: number; readonly height: number };

/** What previews are made with. */
export type PreviewMaker = {
  readonly storage: Pick<Storage, 'withLocalFile'>;
  readonly decoders: Pick<Decoders, 'transform'>;
  readonly maxPixels: number;
};

const MAX_BYTES = 1024 * 1024;
/** The first that is small enough is taken; noise of 1024 pixels at quality 85 is not. */
const SIZES = [
  { side: 1024, quality: 85 },
  { side: 1024, quality: 60 },
  { side: 512, quality: 60 },
] as const;

/** Makes the copy of an image that is sent away: at most 1024 pixels and 1 MiB. Throws `inspect.*` and `storage.*`. */
export const makePreview = (
  { storage, decoders, maxPixels }: PreviewMaker,
  sha256: string,
  signal: AbortSignal,
): Promise<Preview> =>
  storage.withLocalFile(blobKey(sha256), async (path) => {
    for (const { side, quality } of SIZES) {
      const result = await decoders.transform(
        path,
        { resize: { width: side, height: side, fit: 'inside' }, encode: { format: 'jpeg', quality } },
        { ...INSPECT_LIMITS, maxPixels },
        signal,
      );
      if (!result.ok) throw new PixmillError(inspectCodes, result.code, { detail: result.detail });
      if (result.bytes.length <= MAX_BYTES) return result;
    }
    throw new Error('A picture of 512 pixels has more than a megabyte.');
  });

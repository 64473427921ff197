import { readExif } from './embedded-exif.ts';
import { readIptc } from './embedded-iptc.ts';
import { readXmp } from './embedded-xmp.ts';
import type { Inspection } from './inspection.ts';

export type EmbeddedFacts = Inspection['embedded'];

/** Larger blocks than this are not read: facts are short. */
const LARGEST_BLOCK = 1024 * 1024;

const readBlock = (block: Uint8Array | undefined, read: (bytes: Uint8Array) => EmbeddedFacts): EmbeddedFacts => {
  if (block === undefined || block.length > LARGEST_BLOCK) return {};
  try {
    return read(block);
  } catch (error) {
    // A block that points outside itself says nothing; the picture is not worse for it.
    if (error instanceof RangeError) return {};
    throw error;
  }
};

/**
 * What people care about in a file's metadata blocks. Where they disagree, XMP wins over IPTC, and IPTC over EXIF.
 * Damaged or huge blocks give nothing.
 */
export const embeddedFacts = (blocks: {
  readonly exif?: Uint8Array | undefined;
  readonly iptc?: Uint8Array | undefined;
  readonly xmp?: Uint8Array | undefined;
}): EmbeddedFacts => ({
  ...readBlock(blocks.exif, readExif),
  ...readBlock(blocks.iptc, readIptc),
  ...readBlock(blocks.xmp, readXmp),
});

import type { Inspection } from '../imaging/inspection.ts';
import { signatureBands, signatureBits, signatureMargins } from '../imaging/shape-signature.ts';
import { hashBandKeys, paletteCellKeys, palettePairKeys, shapeBandKeys } from './look-keys.ts';
import { packPalette, unpackPalette } from './palette-bytes.ts';

/** How an image looks, as search stores it. */
export type ImageLook = {
  /** What it is found by; the key of its project is added when it is stored. */
  readonly keys: readonly number[];
  /** Packed: palette-bytes.ts. */
  readonly palette: Buffer;
  /** Packed: shape-descriptor.ts. */
  readonly shape: Buffer;
  /** 192 digits `0` and `1`: shape-signature.ts. */
  readonly signature: string;
};

/** What an inspection tells of an image's look. */
export type InspectedLook = Pick<Inspection, 'palette' | 'shape' | 'phash' | 'hashable'>;

/** Whether a shape says anything: a flat picture has none. */
export const hasShape = (shape: Uint8Array): boolean => shape.some((byte) => byte !== 0);

/** Turns what was inspected into what search stores. */
export const lookOf = ({ palette, shape, phash, hashable }: InspectedLook): ImageLook => {
  const packed = packPalette(palette);
  const colours = unpackPalette(packed);
  const margins = signatureMargins(shape);
  return {
    keys: [
      ...paletteCellKeys(colours),
      ...palettePairKeys(colours),
      ...(hashable ? hashBandKeys(phash) : []),
      ...(hasShape(shape) ? shapeBandKeys(signatureBands(margins)) : []),
    ],
    palette: packed,
    shape: Buffer.from(shape),
    signature: signatureBits(margins),
  };
};

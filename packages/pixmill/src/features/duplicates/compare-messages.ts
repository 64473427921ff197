import type { Alignment } from '../../imaging/align-pictures.ts';
import type { NearestPair, PackedVectors } from './nearest-pairs.ts';

/** A small picture: RGB, 3 bytes a pixel. */
export type SmallRgb = { readonly rgb: Uint8Array; readonly width: number; readonly height: number };

/** What a comparing thread is asked. */
export type ToCompareThread =
  | {
      readonly kind: 'nearest';
      readonly vectors: PackedVectors;
      readonly isNew: Uint8Array;
      readonly most: number;
      readonly least: number;
      readonly turns: readonly Uint16Array[];
    }
  | {
      readonly kind: 'align';
      readonly pictures: readonly SmallRgb[];
      /** Indexes of pictures. */
      readonly pairs: readonly (readonly [number, number])[];
    };

/** What it answers. */
export type FromCompareThread =
  | { readonly kind: 'nearest'; readonly pairs: readonly NearestPair[] }
  | { readonly kind: 'align'; readonly alignments: readonly Alignment[] };

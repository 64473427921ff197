import type { InspectLimits, InspectResult, PreviewRequest } from './inspection.ts';
import type { SmallPictureShape, SmallPicturesResult } from './small-picture.ts';
import type { Transformation, TransformResult } from './transformation.ts';

/** What a decoder process is asked to do. */
export type DecoderTask =
  | {
      readonly kind: 'inspect';
      readonly path: string;
      readonly limits: InspectLimits;
      readonly preview: PreviewRequest;
    }
  | {
      readonly kind: 'transform';
      readonly path: string;
      readonly transformation: Transformation;
      readonly limits: InspectLimits;
    }
  | {
      readonly kind: 'small-pictures';
      readonly path: string;
      readonly shapes: readonly SmallPictureShape[];
      readonly limits: InspectLimits;
    };

/** What came of a task; each kind has a field that no other has. */
export type DecoderResult = InspectResult | TransformResult | SmallPicturesResult;

/** To a decoder process: a task (done one after the other), or the answer to its `reserve`. */
export type ToDecoder = { readonly task: DecoderTask } | { readonly granted: true };

/** From a decoder process. `reserve` comes before a large picture is decoded, and waits for `granted`. */
export type FromDecoder =
  | { readonly kind: 'ready' }
  | { readonly kind: 'reserve'; readonly pixels: number }
  | { readonly kind: 'over_memory'; readonly megabytes: number }
  | { readonly kind: 'done'; readonly result: DecoderResult; readonly memoryMb: number };

/** Smaller pictures need no reservation: whatever they take, it is little. */
export const RESERVE_FROM_PIXELS = 4_000_000;

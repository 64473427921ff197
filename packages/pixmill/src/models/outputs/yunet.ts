import type { Findings, OutputTensor, SeenSize } from '../findings.ts';
import { boxInPicture, keepSurest } from './overlap.ts';

const clamp = (value: number): number => Math.min(1, Math.max(0, value));

/**
 * Faces from the outputs of YuNet, `cls_`, `obj_` and `bbox_` for each stride: the score is the geometric mean of class and
 * objectness, a box says where its centre lies from its cell in strides, and the logarithm of its sides (Wu et al., "YuNet: A
 * Tiny Millisecond-level Face Detector", 2023).
 */
export const readYunet = (
  tensorOf: (name: string) => OutputTensor,
  {
    seen,
    strides,
    least,
    overlap,
  }: {
    readonly seen: SeenSize;
    readonly strides: readonly number[];
    readonly least: number;
    readonly overlap: number;
  },
): NonNullable<Findings['faces']> => {
  const found: { confidence: number; box: ReturnType<typeof boxInPicture> }[] = [];
  for (const stride of strides) {
    const { data: classes } = tensorOf(`cls_${stride}`);
    const { data: objectness } = tensorOf(`obj_${stride}`);
    const { data: boxes } = tensorOf(`bbox_${stride}`);
    const across = Math.floor(seen.width / stride);
    for (let cell = 0; cell < classes.length; cell++) {
      const confidence = Math.sqrt(clamp(classes[cell] ?? 0) * clamp(objectness[cell] ?? 0));
      if (confidence < least) continue;
      const at = cell * 4;
      const width = Math.exp(boxes[at + 2] ?? 0) * stride;
      const height = Math.exp(boxes[at + 3] ?? 0) * stride;
      const x = ((cell % across) + (boxes[at] ?? 0)) * stride - width / 2;
      const y = (Math.floor(cell / across) + (boxes[at + 1] ?? 0)) * stride - height / 2;
      found.push({ confidence, box: boxInPicture({ x, y, width, height }, seen.shown) });
    }
  }
  return keepSurest(found, overlap);
};

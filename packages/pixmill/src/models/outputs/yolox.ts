import type { Findings, OutputTensor, SeenSize } from '../findings.ts';
import { boxInPicture, keepSurest } from './overlap.ts';

/** x, y, width, height and objectness come before the classes. */
const HEAD = 5;

/**
 * Objects from the output of YOLOX, [1, cells, 5 + classes], whose probabilities are sigmoid already: each cell of the grid
 * of each stride says how far the centre lies from it in strides, and the logarithm of the sides (Ge et al., "YOLOX", 2021).
 */
export const readYolox = (
  { data, dims }: OutputTensor,
  {
    seen,
    strides,
    names,
    least,
    overlap,
  }: {
    readonly seen: SeenSize;
    readonly strides: readonly number[];
    readonly names: readonly string[];
    readonly least: number;
    readonly overlap: number;
  },
): NonNullable<Findings['objects']> => {
  const columns = dims.at(-1) ?? 0;
  const found: { classIndex: number; name: string; confidence: number; box: ReturnType<typeof boxInPicture> }[] = [];
  let row = 0;
  for (const stride of strides) {
    const across = Math.floor(seen.width / stride);
    for (let cell = 0; cell < across * Math.floor(seen.height / stride); cell++, row++) {
      const at = row * columns;
      const objectness = data[at + 4] ?? 0;
      if (objectness < least) continue;
      let best = 0;
      for (let index = 1; index < columns - HEAD; index++) {
        if ((data[at + HEAD + index] ?? 0) > (data[at + HEAD + best] ?? 0)) best = index;
      }
      const confidence = objectness * (data[at + HEAD + best] ?? 0);
      if (confidence < least) continue;
      const width = Math.exp(data[at + 2] ?? 0) * stride;
      const height = Math.exp(data[at + 3] ?? 0) * stride;
      const x = ((data[at] ?? 0) + (cell % across)) * stride - width / 2;
      const y = ((data[at + 1] ?? 0) + Math.floor(cell / across)) * stride - height / 2;
      found.push({
        classIndex: best,
        name: names[best] ?? String(best),
        confidence,
        box: boxInPicture({ x, y, width, height }, seen.shown),
      });
    }
  }
  return Object.values(Object.groupBy(found, ({ classIndex }) => classIndex))
    .flatMap((ofClass) => keepSurest(ofClass ?? [], overlap))
    .toSorted((a, b) => b.confidence - a.confidence)
    .map(({ name, confidence, box }) => ({ name, confidence, box }));
};

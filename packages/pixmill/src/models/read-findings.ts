import type { Findings, OutputTensor, SeenSize } from './findings.ts';
import type { Labels, ModelOutput } from './model-output.ts';
import { readClasses, readRating, shareAbove, unitVector } from './outputs/vectors.ts';
import { readYolox } from './outputs/yolox.ts';
import { readYunet } from './outputs/yunet.ts';

/** One picture of a batch. */
type OneOfBatch = {
  readonly outputs: readonly ModelOutput[];
  readonly index: number;
  readonly count: number;
  readonly seen: SeenSize;
};

/** Names of the tensors that an output is read from. */
export const tensorsOf = (output: ModelOutput): readonly string[] =>
  'tensor' in output
    ? [output.tensor]
    : output.strides.flatMap((stride) => [`cls_${stride}`, `obj_${stride}`, `bbox_${stride}`]);

/** The part of each tensor that is one picture's. */
const rowOf = (tensor: OutputTensor | undefined, { index, count }: OneOfBatch): OutputTensor => {
  if (tensor === undefined) return { dims: [0], data: new Float32Array() };
  if (count === 1) return tensor;
  const size = tensor.data.length / count;
  return { dims: [1, ...tensor.dims.slice(1)], data: tensor.data.subarray(index * size, (index + 1) * size) };
};

/** Cells of all grids over a picture. */
const cellsOf = (strides: readonly number[], { width, height }: SeenSize): number =>
  strides.reduce((sum, stride) => sum + Math.floor(width / stride) * Math.floor(height / stride), 0);

const sizeProblem = (name: string, found: number, expected: number): string | null =>
  found === expected ? null : `its output "${name}" has ${found} values a picture instead of ${expected}`;

const problemOf = (output: ModelOutput, row: (name: string) => OutputTensor, seen: SeenSize): string | null => {
  switch (output.task) {
    case 'rate':
      return sizeProblem(output.tensor, row(output.tensor).data.length, output.names.length);
    case 'embed':
    case 'dual':
      return sizeProblem(output.tensor, row(output.tensor).data.length, output.dimensions);
    case 'detect': {
      const { dims, data } = row(output.tensor);
      return sizeProblem(output.tensor, data.length, cellsOf(output.strides, seen) * (dims.at(-1) ?? 0));
    }
    case 'faces':
      return (
        output.strides
          .map((stride) =>
            sizeProblem(`bbox_${stride}`, row(`bbox_${stride}`).data.length, 4 * cellsOf([stride], seen)),
          )
          .find((problem) => problem !== null) ?? null
      );
    default: {
      const [name = ''] = tensorsOf(output);
      return row(name).data.length > 0 ? null : `its output "${name}" is empty`;
    }
  }
};

/** What the sizes of a model's tensors say against its manifest, or `null`. */
export const problemOfShape = (tensors: ReadonlyMap<string, OutputTensor>, one: OneOfBatch): string | null =>
  one.outputs
    .map((output) => problemOf(output, (name) => rowOf(tensors.get(name), one), one.seen))
    .find((problem) => problem !== null) ?? null;

/** What a model says of one picture of a batch; `names` are those of classes by their index. */
export const readFindings = (
  tensors: ReadonlyMap<string, OutputTensor>,
  { names, ...one }: OneOfBatch & { readonly names: (labels: Labels) => readonly string[] },
): Findings => {
  const row = (name: string): OutputTensor => rowOf(tensors.get(name), one);
  const { seen } = one;
  const read = (output: ModelOutput): Findings => {
    switch (output.task) {
      case 'classify':
        return { classes: readClasses(row(output.tensor).data, { ...output, names: names(output.labels) }) };
      case 'rate':
        return { rating: readRating(row(output.tensor).data, output) };
      case 'embed':
      case 'dual':
        return { embedding: unitVector(row(output.tensor).data) };
      case 'detect':
        return { objects: readYolox(row(output.tensor), { ...output, seen, names: names(output.labels) }) };
      case 'faces':
        return { faces: readYunet(row, { ...output, seen }) };
      case 'caption':
        // It is written token by token, by another half of the model.
        return {};
      default:
        return { textShare: shareAbove(row(output.tensor).data, output.least) };
    }
  };
  let findings: Findings = {};
  for (const output of one.outputs) findings = { ...findings, ...read(output) };
  return findings;
};

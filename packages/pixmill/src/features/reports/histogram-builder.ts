import type { ExportedMeasures } from '../../library/exported-image.ts';
import type { Histogram } from './report-data.ts';

/** What a histogram needs of one measured image. */
export type MeasuredImage = { readonly width: number; readonly height: number; readonly measures: ExportedMeasures };

/** Limits that images were judged by; cleanvision's defaults are 0.29, 0.32 and 0.05. */
export type JudgedLimits = {
  /** Pixels. */
  readonly minWidth: number;
  readonly minHeight: number;
  /** Scores below these are findings. */
  readonly blur: number;
  readonly dark: number;
  readonly light: number;
};

type Definition = Pick<Histogram, 'id' | 'title' | 'explanation' | 'unit' | 'scale' | 'edges'> & {
  readonly value: (image: MeasuredImage) => number;
  readonly thresholds: readonly {
    readonly at: number;
    readonly side: 'below' | 'above';
    readonly label: string;
    readonly beyond: (image: MeasuredImage) => boolean;
  }[];
};

const linearEdges = (from: number, to: number, bins: number): number[] =>
  Array.from({ length: bins + 1 }, (_, index) => from + ((to - from) * index) / bins);

/** Ten bins a decade. */
const logEdges = (fromPower: number, toPower: number): number[] =>
  Array.from({ length: (toPower - fromPower) * 10 + 1 }, (_, index) => 10 ** (fromPower + index / 10));

const definitions = (limits: JudgedLimits): readonly Definition[] => [
  {
    id: 'size',
    title: 'Size',
    explanation: `Megapixels of each image, on a scale where each step multiplies. Anything narrower than ${limits.minWidth} or lower than ${limits.minHeight} pixels is too small.`,
    unit: 'megapixels',
    scale: 'log',
    edges: logEdges(-3, 2),
    value: ({ width, height }) => (width * height) / 1e6,
    thresholds: [
      {
        at: (limits.minWidth * limits.minHeight) / 1e6,
        side: 'below',
        label: `${limits.minWidth} × ${limits.minHeight}`,
        beyond: ({ width, height }) => width < limits.minWidth || height < limits.minHeight,
      },
    ],
  },
  {
    id: 'sharpness',
    title: 'Sharpness',
    explanation: "cleanvision's blur score from 0 to 1. Little detail and few edges give a low score.",
    unit: 'score',
    scale: 'linear',
    edges: linearEdges(0, 1, 25),
    value: ({ measures }) => measures.blur,
    thresholds: [
      { at: limits.blur, side: 'below', label: 'blurry', beyond: ({ measures }) => measures.blur < limits.blur },
    ],
  },
  {
    id: 'highlights',
    title: 'Brightest parts',
    explanation:
      'Brightness that 99 % of the pixels stay under. When even that is low, the picture is dark throughout.',
    unit: 'brightness',
    scale: 'linear',
    edges: linearEdges(0, 1, 25),
    value: ({ measures }) => measures.dark,
    thresholds: [
      { at: limits.dark, side: 'below', label: 'too dark', beyond: ({ measures }) => measures.dark < limits.dark },
    ],
  },
  {
    id: 'shadows',
    title: 'Darkest parts',
    explanation: 'Brightness that 95 % of the pixels stay above. When even that is high, the picture is washed out.',
    unit: 'brightness',
    scale: 'linear',
    edges: linearEdges(0, 1, 25),
    value: ({ measures }) => 1 - measures.light,
    thresholds: [
      {
        at: 1 - limits.light,
        side: 'above',
        label: 'too light',
        beyond: ({ measures }) => measures.light < limits.light,
      },
    ],
  },
];

/** The bin of a value; what lies outside goes to the outermost bins. */
const binOf = (edges: readonly number[], value: number): number => {
  let low = 0;
  let high = edges.length - 2;
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if ((edges[middle] ?? 0) <= value) low = middle;
    else high = middle - 1;
  }
  return low;
};

/** Fills the report's histograms image by image. */
export const createHistograms = (limits: JudgedLimits) => {
  const charts = definitions(limits).map((definition) => ({
    definition,
    kept: definition.edges.slice(1).map(() => 0),
    rejected: definition.edges.slice(1).map(() => 0),
    beyond: definition.thresholds.map(() => 0),
  }));
  return {
    add: (image: MeasuredImage, end: 'kept' | 'rejected'): void => {
      for (const { definition, beyond, ...counts } of charts) {
        const bin = binOf(definition.edges, definition.value(image));
        counts[end][bin] = (counts[end][bin] ?? 0) + 1;
        definition.thresholds.forEach((threshold, index) => {
          if (threshold.beyond(image)) beyond[index] = (beyond[index] ?? 0) + 1;
        });
      }
    },
    finish: (): readonly Histogram[] =>
      charts.map(
        ({ definition: { id, title, explanation, unit, scale, edges, thresholds }, kept, rejected, beyond }) => ({
          id,
          title,
          explanation,
          unit,
          scale,
          edges,
          kept,
          rejected,
          thresholds: thresholds.map(({ at, side, label }, index) => ({ at, side, label, count: beyond[index] ?? 0 })),
        }),
      ),
  };
};

import { mirrored, readRegion, transposed, type GreyPicture, type Region } from './grey-picture.ts';
import { searchRegions, type FoundRegion } from './search-regions.ts';

/** How one picture lies in another. */
export type Alignment = {
  /** 0..1: how much of the detail of the smaller one is found in its place. */
  readonly agreement: number;
  /** 0..1: how much detail there is to agree about; a plain picture has little. */
  readonly evidence: number;
  /** Part of the larger one that the smaller one shows. */
  readonly area: number;
  /** How far proportions were changed: 1 is not at all. */
  readonly stretch: number;
  readonly turn: 'none' | 'mirrored' | 'turned';
};

/** Places along the longer side at which a first search compares, and those of a second one where the first found something. */
const FIRST_PLACES = 20;
const SECOND_PLACES = 28;
/** Ways to lay one on the other that are searched a second time, and places that are looked at closely. */
const SECOND_LOOKS = 5;
const CLOSE_LOOKS = 4;
/** Less alike at the first sight than any copy is. */
const HOPELESS = 0.3;
/** The same at the second. */
const HOPELESS_AGAIN = 0.4;
/** What agrees so well needs no further look. */
const CERTAIN = 0.92;
/** Cells and blocks a side of the close look. */
const CELLS = 32;
const BLOCK = 8;
const FINAL_CELLS = 48;
/** Mean deviation of grey below which a block says nothing. */
const NOISE = 1.5;
/** Above it, more contrast makes a block no more important. */
const PLENTY = 8;

const grid = (side: number) => ({ columns: side, rows: side });
const wholeOf = ({ width, height }: GreyPicture): Region => ({ x: 0, y: 0, width, height });

const readWhole = (picture: GreyPicture, side: number): Float32Array => {
  const out = new Float32Array(side * side);
  readRegion(picture, wholeOf(picture), { ...grid(side), out });
  return out;
};

const correlate = (a: Float32Array, b: Float32Array): number => {
  let [product, squaresA, squaresB] = [0, 0, 0];
  for (let index = 0; index < a.length; index++) {
    const x = a[index] ?? 0;
    const y = b[index] ?? 0;
    product += x * y;
    squaresA += x * x;
    squaresB += y * y;
  }
  return squaresA === 0 || squaresB === 0 ? 0 : product / Math.sqrt(squaresA * squaresB);
};

/** The regions a step away: moved, larger and smaller, stretched. */
const stepsFrom = ({ x, y, width, height }: Region, by: number): readonly Region[] => {
  const down = (by * height) / width;
  return [
    { x: x + by, y, width, height },
    { x: x - by, y, width, height },
    { x, y: y + by, width, height },
    { x, y: y - by, width, height },
    { x: x - by, y: y - down, width: width + 2 * by, height: height + 2 * down },
    { x: x + by, y: y + down, width: width - 2 * by, height: height - 2 * down },
    { x: x - by, y, width: width + 2 * by, height },
    { x: x + by, y, width: width - 2 * by, height },
    { x, y: y - by, width, height: height + 2 * by },
    { x, y: y + by, width, height: height - 2 * by },
  ];
};

const read = new Float32Array(CELLS * CELLS);

/** Moves and stretches a region by ever smaller steps while that makes it more alike. */
const refine = (whole: GreyPicture, part: Float32Array, start: Region): Region => {
  const likenessAt = (region: Region): number => {
    readRegion(whole, region, { ...grid(CELLS), out: read });
    return correlate(read, part);
  };
  const isInside = ({ x, y, width, height }: Region): boolean =>
    width > 8 && height > 8 && x >= -2 && y >= -2 && x + width <= whole.width + 2 && y + height <= whole.height + 2;
  let region = start;
  let likeness = likenessAt(region);
  for (let by = Math.max(whole.width, whole.height) / SECOND_PLACES; by > 0.2; by /= 2) {
    for (let round = 0; round < 4; round++) {
      let better: Region | undefined;
      for (const next of stepsFrom(region, by)) {
        if (!isInside(next)) continue;
        const found = likenessAt(next);
        if (found > likeness) [better, likeness] = [next, found];
      }
      if (better === undefined) break;
      region = better;
    }
  }
  return region;
};

const final = new Float32Array(FINAL_CELLS * FINAL_CELLS);

/** How much of the detail agrees, block by block, so that what was laid over one corner does not hide the rest. */
const agreementAt = (
  whole: GreyPicture,
  part: Float32Array,
  region: Region,
): Pick<Alignment, 'agreement' | 'evidence'> => {
  readRegion(whole, region, { ...grid(FINAL_CELLS), out: final });
  const blocks = FINAL_CELLS / BLOCK;
  let [agreed, weights] = [0, 0];
  for (let block = 0; block < blocks * blocks; block++) {
    const start = Math.floor(block / blocks) * BLOCK * FINAL_CELLS + (block % blocks) * BLOCK;
    let [product, squaresA, squaresB] = [0, 0, 0];
    for (let y = 0; y < BLOCK; y++) {
      for (let x = 0; x < BLOCK; x++) {
        const at = start + y * FINAL_CELLS + x;
        const a = final[at] ?? 0;
        const b = part[at] ?? 0;
        product += a * b;
        squaresA += a * a;
        squaresB += b * b;
      }
    }
    const deviation = Math.sqrt(Math.max(squaresA, squaresB)) / BLOCK;
    if (deviation < NOISE) continue;
    const weight = Math.min(PLENTY, deviation);
    weights += weight;
    if (squaresA > 0 && squaresB > 0) agreed += weight * Math.max(0, product / Math.sqrt(squaresA * squaresB));
  }
  return {
    agreement: weights === 0 ? 0 : agreed / weights,
    evidence: weights / (PLENTY * blocks * blocks),
  };
};

type Way = {
  readonly turn: Alignment['turn'];
  readonly whole: GreyPicture;
  readonly part: GreyPicture;
};

const TURNS = [
  ['none', (picture: GreyPicture) => picture],
  ['mirrored', mirrored],
  ['turned', (picture: GreyPicture) => mirrored(transposed(picture))],
  ['turned', (picture: GreyPicture) => transposed(mirrored(picture))],
  ['turned', (picture: GreyPicture) => transposed(mirrored(transposed(mirrored(picture))))],
  ['turned', (picture: GreyPicture) => transposed(mirrored(transposed(picture)))],
  ['turned', transposed],
  ['turned', (picture: GreyPicture) => mirrored(transposed(mirrored(picture)))],
] as const;

const waysOf = (a: GreyPicture, b: GreyPicture): Way[] =>
  TURNS.flatMap(([turn, look]): Way[] => {
    const looked = look(b);
    return [
      { turn, whole: a, part: looked },
      { turn, whole: looked, part: a },
    ];
  });

const NOTHING: Alignment = { agreement: 0, evidence: 0, area: 1, stretch: 1, turn: 'none' };

const mostAlike = <Item extends { readonly likeness: number }>(items: readonly Item[], most: number): Item[] =>
  items.toSorted((a, b) => b.likeness - a.likeness).slice(0, most);

/**
 * Finds how one of two pictures lies in the other, whichever is the part: as it is, mirrored, or turned. Brightness,
 * contrast and colours make no difference.
 */
export const alignPictures = (a: GreyPicture, b: GreyPicture): Alignment => {
  const first = waysOf(a, b).map((way) => ({
    way,
    likeness: searchRegions(way.whole, way.part, FIRST_PLACES)[0]?.likeness ?? 0,
  }));
  const likely = mostAlike(first, SECOND_LOOKS).filter(({ likeness }) => likeness > HOPELESS);
  const found = likely.flatMap(({ way }) =>
    searchRegions(way.whole, way.part, SECOND_PLACES)
      .slice(0, CLOSE_LOOKS)
      .map((region: FoundRegion) => ({ ...region, way })),
  );
  let best = NOTHING;
  for (const { region: start, way, likeness } of mostAlike(found, CLOSE_LOOKS)) {
    if (likeness < HOPELESS_AGAIN || best.agreement >= CERTAIN) break;
    const { whole, part, turn } = way;
    const region = refine(whole, readWhole(part, CELLS), start);
    const seen = agreementAt(whole, readWhole(part, FINAL_CELLS), region);
    if (seen.agreement <= best.agreement) continue;
    const across = region.width / part.width;
    const down = region.height / part.height;
    best = {
      ...seen,
      area: Math.min(1, (region.width * region.height) / (whole.width * whole.height)),
      stretch: Math.max(across, down) / Math.min(across, down),
      turn,
    };
  }
  return best;
};

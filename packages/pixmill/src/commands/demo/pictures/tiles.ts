import { eachPixel, lengthOf } from './canvas.ts';
import type { Canvas } from './canvas.ts';
import { hex, mix } from './colour.ts';
import type { Colour } from './colour.ts';
import { createNoise } from './noise.ts';
import { createRandom, mixBits } from './random.ts';
import type { Random } from './random.ts';
import type { Scene, SceneKind } from './scene.ts';

const [WHITE, BLACK, LEAD, JOINT] = [hex('#ffffff'), hex('#000000'), hex('#1c1a1f'), hex('#6b6358')];

type Palette = readonly [Colour, ...Colour[]];

const paletteOf = (words: string): Palette => {
  const [first = hex('#000000'), ...rest] = words.split(' ').map(hex);
  return [first, ...rest];
};

const PALETTES: readonly [Palette, ...Palette[]] = [
  paletteOf('#f4e9d4 #e4572e #17bebb #ffc914 #2e282a'),
  paletteOf('#f7f3e8 #1d4e89 #00b2ca #fbd1a2 #f79256'),
  paletteOf('#faf3dd #5e6472 #aed9e0 #ffa69e #b8f2e6'),
  paletteOf('#fff8ec #264653 #2a9d8f #e9c46a #e76f51'),
  paletteOf('#fdf0d5 #780000 #c1121f #003049 #669bbc'),
  paletteOf('#f6f4ef #355070 #6d597a #b56576 #eaac8b'),
  paletteOf('#f1faee #1b4332 #40916c #95d5b2 #f4a259'),
  paletteOf('#fef6e4 #3d2c8d #916bbf #c996cc #f0a500'),
];

/** Tells the colour at a point; both coordinates are counted in tiles. */
type Pattern = (x: number, y: number) => Colour;

/** The same number for the same tile. */
const ofTile = (seed: number, x: number, y: number): number =>
  mixBits(Math.imul(x + 1000, 73856093) ^ Math.imul(y + 1000, 19349663) ^ seed);

const chosen = (palette: Palette, number: number): Colour => palette[number % palette.length] ?? palette[0];

/** Quarter circles that join to winding bands (Truchet tiles, after Smith 1987). */
const bands =
  (seed: number, palette: Palette): Pattern =>
  (x, y) => {
    const [column, row] = [Math.floor(x), Math.floor(y)];
    const turned = ofTile(seed, column, row) % 2 === 0;
    const [fx, fy] = [turned ? 1 - (x - column) : x - column, y - row];
    const distance = Math.min(lengthOf(fx, fy), lengthOf(1 - fx, 1 - fy));
    const ring = Math.abs(distance - 0.5);
    if (ring < 0.08) return chosen(palette, 1);
    if (ring < 0.19) return chosen(palette, 3);
    if (ring < 0.24) return chosen(palette, 1);
    return (column + row + (lengthOf(fx, fy) < 0.5 || lengthOf(1 - fx, 1 - fy) < 0.5 ? 1 : 0) + (turned ? 1 : 0)) %
      2 ===
      0
      ? palette[0]
      : chosen(palette, 2);
  };

/** Quarter and half circles, discs and squares. */
const bauhaus =
  (seed: number, palette: Palette): Pattern =>
  (x, y) => {
    const [column, row] = [Math.floor(x), Math.floor(y)];
    const number = ofTile(seed, column, row);
    const ground = chosen(palette, number >>> 3);
    const colour = chosen(palette, (number >>> 3) + 1 + ((number >>> 7) % (palette.length - 1)));
    const third = chosen(palette, (number >>> 11) + 2);
    const turn = (number >>> 15) % 4;
    let [fx, fy] = [x - column, y - row];
    for (let quarter = 0; quarter < turn; quarter++) [fx, fy] = [1 - fy, fx];
    switch ((number >>> 19) % 7) {
      case 0:
        return lengthOf(fx, fy) < 0.5 ? third : lengthOf(fx, fy) < 1 ? colour : ground;
      case 1:
        return lengthOf(fx - 0.5, fy - 0.5) < 0.2 ? third : lengthOf(fx - 0.5, fy - 0.5) < 0.42 ? colour : ground;
      case 2:
        return lengthOf(fx - 0.5, fy) < 0.5 || lengthOf(fx - 0.5, fy - 1) < 0.5 ? colour : ground;
      case 3:
        return fx + fy < 1 ? colour : ground;
      case 4:
        return lengthOf(fx, fy) < 1 && lengthOf(1 - fx, 1 - fy) < 1 ? colour : ground;
      case 5:
        return Math.floor(fx * 4) % 2 === 0 ? colour : ground;
      default:
        return lengthOf(fx, fy) < 1 ? colour : ground;
    }
  };

/** Glazed tiles: each repeats one drawing in eight mirrored parts. */
const glazed = (seed: number, palette: Palette): Pattern => {
  const noise = createNoise(seed);
  const joint = mix(palette[0], JOINT, 0.35);
  const [petals, ring, star] = [4 + (seed % 3) * 2, 0.2 + (seed % 7) * 0.03, 0.3 + (seed % 5) * 0.05];
  return (x, y) => {
    const [fx, fy] = [Math.abs((x % 1) - 0.5), Math.abs((y % 1) - 0.5)];
    if (Math.max(fx, fy) > 0.485) return joint;
    const [a, b] = [Math.max(fx, fy), Math.min(fx, fy)];
    const distance = lengthOf(a, b);
    const angle = Math.atan2(b, a);
    const petal = 0.42 * Math.abs(Math.cos(angle * (petals / 2))) ** star;
    const corner = lengthOf(0.5 - a, 0.5 - b);
    if (distance < 0.07) return chosen(palette, 3);
    if (corner < 0.12) return chosen(palette, 3);
    if (corner < 0.22) return chosen(palette, 1);
    if (corner < 0.25) return palette[0];
    if (Math.abs(distance - ring) < 0.02) return chosen(palette, 4);
    if (distance < petal * 0.72) return chosen(palette, 2);
    if (distance < petal) return chosen(palette, 1);
    return noise(a * 9, b * 9) > 0.62 ? chosen(palette, 4) : palette[0];
  };
};

/** Stained glass: every point belongs to the nearest of the scattered ones (Voronoi cells), with lead between. */
const glass =
  (seed: number, palette: Palette): Pattern =>
  (x, y) => {
    let [nearest, second, cell] = [9, 9, 0];
    const [left, top] = [Math.floor(x) - 1, Math.floor(y) - 1];
    for (let row = top; row <= top + 2; row++) {
      for (let column = left; column <= left + 2; column++) {
        const number = ofTile(seed, column, row);
        const [dx, dy] = [column + (number & 255) / 255 - x, row + ((number >>> 8) & 255) / 255 - y];
        const distance = dx * dx + dy * dy;
        if (distance < nearest) {
          second = nearest;
          nearest = distance;
          cell = number >>> 16;
        } else if (distance < second) second = distance;
      }
    }
    if (Math.sqrt(second) - Math.sqrt(nearest) < 0.07) return LEAD;
    return mix(chosen(palette, cell), WHITE, Math.max(0, 0.22 - Math.sqrt(nearest) * 0.33));
  };

/** Triangles in three shades, some of which join to cubes. */
const triangles =
  (seed: number, palette: Palette): Pattern =>
  (x, y) => {
    const [across, down] = [x * 1.1547, y - x * 0.57735];
    const [u, v, w] = [Math.floor(across), Math.floor(down), Math.floor(across + down)];
    const face = (((u - v) % 3) + 3 + ((w - u - v) % 3)) % 3;
    const colour = chosen(
      palette,
      1 + (ofTile(seed, Math.floor((u - v) / 3), Math.floor((u + v) / 2)) % (palette.length - 1)),
    );
    return face === 0 ? mix(colour, palette[0], 0.55) : face === 1 ? colour : mix(colour, BLACK, 0.32);
  };

/** Half circles in shifted rows, each with its rings. */
const halves =
  (seed: number, palette: Palette): Pattern =>
  (x, y) => {
    const rows = y * 2;
    for (let row = Math.floor(rows) + 1; row >= Math.floor(rows) - 1; row--) {
      const shift = Math.abs(row % 2) * 0.5;
      const column = Math.floor(x + shift);
      const distance = lengthOf(x + shift - column - 0.5, (rows - row) / 2);
      if (rows - row < 0 || distance > 0.5) continue;
      const number = ofTile(seed, column, row);
      const ring = Math.floor(distance * 2 * 4);
      if (ring === 3) return palette[0];
      return ring === 1
        ? chosen(palette, 1 + ((number >>> 5) % 2))
        : chosen(palette, 1 + (number % (palette.length - 1)));
    }
    return palette[0];
  };

type Kind = {
  readonly words: string;
  readonly pattern: (seed: number, palette: Palette) => Pattern;
  /** Fewest and most tiles over the width. */
  readonly across: readonly [number, number];
};

const KINDS: readonly [Kind, ...Kind[]] = [
  { words: 'Winding bands', pattern: bands, across: [4, 8] },
  { words: 'Circles and squares', pattern: bauhaus, across: [3, 6] },
  { words: 'Glazed tiles', pattern: glazed, across: [2, 5] },
  { words: 'Stained glass', pattern: glass, across: [5, 9] },
  { words: 'Triangles', pattern: triangles, across: [4, 8] },
  { words: 'Half circles in rows', pattern: halves, across: [4, 8] },
];

/** Draws a pattern with smooth edges, lit a little differently from place to place. */
const drawPattern = (canvas: Canvas, random: Random, pattern: Pattern, across: number): void => {
  const { width, height } = canvas;
  const size = width / across;
  const [offsetX, offsetY] = [random.between(0, 1), random.between(0, 1)];
  const angle = random.chance(0.3) ? Math.PI / 4 : 0;
  const [sin, cos] = [Math.sin(angle), Math.cos(angle)];
  const noise = createNoise(random.whole(1, 1e9));
  const sample = (x: number, y: number): Colour => {
    const [px, py] = [x / size + offsetX, y / size + offsetY];
    return pattern(20 + px * cos - py * sin, 20 + px * sin + py * cos);
  };
  eachPixel(canvas, { left: 0, top: 0, right: width, bottom: height }, (x, y) => {
    let colour = sample(x + 0.25, y + 0.25);
    const opposite = sample(x + 0.75, y + 0.75);
    // Only at an edge does it take all four corners.
    if (Math.abs(colour.r - opposite.r) + Math.abs(colour.g - opposite.g) + Math.abs(colour.b - opposite.b) > 6) {
      const others = mix(sample(x + 0.75, y + 0.25), sample(x + 0.25, y + 0.75), 0.5);
      colour = mix(mix(colour, opposite, 0.5), others, 0.5);
    }
    const light = 0.9 + 0.14 * noise(x / (size * 0.8), y / (size * 0.8)) + 0.08 * (1 - y / height);
    const at = (y * width + x) * 3;
    canvas.data[at] = colour.r * light;
    canvas.data[at + 1] = colour.g * light;
    canvas.data[at + 2] = colour.b * light;
  });
};

/** Patterns of tiles and glass. */
export const tiles: SceneKind = (random): Scene => {
  const kind = random.pick(KINDS);
  const palette = random.pick(PALETTES);
  const seed = random.whole(1, 1e9);
  const draw = (canvas: Canvas): void => {
    const own = createRandom(seed);
    drawPattern(canvas, own, kind.pattern(seed, palette), own.whole(kind.across[0], kind.across[1]));
  };
  return { caption: `${kind.words} in ${palette.length} colours`, draw };
};

import { fillDown } from './canvas.ts';
import type { Canvas } from './canvas.ts';
import { hex, mix, rampOfHex } from './colour.ts';
import { drawPetal, petalOutline } from './petals.ts';
import { createRandom } from './random.ts';
import type { Random } from './random.ts';
import type { Scene, SceneKind } from './scene.ts';
import { drawDisc, drawGlow, drawLine } from './shapes.ts';

type Flower = {
  readonly name: string;
  /** Petals in each ring, from the outer one. */
  readonly rings: readonly number[];
  /** Half the width of a petal as a share of its length. */
  readonly width: number;
  /** 0 is round, 1 ends in a point. */
  readonly point: number;
  /** From the heart to the tip of a petal. */
  readonly colours: readonly [string, ...string[]];
  readonly heart: string;
  readonly heartSize: number;
};

const FLOWERS: readonly [Flower, ...Flower[]] = [
  {
    name: 'daisy',
    rings: [18, 14],
    width: 0.15,
    point: 0.1,
    colours: ['#f3ead2 #ffffff', '#f6d9e4 #ffffff', '#efe3ff #ffffff'],
    heart: '#f2b21b',
    heartSize: 0.3,
  },
  {
    name: 'sunflower',
    rings: [20, 20],
    width: 0.15,
    point: 0.8,
    colours: ['#e8890c #ffd23a', '#c9540e #ffb02e', '#e0a010 #fff08a'],
    heart: '#5a2e12',
    heartSize: 0.46,
  },
  {
    name: 'dahlia',
    rings: [20, 18, 15, 12, 9, 6],
    width: 0.2,
    point: 0.55,
    colours: ['#7a1240 #f0609a', '#8a1c1c #ff7a4d', '#4d1a80 #c68af0', '#b8541a #ffd08a'],
    heart: '#f6c94a',
    heartSize: 0.09,
  },
  {
    name: 'poppy',
    rings: [5, 4],
    width: 0.52,
    point: 0,
    colours: ['#7d0f12 #ff5a3c', '#9c2a10 #ff9b4d', '#8c1030 #ff7a90'],
    heart: '#241a1f',
    heartSize: 0.2,
  },
  {
    name: 'cherry blossom',
    rings: [5],
    width: 0.42,
    point: 0.05,
    colours: ['#f08aac #ffe3ec', '#ee9cc0 #fff4f7'],
    heart: '#c8476f',
    heartSize: 0.13,
  },
  {
    name: 'cornflower',
    rings: [14, 12, 9],
    width: 0.17,
    point: 0,
    colours: ['#1d2f8f #6f9cff', '#3a2a9c #9a8aff', '#0f5a8c #6fd0ff'],
    heart: '#5a2a8c',
    heartSize: 0.16,
  },
  {
    name: 'water lily',
    rings: [14, 12, 9, 6],
    width: 0.22,
    point: 0.75,
    colours: ['#ffd9e6 #f48fb8', '#fffbe6 #fff0f6', '#f2e0ff #b58af0'],
    heart: '#f6c23a',
    heartSize: 0.15,
  },
];

const GROUNDS: readonly [string, ...string[]] = [
  '#123a33 #2f6a52 #6fa074',
  '#f6ead8 #f2d3c0 #e8b9a8',
  '#0f2030 #1f4256 #3f7484',
  '#e6efe0 #c4dcc2 #94bfa0',
  '#2a1636 #54305f #8a5a8c',
  '#dcebf4 #b0d0e4 #7fb0cf',
  '#fbf3dc #f6dfa8 #eebf6a',
];

const drawFlower = (
  canvas: Canvas,
  random: Random,
  flower: Flower,
  place: { readonly x: number; readonly y: number; readonly radius: number },
): void => {
  const ramp = rampOfHex(random.pick(flower.colours));
  const outline = petalOutline(flower.point);
  for (const [ring, petals] of flower.rings.entries()) {
    const size = place.radius * (1 - (ring / flower.rings.length) * 0.82);
    const turn = random.between(0, 7);
    const light = ring / Math.max(1, flower.rings.length - 1);
    for (let petal = 0; petal < petals; petal++) {
      const angle = turn + (petal / petals) * Math.PI * 2 + random.between(-0.05, 0.05);
      const outer = mix(ramp(1), ramp(0.5), random.between(0, 0.3));
      drawPetal(canvas, {
        ...place,
        angle,
        length: size * random.between(0.92, 1.03),
        width: flower.width * (1 + light * 0.35),
        outline,
        inner: mix(ramp(0), ramp(0.4), light * 0.7),
        outer: mix(outer, hex('#ffffff'), light * 0.12),
      });
    }
  }
  drawHeart(canvas, place, flower);
};

/** Seeds in the spiral of the golden angle (Vogel 1979). */
const drawHeart = (
  canvas: Canvas,
  place: { readonly x: number; readonly y: number; readonly radius: number },
  flower: Flower,
): void => {
  const radius = place.radius * flower.heartSize;
  const heart = hex(flower.heart);
  drawDisc(canvas, { ...place, radius: radius * 1.08 }, mix(heart, hex('#000000'), 0.35));
  const seeds = Math.max(24, Math.min(260, Math.round(radius * radius * 0.12)));
  for (let seed = 0; seed < seeds; seed++) {
    const [angle, out] = [seed * 2.399963, Math.sqrt((seed + 0.5) / seeds)];
    const spot = { x: place.x + Math.cos(angle) * out * radius, y: place.y + Math.sin(angle) * out * radius };
    drawDisc(
      canvas,
      { ...spot, radius: (radius / Math.sqrt(seeds)) * 0.85 },
      mix(heart, hex('#fff3c4'), 0.12 + 0.4 * out * (seed % 2)),
    );
  }
};

const LEAF = petalOutline(1);

const drawLeaves = (
  canvas: Canvas,
  random: Random,
  place: { readonly x: number; readonly y: number; readonly radius: number },
): void => {
  const green = random.pick([hex('#2f6b3a'), hex('#4a7f3f'), hex('#1f5a4a')]);
  const foot = { x: place.x + place.radius * random.between(-0.4, 0.4), y: canvas.height + 20 };
  drawLine(canvas, place, foot, {
    thickness: Math.max(2, place.radius * 0.07),
    colour: mix(green, hex('#000000'), 0.15),
  });
  for (const side of [-1, 1]) {
    const at = random.between(0.45, 0.8);
    const start = { x: place.x + (foot.x - place.x) * at, y: place.y + (foot.y - place.y) * at };
    const angle = -Math.PI / 2 + side * random.between(0.5, 1.1);
    drawPetal(canvas, {
      ...start,
      angle,
      length: place.radius * 0.8,
      width: 0.22,
      outline: LEAF,
      inner: mix(green, hex('#0a1f14'), 0.35),
      outer: mix(green, hex('#d8f0a0'), 0.25),
    });
  }
};

const drawGround = (canvas: Canvas, random: Random, colours: string): void => {
  fillDown(canvas, rampOfHex(colours));
  const ramp = rampOfHex(colours);
  const size = Math.min(canvas.width, canvas.height);
  // Lights out of focus, as behind a flower that stands close to the lens.
  for (let light = 0; light < 34; light++) {
    const spot = {
      x: random.between(0, canvas.width),
      y: random.between(0, canvas.height),
      radius: size * random.between(0.03, 0.13),
    };
    const tint = mix(ramp(random.next()), hex('#fffbe8'), random.between(0.1, 0.5));
    drawDisc(canvas, spot, tint, random.between(0.06, 0.22));
    if (random.chance(0.2)) drawGlow(canvas, { ...spot, radius: spot.radius * 1.8 }, tint, 0.2);
  }
};

const LAYOUTS = ['one', 'three', 'meadow'] as const;

/** Flowers from close by, or a meadow of them. */
export const flowers: SceneKind = (random): Scene => {
  const flower = random.pick(FLOWERS);
  const layout = random.pick(LAYOUTS);
  const ground = random.pick(GROUNDS);
  const seed = random.whole(1, 1e9);
  const plural =
    flower.name.endsWith('y') && !/[aeiou]y$/.test(flower.name) ? `${flower.name.slice(0, -1)}ies` : `${flower.name}s`;
  const caption = { one: `A ${flower.name} from close by`, three: `Three ${plural}`, meadow: `A meadow of ${plural}` }[
    layout
  ];
  const draw = (canvas: Canvas): void => {
    const own = createRandom(seed);
    const { width, height } = canvas;
    const size = Math.min(width, height);
    drawGround(canvas, own, ground);
    const places: { x: number; y: number; radius: number }[] = [];
    if (layout === 'one') {
      places.push({
        x: width * own.between(0.4, 0.6),
        y: height * own.between(0.42, 0.56),
        radius: size * own.between(0.36, 0.5),
      });
    } else if (layout === 'three') {
      for (const [x, y] of [
        [0.28, 0.36],
        [0.7, 0.3],
        [0.52, 0.7],
      ] as const) {
        places.push({
          x: width * (x + own.between(-0.06, 0.06)),
          y: height * (y + own.between(-0.06, 0.06)),
          radius: size * own.between(0.19, 0.28),
        });
      }
    } else {
      for (let row = 0; row < 5; row++) {
        for (let column = 0; column < 5; column++) {
          const radius = size * (0.06 + row * 0.022) * own.between(0.8, 1.15);
          places.push({
            x: (width * (column + own.between(0.1, 0.9))) / 5,
            y: height * (0.14 + row * 0.2 + own.between(-0.06, 0.06)),
            radius,
          });
        }
      }
    }
    for (const place of places) {
      drawLeaves(canvas, own, place);
      if (layout === 'meadow') drawFlower(canvas, own, flower, place);
    }
    if (layout !== 'meadow') for (const place of places) drawFlower(canvas, own, flower, place);
  };
  return { caption, draw };
};

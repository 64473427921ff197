import { escapeHtml, shorten } from './escape-html.ts';

/** An image on a map. */
export type MapDot = {
  readonly x: number;
  readonly y: number;
  /** Number of its group from 1; `null` for an outlier. */
  readonly group: number | null;
};

const WIDTH = 1100;
const HEIGHT = 700;
const MARGIN = 34;
/** Names that are written on the map, of the largest groups. */
const MOST_NAMES = 24;
const NAME_HEIGHT = 20;
const LETTER_WIDTH = 7.6;

/** Hues that are as far apart as they can be, however many there are. */
export const hueOf = (group: number): number => Math.round(((group - 1) * 137.508 + 165) % 360);

type Place = readonly [number, number];

/** A map as one drawing: dots in the colours of their groups, which lead to these, and the names of the largest. */
export const clusterMapSvg = (dots: readonly MapDot[], names: ReadonlyMap<number, string>): string => {
  const place = scaleOf(dots);
  const byGroup = Map.groupBy(dots, ({ group }) => group ?? 0);
  const radius = dots.length > 20_000 ? 1.3 : dots.length > 4000 ? 2.1 : dots.length > 600 ? 3.2 : 5;
  const paths = [...byGroup]
    .toSorted(([a], [b]) => a - b)
    .map(([group, members]) => {
      const points = members.map((dot) => {
        const [x, y] = place(dot);
        return `M${x.toFixed(1)} ${y.toFixed(1)}h0`;
      });
      const width = `stroke-width="${(radius * 2).toFixed(1)}"`;
      if (group === 0) return `<path class="lone" ${width} d="${points.join('')}"><title>in no group</title></path>`;
      const name = escapeHtml(shorten(names.get(group) ?? '', 80));
      return (
        `<a href="#group-${group}"><path class="dots" style="--h:${hueOf(group)}" ${width} d="${points.join('')}">` +
        `<title>${name}</title></path></a>`
      );
    });
  const text = `A map of ${dots.length} images in ${names.size} groups`;
  return (
    `<svg class="map" viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" aria-label="${text}">${paths.join('')}` +
    `${namesOnMap(byGroup, names, place)}</svg>`
  );
};

/** Fits the middle of the map into the drawing; the few that lie far outside stand at its edge. */
const scaleOf = (dots: readonly MapDot[]): ((dot: Pick<MapDot, 'x' | 'y'>) => Place) => {
  const range = (values: readonly number[]): Place => {
    const sorted = values.toSorted((a, b) => a - b);
    const at = (part: number): number => sorted[Math.round(part * (sorted.length - 1))] ?? 0;
    const [low, high] = [at(0.002), at(0.998)];
    return high - low > 1e-6 ? [low, high] : [low - 1, high + 1];
  };
  const [left, right] = range(dots.map(({ x }) => x));
  const [bottom, top] = range(dots.map(({ y }) => y));
  const within = (part: number): number => Math.max(-0.02, Math.min(1.02, part));
  return ({ x, y }) => [
    MARGIN + within((x - left) / (right - left)) * (WIDTH - 2 * MARGIN),
    HEIGHT - MARGIN - within((y - bottom) / (top - bottom)) * (HEIGHT - 2 * MARGIN),
  ];
};

/** Names stand in the middle of their groups where they do not cover each other. */
const namesOnMap = (
  byGroup: ReadonlyMap<number, readonly MapDot[]>,
  names: ReadonlyMap<number, string>,
  place: (dot: Pick<MapDot, 'x' | 'y'>) => Place,
): string => {
  const taken: { readonly x: number; readonly y: number; readonly half: number }[] = [];
  const texts = [...names].slice(0, MOST_NAMES).map(([group, full]) => {
    const members = byGroup.get(group) ?? [];
    if (members.length === 0) return '';
    const middle = (values: readonly number[]): number =>
      values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
    const [at, y] = place({ x: middle(members.map((dot) => dot.x)), y: middle(members.map((dot) => dot.y)) });
    const name = shorten(full, 26);
    const half = (name.length * LETTER_WIDTH) / 2 + 6;
    const x = Math.max(half, Math.min(WIDTH - half, at));
    const isCovered = taken.some(
      (other) => Math.abs(other.x - x) < other.half + half && Math.abs(other.y - y) < NAME_HEIGHT,
    );
    if (isCovered) return '';
    taken.push({ x, y, half });
    return `<text x="${x.toFixed(1)}" y="${(y + 5).toFixed(1)}">${escapeHtml(name)}</text>`;
  });
  return `<g class="names" aria-hidden="true">${texts.join('')}</g>`;
};

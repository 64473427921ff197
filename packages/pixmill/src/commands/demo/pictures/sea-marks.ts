import { eachPixel, paint, smoothstep } from './canvas.ts';
import type { Canvas } from './canvas.ts';
import { hex, mix } from './colour.ts';
import { createNoise, layeredNoise } from './noise.ts';
import { drawGlow, drawLine, drawRectangle, drawTriangle } from './shapes.ts';

/** The colours of a sea and its sky, as `#rrggbb`. */
export type Weather = {
  readonly words: string;
  readonly sky: string;
  readonly far: string;
  readonly near: string;
  readonly foam: string;
  readonly sun: string;
};

/** A boat with two sails whose waterline is at `y`. */
export const drawBoat = (canvas: Canvas, x: number, y: number, size: number, weather: Weather): void => {
  const hull = mix(hex(weather.near), hex('#000000'), 0.35);
  const sail = mix(hex('#ffffff'), hex(weather.foam), 0.5);
  drawTriangle(
    canvas,
    { tip: { x: x + size * 0.02, y: y - size }, left: x + size * 0.05, right: x + size * 0.42, base: y - size * 0.12 },
    sail,
  );
  drawTriangle(
    canvas,
    {
      tip: { x: x - size * 0.02, y: y - size * 0.86 },
      left: x - size * 0.3,
      right: x - size * 0.04,
      base: y - size * 0.12,
    },
    mix(sail, hex('#e0604c'), 0.75),
  );
  drawLine(canvas, { x, y: y - size * 1.04 }, { x, y }, { thickness: Math.max(1, size * 0.03), colour: hull });
  eachPixel(
    canvas,
    { left: x - size * 0.4, top: y - size * 0.08, right: x + size * 0.45, bottom: y + size * 0.1 },
    (px, py) => {
      const down = (py - (y - size * 0.08)) / (size * 0.18);
      if (Math.abs(px - x) < size * (0.4 - down * 0.14)) paint(canvas, px, py, hull, 1);
    },
  );
};

/** A lighthouse that stands at (x, ground) and is `size` high. */
export const drawLighthouse = (canvas: Canvas, x: number, ground: number, size: number, isDark: boolean): void => {
  const [white, red, roof] = [hex('#f6f1e6'), hex('#d24b3e'), hex('#3a2430')];
  for (let band = 0; band < 5; band++) {
    const [top, bottom] = [ground - size * (1 - band * 0.2), ground - size * (0.8 - band * 0.2)];
    const half = size * (0.085 + band * 0.014);
    drawRectangle(canvas, { left: x - half, right: x + half, top, bottom }, band % 2 === 0 ? white : red);
    drawRectangle(canvas, { left: x + half * 0.4, right: x + half, top, bottom }, hex('#000000'), 0.14);
  }
  drawRectangle(
    canvas,
    { left: x - size * 0.075, right: x + size * 0.075, top: ground - size * 1.13, bottom: ground - size },
    hex('#ffe9a6'),
  );
  drawRectangle(
    canvas,
    { left: x - size * 0.12, right: x + size * 0.12, top: ground - size * 1.02, bottom: ground - size * 0.985 },
    roof,
  );
  drawTriangle(
    canvas,
    { tip: { x, y: ground - size * 1.3 }, left: x - size * 0.11, right: x + size * 0.11, base: ground - size * 1.12 },
    roof,
  );
  drawGlow(canvas, { x, y: ground - size * 1.06, radius: size * (isDark ? 1.6 : 0.5) }, hex('#ffe9a6'), 0.7);
};

/** A rock in the water, lit from above. */
export const drawRock = (
  canvas: Canvas,
  rock: { readonly x: number; readonly top: number; readonly base: number; readonly half: number },
  seed: number,
  weather: Weather,
): void => {
  const noise = createNoise(seed);
  const [dark, light] = [mix(hex(weather.near), hex('#120c10'), 0.65), mix(hex(weather.near), hex('#8a7468'), 0.5)];
  const { half, base } = rock;
  eachPixel(
    canvas,
    { left: rock.x - half, top: rock.top - half * 0.2, right: rock.x + half, bottom: base + half * 0.1 },
    (x, y) => {
      const aside = Math.abs(x - rock.x) / half;
      const ragged = (layeredNoise(noise, (x / half) * 5, 1, 4) - 0.5) * half * 0.26;
      const top = rock.top + (base - rock.top) * aside ** 2.2 + ragged * smoothstep(0.12, 0.4, aside);
      const foot = base + (noise((x / half) * 9, 5) - 0.5) * half * 0.07;
      if (y < top || y > foot) return;
      const facet = layeredNoise(noise, (x / half) * 4 + y / half, (y / half) * 3.5, 3);
      paint(
        canvas,
        x,
        y,
        mix(dark, light, smoothstep(0.42, 0.62, facet) * (1 - ((y - rock.top) / (base - rock.top)) * 0.6)),
        Math.min(1, y - top),
      );
      if (foot - y < half * 0.05) paint(canvas, x, y, hex(weather.foam), 0.75);
    },
  );
};

import { eachPixel, lengthOf, lighten, paint, smoothstep } from './canvas.ts';
import type { Box, Canvas } from './canvas.ts';
import type { Colour } from './colour.ts';

/** A place and a radius, in pixels. */
export type Circle = { readonly x: number; readonly y: number; readonly radius: number };

const around = ({ x, y, radius }: Circle): Box => ({
  left: x - radius - 1,
  top: y - radius - 1,
  right: x + radius + 2,
  bottom: y + radius + 2,
});

/** A disc with a smooth edge. */
export const drawDisc = (canvas: Canvas, circle: Circle, colour: Colour, alpha = 1): void => {
  eachPixel(canvas, around(circle), (x, y) => {
    const distance = lengthOf(x + 0.5 - circle.x, y + 0.5 - circle.y);
    paint(canvas, x, y, colour, alpha * Math.max(0, Math.min(1, circle.radius + 0.5 - distance)));
  });
};

/** Light that fades from the middle of a circle to its edge. */
export const drawGlow = (canvas: Canvas, circle: Circle, colour: Colour, strength: number): void => {
  const reach = circle.radius * circle.radius;
  eachPixel(canvas, around(circle), (x, y) => {
    const [dx, dy] = [x + 0.5 - circle.x, y + 0.5 - circle.y];
    const square = dx * dx + dy * dy;
    if (square >= reach) return;
    const share = 1 - Math.sqrt(square / reach);
    lighten(canvas, x, y, colour, strength * share * share);
  });
};

/** A rectangle with smooth edges. */
export const drawRectangle = (canvas: Canvas, box: Box, colour: Colour, alpha = 1): void => {
  eachPixel(canvas, box, (x, y) => {
    const across = Math.min(x + 1, box.right) - Math.max(x, box.left);
    const down = Math.min(y + 1, box.bottom) - Math.max(y, box.top);
    paint(canvas, x, y, colour, alpha * Math.min(1, across) * Math.min(1, down));
  });
};

/** A straight line with round ends. */
export const drawLine = (
  canvas: Canvas,
  from: { readonly x: number; readonly y: number },
  to: { readonly x: number; readonly y: number },
  { thickness, colour, alpha = 1 }: { readonly thickness: number; readonly colour: Colour; readonly alpha?: number },
): void => {
  const half = thickness / 2;
  const [dx, dy] = [to.x - from.x, to.y - from.y];
  const length = dx * dx + dy * dy || 1;
  const box = {
    left: Math.min(from.x, to.x) - half - 1,
    top: Math.min(from.y, to.y) - half - 1,
    right: Math.max(from.x, to.x) + half + 1,
    bottom: Math.max(from.y, to.y) + half + 1,
  };
  eachPixel(canvas, box, (x, y) => {
    const share = Math.max(0, Math.min(1, ((x + 0.5 - from.x) * dx + (y + 0.5 - from.y) * dy) / length));
    const distance = lengthOf(x + 0.5 - from.x - dx * share, y + 0.5 - from.y - dy * share);
    paint(canvas, x, y, colour, alpha * (1 - smoothstep(half - 0.5, half + 0.5, distance)));
  });
};

/** A triangle that stands on its base, such as a roof, a fir or a sail. */
export const drawTriangle = (
  canvas: Canvas,
  { tip, left, right, base }: { readonly tip: { x: number; y: number }; left: number; right: number; base: number },
  colour: Colour,
  alpha = 1,
): void => {
  eachPixel(
    canvas,
    { left: Math.min(left, tip.x), top: tip.y, right: Math.max(right, tip.x) + 1, bottom: base },
    (x, y) => {
      const share = (y + 0.5 - tip.y) / (base - tip.y);
      const from = tip.x + (left - tip.x) * share;
      const to = tip.x + (right - tip.x) * share;
      const inside = Math.min(x + 1 - from, to - x, 1);
      paint(canvas, x, y, colour, alpha * Math.max(0, inside));
    },
  );
};

import { createCanvas, eachPixel } from './pictures/canvas.ts';
import type { Canvas } from './pictures/canvas.ts';

/** Half as wide and half as high, each pixel the mean of four. */
export const halved = ({ width, height, data }: Canvas): Canvas => {
  const small = createCanvas(Math.floor(width / 2), Math.floor(height / 2));
  eachPixel(small, { left: 0, top: 0, right: small.width, bottom: small.height }, (x, y) => {
    for (let channel = 0; channel < 3; channel++) {
      const at = (y * 2 * width + x * 2) * 3 + channel;
      const sum = (data[at] ?? 0) + (data[at + 3] ?? 0) + (data[at + width * 3] ?? 0) + (data[at + width * 3 + 3] ?? 0);
      small.data[(y * small.width + x) * 3 + channel] = sum / 4;
    }
  });
  return small;
};

/** Every value times `contrast`, plus `light`. */
export const relit = ({ width, height, data }: Canvas, { contrast = 1, light = 0 }): Canvas => ({
  width,
  height,
  data: data.map((value) => value * contrast + light),
});

/** Out of focus: hardly more than a few soft blots of colour. */
export const blurred = (canvas: Canvas): Canvas => {
  const { width, height } = canvas;
  let tiny = canvas;
  while (Math.min(tiny.width, tiny.height) > 8) tiny = halved(tiny);
  const result = createCanvas(width, height);
  eachPixel(result, { left: 0, top: 0, right: width, bottom: height }, (x, y) => {
    const [fromX, fromY] = [(x / width) * (tiny.width - 1), (y / height) * (tiny.height - 1)];
    const [column, row] = [Math.min(tiny.width - 2, Math.floor(fromX)), Math.min(tiny.height - 2, Math.floor(fromY))];
    const [dx, dy] = [fromX - column, fromY - row];
    for (let channel = 0; channel < 3; channel++) {
      const at = (row * tiny.width + column) * 3 + channel;
      const below = at + tiny.width * 3;
      const upper = (tiny.data[at] ?? 0) * (1 - dx) + (tiny.data[at + 3] ?? 0) * dx;
      const lower = (tiny.data[below] ?? 0) * (1 - dx) + (tiny.data[below + 3] ?? 0) * dx;
      result.data[(y * width + x) * 3 + channel] = upper * (1 - dy) + lower * dy;
    }
  });
  return result;
};

/** A part of a picture. */
export const cropped = ({ width, data }: Canvas, size: { readonly width: number; readonly height: number }): Canvas => {
  const part = createCanvas(size.width, size.height);
  for (let y = 0; y < size.height; y++) {
    part.data.set(data.subarray(y * width * 3, (y * width + size.width) * 3), y * size.width * 3);
  }
  return part;
};

/** One colour from edge to edge. */
export const blank = (width: number, height: number, value: number): Canvas => {
  const canvas = createCanvas(width, height);
  canvas.data.fill(value);
  return canvas;
};

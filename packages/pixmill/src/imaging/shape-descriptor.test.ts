import { describe, expect, it } from 'vitest';
import { GREY_CELLS } from './area-average.ts';
import { encoderOf, makeFlat, makePicture } from './fixtures/pictures.ts';
import { inspectImage } from './inspect-image.ts';
import { SHAPE_BYTES, shapeDescriptor, TONE_BYTES } from './shape-descriptor.ts';
import { readyShape, shapeDistance, turnedShapes } from './shape-distance.ts';
import { SIGNATURE_BITS, signatureBands, signatureBits, signatureMargins } from './shape-signature.ts';

const shapeOf = async (picture: ReturnType<typeof encoderOf>): Promise<Uint8Array> => {
  const result = await inspectImage(await picture.png().toBuffer(), { maxPixels: 1e8, maxChannels: 5 });
  if (!result.ok) throw new Error(result.code);
  return result.inspection.shape;
};

const distance = (a: Uint8Array, b: Uint8Array): number => shapeDistance(turnedShapes(a).map(readyShape), b);

const picture = (seed = 1) => encoderOf(makePicture(320, 240, seed));

describe('the shape of a picture', () => {
  it('is 192 bytes, the same every time', async () => {
    const shape = await shapeOf(picture());
    expect(shape).toHaveLength(SHAPE_BYTES);
    expect(shape).toEqual(await shapeOf(picture()));
  });

  it('has an edge in the direction and at the place where it is', () => {
    const cells = new Float32Array(GREY_CELLS ** 2);
    // A vertical edge in the middle of the lower half.
    for (let y = GREY_CELLS / 2; y < GREY_CELLS; y++) cells.fill(200, y * GREY_CELLS + 16, (y + 1) * GREY_CELLS);
    const edges = shapeDescriptor({ cells }).subarray(TONE_BYTES);
    const at = (row: number, column: number) => [...edges.subarray((row * 4 + column) * 8, (row * 4 + column) * 8 + 8)];
    // Its brightness changes along x: directions 0 and 7 lie on both sides of that.
    expect(at(3, 1)).toEqual([146, 0, 0, 0, 0, 0, 0, 146]);
    expect(at(0, 1)).toEqual([0, 0, 0, 0, 0, 0, 0, 0]);
  });

  it('is nothing where there is nothing to see', async () => {
    expect(await shapeOf(encoderOf(makeFlat(100, 100, [80, 120, 40])))).toEqual(new Uint8Array(SHAPE_BYTES));
  });

  it.each([
    ['mirrored', () => picture().flop()],
    ['upside down', () => picture().flip()],
    ['turned by 90', () => picture().rotate(90)],
    ['turned by 180', () => picture().rotate(180)],
    ['turned by 270', () => picture().rotate(270)],
  ])('is that of the picture %s in another order', async (_, turned) => {
    expect(distance(await shapeOf(picture()), await shapeOf(turned()))).toBeLessThan(0.01);
  });

  it.each([
    ['grey', () => picture().greyscale()],
    ['dark', () => picture().modulate({ brightness: 0.6 })],
    ['in other colours', () => picture().modulate({ hue: 90 })],
    ['small', () => picture().resize(64, 48)],
    ['squeezed', () => picture().resize(120, 200, { fit: 'fill' })],
    ['blurred', () => picture().blur(4)],
    ['cropped', () => picture().extract({ left: 12, top: 9, width: 296, height: 222 })],
  ])('stays near when the picture is %s', async (_, edited) => {
    const original = await shapeOf(picture());
    const others = await Promise.all([3, 4, 5, 6, 7].map((seed) => shapeOf(picture(seed))));
    const unlike = Math.min(...others.map((other) => distance(original, other)));
    expect(distance(original, await shapeOf(edited()))).toBeLessThan(unlike / 2);
  });

  it('is infinitely far from nothing but itself', () => {
    const nothing = new Uint8Array(SHAPE_BYTES);
    expect(distance(nothing, nothing)).toBe(0);
    expect(distance(nothing, new Uint8Array(SHAPE_BYTES).fill(1))).toBeGreaterThan(1);
  });
});

describe('the signature of a shape', () => {
  it('never changes for the same shape, since it is stored', () => {
    const shape = Uint8Array.from({ length: SHAPE_BYTES }, (_, index) => (index * 37) % 251);
    const bits = signatureBits(signatureMargins(shape));
    expect(bits).toHaveLength(SIGNATURE_BITS);
    expect(bits.slice(0, 48)).toBe('011001100011011101110101010100100001000101111110');
  });

  it('has as values of its bands what its bits say', () => {
    const shape = Uint8Array.from({ length: SHAPE_BYTES }, (_, index) => (index * 91) % 199);
    const margins = signatureMargins(shape);
    const bits = signatureBits(margins);
    const bands = signatureBands(margins).map(([value = 0]) =>
      value.toString(2).padStart(16, '0').split('').toReversed().join(''),
    );
    expect(bands.join('')).toBe(bits);
  });

  it('gives values with its least sure bits turned, each once', () => {
    const margins = signatureMargins(Uint8Array.from({ length: SHAPE_BYTES }, (_, index) => (index * 13) % 101));
    for (const values of signatureBands(margins, 6)) {
      expect(values).toHaveLength(9);
      expect(new Set(values).size).toBe(9);
    }
  });
});

describe('the signature of a shape', () => {
  it('is the same for ever, since it is stored', () => {
    const shape = Uint8Array.from({ length: SHAPE_BYTES }, (_, index) => (index * index * 31 + index * 7) % 256);
    expect(signatureBands(signatureMargins(shape)).flat()).toEqual([
      61536, 62393, 17879, 47979, 60530, 61356, 41018, 52627, 19656, 13378, 12355, 45772,
    ]);
  });
});

import { globSync, readFileSync } from 'node:fs';
import { basename } from 'node:path';

import { describe, expect, it } from 'vitest';

import { makeBmp, makePicture } from '../fixtures/pictures.ts';
import { hasSharedData, SHARED_DATA } from '../fixtures/shared-data.ts';
import { decodeBmp } from './decode-bmp.ts';

type Parts = {
  bits: number;
  compression?: number;
  height?: number;
  palette?: number[][];
  masks?: number[];
  data: number[];
};

/** A BMP with a 40-byte header, 4 pixels wide. */
const bmp = ({ bits, compression = 0, height = 1, palette = [], masks = [], data }: Parts): Buffer => {
  const head = Buffer.alloc(54 + masks.length * 4 + palette.length * 4);
  head.write('BM', 'latin1');
  head.writeUInt32LE(head.length, 10);
  head.writeUInt32LE(40, 14);
  head.writeInt32LE(4, 18);
  head.writeInt32LE(height, 22);
  head.writeUInt16LE(bits, 28);
  head.writeUInt32LE(compression, 30);
  head.writeUInt32LE(palette.length, 46);
  for (const [index, mask] of masks.entries()) head.writeUInt32LE(mask, 54 + index * 4);
  for (const [index, colour] of palette.entries()) head.set(colour, 54 + masks.length * 4 + index * 4);
  return Buffer.concat([head, Buffer.from(data)]);
};

const pixels = (file: Buffer): number[] => [...decodeBmp(file).picture.data];

const BLACK_RED = [
  [0, 0, 0],
  [0, 0, 255],
];
const R = [255, 0, 0];
const K = [0, 0, 0];

describe('the BMP decoder', () => {
  it('gives back the pixels of a 24-bit file with padded rows', () => {
    const picture = makePicture(13, 7);
    expect(Buffer.compare(decodeBmp(makeBmp(picture)).picture.data, picture.data)).toBe(0);
  });

  it('reads palettes of 1, 4 and 8 bits; an index beyond the palette is black', () => {
    expect(pixels(bmp({ bits: 1, palette: BLACK_RED, data: [0b1010_0000, 0, 0, 0] }))).toEqual([R, K, R, K].flat());
    expect(pixels(bmp({ bits: 4, palette: BLACK_RED, data: [0x10, 0x1f, 0, 0] }))).toEqual([R, K, R, K].flat());
    expect(pixels(bmp({ bits: 8, palette: BLACK_RED, data: [1, 0, 1, 200] }))).toEqual([R, K, R, K].flat());
  });

  it('reads top-down files and rows in the order they stand', () => {
    const rows = [1, 1, 1, 1, 0, 0, 0, 0];
    expect(pixels(bmp({ bits: 8, height: 2, palette: BLACK_RED, data: rows })).slice(0, 3)).toEqual(K);
    expect(pixels(bmp({ bits: 8, height: -2, palette: BLACK_RED, data: rows })).slice(0, 3)).toEqual(R);
  });

  it('reads run lengths: runs, literals, skips and early ends', () => {
    const rle8 = { bits: 8, compression: 1, palette: BLACK_RED };
    expect(pixels(bmp({ ...rle8, data: [3, 1, 1, 0, 0, 1] }))).toEqual([R, R, R, K].flat());
    expect(pixels(bmp({ ...rle8, data: [0, 3, 1, 0, 1, 0, 0, 0] }))).toEqual([R, K, R, K].flat());
    expect(pixels(bmp({ ...rle8, data: [0, 2, 3, 0, 1, 1, 0, 1] }))).toEqual([K, K, K, R].flat());
    expect(pixels(bmp({ ...rle8, bits: 4, compression: 2, data: [3, 0x10, 0, 1] }))).toEqual([R, K, R, K].flat());
    expect(decodeBmp(bmp({ ...rle8, data: [2, 1] })).warnings).toEqual(['damaged']);
  });

  it('reads any bit fields, shows alpha on white, and takes alpha that is zero everywhere as unused', () => {
    const masks = [0xf800, 0x07e0, 0x001f];
    expect(pixels(bmp({ bits: 16, compression: 3, masks, data: [0, 0xf8, 0, 0, 0, 0, 0, 0] })).slice(0, 6)).toEqual(
      [R, K].flat(),
    );
    const rgba = { bits: 32, compression: 6, masks: [0xff, 0xff00, 0xff0000, 0xff000000] };
    const shown = [255, 0, 0, 255, 255, 0, 0, 0, 0, 0, 0, 255, 0, 0, 0, 0];
    expect(pixels(bmp({ ...rgba, data: shown }))).toEqual([R, [255, 255, 255], K, [255, 255, 255]].flat());
    expect(pixels(bmp({ ...rgba, data: shown.map((byte, index) => (index % 4 === 3 ? 0 : byte)) }))).toEqual(
      [R, R, K, K].flat(),
    );
  });

  it('says that pixels are missing instead of making some up', () => {
    expect(() => decodeBmp(bmp({ bits: 24, height: 2, data: [1, 2, 3] }))).toThrow(/premature end/);
    expect(() => decodeBmp(Buffer.from('BM'))).toThrow(/premature end/);
  });

  it('never throws anything but an Error that says what is wrong, whatever byte is broken', () => {
    const whole = bmp({
      bits: 8,
      compression: 1,
      height: 3,
      palette: BLACK_RED,
      data: [4, 1, 0, 0, 0, 2, 1, 1, 2, 1, 0, 1],
    });
    const thrown: string[] = [];
    for (let at = 14; at < whole.length; at++) {
      for (const value of [0, 1, 127, 255]) {
        const broken = Buffer.from(whole);
        broken[at] = value;
        // The caller's limits come first: sizes are checked before anything is decoded.
        if (broken.readInt32LE(18) > 1000 || Math.abs(broken.readInt32LE(22)) > 1000) continue;
        try {
          decodeBmp(broken);
        } catch (error) {
          thrown.push(String(error));
        }
      }
    }
    expect(thrown.filter((text) => !/^Error: (?:premature end|BMP)/.test(text))).toEqual([]);
    expect(thrown.length).toBeGreaterThan(10);
  });

  it.skipIf(!hasSharedData)('decodes the whole of the image-rs suite (skipped without ../shared/data)', () => {
    const failed = globSync(`${SHARED_DATA}/hard/image-rs/images/bmp/**/*.bmp`).filter((path) => {
      try {
        return decodeBmp(readFileSync(path)).picture.data.length === 0;
      } catch {
        return true;
      }
    });
    expect(failed.map((path) => basename(path))).toEqual([]);
  });
});

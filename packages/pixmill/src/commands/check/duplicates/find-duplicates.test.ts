import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { Inspection } from '../../../imaging/inspection.ts';
import { hashDistance } from '../../../imaging/hash-distance.ts';
import { createFileMeasures } from '../file-measures.ts';
import type { FileMeasures } from '../file-measures.ts';
import { findDuplicates } from './find-duplicates.ts';

type Picture = {
  readonly bytes?: string;
  readonly pixels?: string;
  readonly phash?: string;
  readonly width?: number;
  readonly fileBytes?: number;
  readonly hashable?: boolean;
};

const sha = (text: string): string => createHash('sha256').update(text).digest('hex');

const inspectionOf = (picture: Picture, name: string): Inspection => ({
  format: 'png',
  width: picture.width ?? 100,
  height: 100,
  orientation: 1,
  frames: 1,
  colourSpace: 'srgb',
  channels: 3,
  bitDepth: 8,
  hasAlpha: false,
  hasProfile: false,
  pixelHash: sha(picture.pixels ?? `pixels of ${name}`),
  phash: picture.phash ?? sha(name).slice(0, 16),
  dhash: '0000000000000000',
  hashable: picture.hashable ?? true,
  shape: new Uint8Array(192),
  scores: { dark: 1, light: 1, oddAspectRatio: 1, lowInformation: 1, blurry: 1 },
  brightness: { p1: 0, p5: 0, p50: 0.5, p95: 1, p99: 1, mean: 0.5 },
  sharpness: 1,
  entropy: 7,
  contrast: 0.2,
  greyscale: false,
  palette: [],
  thumbhash: '',
  preview: new Uint8Array(),
  embedded: {},
  warnings: [],
});

const measured = (pictures: readonly Picture[]): FileMeasures => {
  const files = createFileMeasures(pictures.length);
  for (const [index, picture] of pictures.entries()) {
    const inspection = inspectionOf(picture, String(index));
    const sha256 = sha(picture.bytes ?? `bytes of ${index}`);
    files.record(index, { bytes: picture.fileBytes ?? 1000, sha256, inspection, findings: [], rejected: false });
  }
  return files;
};

const flipped = (phash: string, ...bits: readonly number[]): string =>
  bits
    .reduce((value, bit) => value ^ (1n << BigInt(bit)), BigInt(`0x${phash}`))
    .toString(16)
    .padStart(16, '0');

describe('duplicates of a folder', () => {
  it('keeps the first of equal bytes, the larger file of equal pixels, the larger picture of near ones', () => {
    const phash = 'a5a5a5a55a5a5a5a';
    const files = measured([
      { bytes: 'same', pixels: 'same' },
      { bytes: 'same', pixels: 'same' },
      { pixels: 'drawn', fileBytes: 10 },
      { pixels: 'drawn', fileBytes: 20 },
      { phash: flipped(phash, 3, 40), width: 50 },
      { phash },
    ]);
    expect([...findDuplicates(files, 4)].toSorted(([a], [b]) => a - b)).toEqual([
      [1, { kind: 'exact', of: 0, distance: 0, best: 0 }],
      [2, { kind: 'same_pixels', of: 3, distance: 0, best: 3 }],
      [4, { kind: 'near', of: 5, distance: 2, best: 5 }],
    ]);
  });

  it('looks for near ones neither among plain pictures nor when they are not wanted', () => {
    const phash = '0f0f0f0f0f0f0f0f';
    expect(
      findDuplicates(
        measured([
          { phash, hashable: false },
          { phash, hashable: false },
        ]),
        4,
      ).size,
    ).toBe(0);
    expect(findDuplicates(measured([{ phash }, { phash }]), null).size).toBe(0);
    expect(findDuplicates(measured([{ phash }, { phash }]), 0).size).toBe(1);
  });

  it('names the best copy of all for copies of copies', () => {
    const phash = '123456789abcdef0';
    const files = measured([
      { phash, width: 400 },
      { phash: flipped(phash, 1), width: 300, bytes: 'small' },
      { phash: flipped(phash, 1), width: 300, bytes: 'small' },
    ]);
    expect(findDuplicates(files, 4).get(2)).toEqual({ kind: 'exact', of: 1, distance: 0, best: 0 });
  });

  it('leaves out files that were never measured', () => {
    const files = createFileMeasures(3);
    expect(findDuplicates(files, 4).size).toBe(0);
  });

  it.each([0, 1, 3, 4, 5, 8, 11])('finds what comparing every two finds, at %i bits', (radius) => {
    // Numbers that look random but are the same in every run.
    let state = 7;
    const random = (below: number): number => {
      state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
      return Math.floor((state / 2 ** 32) * below);
    };
    const pictures: Picture[] = [];
    for (let index = 0; index < 300; index++) {
      const from = pictures.at(random(index + 1))?.phash;
      const bits = Array.from({ length: random(radius + 4) }, () => random(64));
      const fresh = sha(`picture ${index}`).slice(0, 16);
      pictures.push({
        phash: index % 3 === 0 || from === undefined ? fresh : flipped(from, ...bits),
        width: 50 + random(5),
      });
    }
    const expected = new Map<number, number>();
    const order = pictures
      .map((_, index) => index)
      .toSorted((a, b) => (pictures[b]?.width ?? 0) - (pictures[a]?.width ?? 0) || a - b);
    const kept: number[] = [];
    for (const index of order) {
      const better = kept.find(
        (other) => hashDistance(pictures[other]?.phash ?? '', pictures[index]?.phash ?? '') <= radius,
      );
      if (better === undefined) kept.push(index);
      else expected.set(index, better);
    }
    const found = [...findDuplicates(measured(pictures), radius)].map(([index, { of }]) => [index, of] as const);
    expect(new Map(found)).toEqual(expected);
    expect(found.length).toBeGreaterThan(20);
  });
});

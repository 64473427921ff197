import { describe, expect, it } from 'vitest';
import { readRuns } from './parquet-runs.ts';

const read = (bytes: readonly number[], width: number, count: number): number[] => [
  ...readRuns({ bytes: Uint8Array.from(bytes), start: 0, end: bytes.length, width, count }),
];

describe('runs of Parquet', () => {
  it('reads the packed numbers 0 to 7 of the specification', () => {
    expect(read([0x03, 0x88, 0xc6, 0xfa], 3, 8)).toEqual([0, 1, 2, 3, 4, 5, 6, 7]);
  });

  it('reads repeated values, wide ones too, and both kinds in turn', () => {
    expect(read([0x08, 0x02], 2, 4)).toEqual([2, 2, 2, 2]);
    expect(read([0x04, 0x39, 0x30, 0x00], 17, 2)).toEqual([12_345, 12_345]);
    expect(read([0x06, 0x01, 0x03, 0b1010_1010, 0x04, 0x01], 1, 13)).toEqual([1, 1, 1, 0, 1, 0, 1, 0, 1, 0, 1, 1, 1]);
    expect(read([0x03, 0xff, 0xff, 0xff, 0xff, 0, 0, 0, 0, 1, 0, 0, 0], 32, 3)).toEqual([0xffffffff, 0, 1]);
  });

  it('stops at the values that are wanted, however many a run states', () => {
    expect(read([0xfe, 0xff, 0xff, 0xff, 0x0f, 0x01], 1, 3)).toEqual([1, 1, 1]);
    expect(read([0xff, 0xff, 0xff, 0xff, 0x0f, 0b101], 1, 3)).toEqual([1, 0, 1]);
  });

  it.each([
    ['runs of nothing', [0x00, 0x00, 0x00, 0x00], 1],
    ['packed groups of nothing', [0x01, 0x01, 0x01], 0],
    ['no bytes', [], 1],
    ['too few bytes', [0x03, 0x88], 3],
    ['an endless number', [0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x01], 1],
    ['too wide values', [0x02, 0x01], 33],
  ])('refuses %s instead of looping', (_, bytes, width) => {
    expect(() => read(bytes, width, 8)).toThrow(Error);
  });
});

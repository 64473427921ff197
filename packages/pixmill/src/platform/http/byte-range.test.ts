import { describe, expect, it } from 'vitest';
import { readRange } from './byte-range.ts';

describe('a Range header', () => {
  it.each([
    ['bytes=0-0', 0, 0],
    ['bytes=0-', 0, 9],
    ['bytes=3-5', 3, 5],
    ['bytes=9-20', 9, 9],
    ['bytes=-3', 7, 9],
    ['bytes=-30', 0, 9],
    [' bytes=1-2 ', 1, 2],
  ])('%j asks for a part of 10 bytes', (header, start, end) => {
    expect(readRange(header, 10)).toEqual({ kind: 'part', range: { start, end } });
  });

  it.each(['bytes=10-', 'bytes=10-20', 'bytes=-0', 'bytes=999999999999999-'])('%j is outside of 10 bytes', (header) => {
    expect(readRange(header, 10)).toEqual({ kind: 'outside' });
  });

  it.each([
    undefined,
    '',
    'bytes',
    'bytes=',
    'bytes=-',
    'bytes=5-3',
    'bytes=0-1,2-3',
    'items=0-1',
    'bytes=1e3-',
    'bytes=-1-2',
    'bytes=9999999999999999-',
  ])('%j is answered with the whole file', (header) => {
    expect(readRange(header, 10)).toEqual({ kind: 'whole' });
  });

  it('finds nothing in an empty file', () => {
    expect(readRange('bytes=0-', 0)).toEqual({ kind: 'outside' });
    expect(readRange('bytes=-5', 0)).toEqual({ kind: 'outside' });
  });
});

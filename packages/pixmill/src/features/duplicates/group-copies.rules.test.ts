import { describe, expect, it } from 'vitest';
import { groupCopies, groupIdOf, whyKept, type CopyFacts, type LikelyPair } from './group-copies.rules.ts';

/** The lower the better. */
const copy = (id: string): CopyFacts => ({
  id,
  width: 1,
  height: 1,
  bytes: 1,
  licenceRank: 0,
  jobId: 'j',
  seenOrder: 0,
});
const compare = (a: CopyFacts, b: CopyFacts): number => (a.id < b.id ? -1 : Number(a.id > b.id));
const pair = (a: string, b: string, sureness: number): LikelyPair => ({ a, b, sureness, kind: 'cropped' });

const group = (pairs: readonly LikelyPair[], different: readonly string[] = []) => {
  const ids = [...new Set(pairs.flatMap(({ a, b }) => [a, b]))];
  const groups = groupCopies(pairs, {
    facts: new Map(ids.map((id) => [id, copy(id)])),
    compare,
    different: (a, b) => different.includes([a, b].toSorted((x, y) => (x < y ? -1 : 1)).join('')),
  });
  return groups.map(({ members, sureness }) => [members.map(({ id }) => id).join(''), sureness]);
};

describe('groupCopies', () => {
  it('puts around the best image what is like it, as sure as the least sure of them', () => {
    expect(group([pair('a', 'b', 0.9), pair('a', 'c', 0.7)])).toEqual([['abc', 0.7]]);
  });

  it('makes no chains: what is only like a copy of the best one is not in the group', () => {
    expect(group([pair('a', 'b', 0.9), pair('b', 'c', 0.8), pair('c', 'd', 0.7)])).toEqual([
      ['ab', 0.9],
      ['cd', 0.7],
    ]);
  });

  it('lets a better image lead a group only when all are like it', () => {
    expect(group([pair('b', 'c', 0.9), pair('a', 'b', 0.8)])).toEqual([['bc', 0.9]]);
    expect(group([pair('b', 'c', 0.9), pair('a', 'b', 0.8), pair('a', 'c', 0.6)])).toEqual([['abc', 0.6]]);
  });

  it('makes one of two groups when all of them are like the best of both', () => {
    const pairs = [pair('a', 'b', 0.9), pair('c', 'd', 0.9), pair('a', 'c', 0.8), pair('a', 'd', 0.7)];
    expect(group(pairs)).toEqual([['abcd', 0.7]]);
    expect(group(pairs, ['bd'])).toEqual([
      ['ab', 0.9],
      ['cd', 0.9],
    ]);
  });

  it('never puts together what people called different', () => {
    expect(group([pair('a', 'b', 0.9), pair('a', 'c', 0.8)], ['bc'])).toEqual([['ab', 0.9]]);
    expect(group([pair('a', 'b', 0.9)], ['ab'])).toEqual([]);
  });

  it('takes no more than people can look at', () => {
    const names = Array.from({ length: 120 }, (_, index) => `b${String(index).padStart(3, '0')}`);
    const sizes = groupCopies(
      names.map((name) => pair('a', name, 0.9)),
      { facts: new Map(['a', ...names].map((id) => [id, copy(id)])), compare, different: () => false },
    ).map(({ members }) => members.length);
    expect(sizes).toEqual([50]);
  });
});

describe('groupIdOf', () => {
  it('follows from the images, whatever their order, and is a UUID', () => {
    const id = groupIdOf('p', ['x', 'y']);
    expect(groupIdOf('p', ['y', 'x'])).toBe(id);
    expect(groupIdOf('p', ['x', 'z'])).not.toBe(id);
    expect(groupIdOf('q', ['x', 'y'])).not.toBe(id);
    expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  });
});

describe('whyKept', () => {
  it('names the first rule that tells two copies apart', () => {
    const one = copy('a');
    expect(whyKept({ ...one, width: 2 }, one)).toBe('more_pixels');
    expect(whyKept({ ...one, bytes: 2 }, one)).toBe('more_bytes');
    expect(whyKept({ ...one, licenceRank: 2 }, one)).toBe('better_licence');
    expect(whyKept(one, { ...one, seenOrder: 2 })).toBe('seen_first');
  });
});

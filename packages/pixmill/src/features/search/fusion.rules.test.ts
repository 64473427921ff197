import { describe, expect, it } from 'vitest';
import { fuseByRank, placesOf, RECIPROCAL_RANK_K } from './fusion.rules.ts';

const inOrder = (ids: readonly string[]) => placesOf(new Map(ids.map((id, index) => [id, -index])));
const words = (...ids: string[]) => ({ way: 'words' as const, places: inOrder(ids) });
const meaning = (...ids: string[]) => ({ way: 'meaning' as const, places: inOrder(ids) });
const idsOf = (fused: readonly { id: string }[]) => fused.map(({ id }) => id);

describe('fusing ways by reciprocal rank', () => {
  it('keeps the order of a single way', () => {
    expect(idsOf(fuseByRank([words('c', 'a', 'b')]))).toEqual(['c', 'a', 'b']);
  });

  it('puts what several ways found before what one way found first', () => {
    expect(idsOf(fuseByRank([words('a', 'b'), meaning('c', 'b')]))[0]).toBe('b');
  });

  it('gives each image the sum of 1 / (60 + place), as a share of the most there can be', () => {
    const fused = fuseByRank([words('a', 'b'), meaning('b')]);
    const most = 2 / 61;
    expect(RECIPROCAL_RANK_K).toBe(60);
    expect(fused.find(({ id }) => id === 'a')?.score).toBeCloseTo(1 / 61 / most);
    expect(fused.find(({ id }) => id === 'b')?.score).toBeCloseTo((1 / 62 + 1 / 61) / most);
  });

  it('gives 1 to what is first in every way, and nothing above it', () => {
    expect(fuseByRank([words('a', 'b'), meaning('a')])[0]).toEqual({ id: 'a', score: 1 });
  });

  it('puts the newer of equal ones first, whichever way found it', () => {
    expect(idsOf(fuseByRank([words('1'), meaning('2')]))).toEqual(['2', '1']);
    expect(idsOf(fuseByRank([words('2'), meaning('1')]))).toEqual(['2', '1']);
  });

  it('leaves out what is not among those that count, without moving the places of others', () => {
    const all = fuseByRank([words('a', 'b', 'c')]);
    const some = fuseByRank([words('a', 'b', 'c')], new Set(['c', 'b']));
    expect(idsOf(some)).toEqual(['b', 'c']);
    expect(some[1]).toEqual(all[2]);
  });

  it('lets equal scores share a place', () => {
    const scores = new Map(Object.entries({ a: 0.9, b: 0.5, c: 0.5, d: 0.5, e: 0.1 }));
    expect(Object.fromEntries(placesOf(scores))).toEqual({ a: 1, b: 2, c: 2, d: 2, e: 5 });
    const alike = { way: 'words' as const, places: placesOf(new Map(Object.entries({ a: 1, b: 1, c: 1 }))) };
    expect(idsOf(fuseByRank([alike, meaning('b', 'c', 'a')]))).toEqual(['b', 'c', 'a']);
  });

  it('takes an empty way as one that found nothing', () => {
    const [only] = fuseByRank([words('a'), meaning()]);
    expect(only).toEqual({ id: 'a', score: 0.5 });
    expect(fuseByRank([words(), meaning()])).toEqual([]);
  });
});

import { describe, expect, it } from 'vitest';
import { likenessOf, surestFirst } from './likeness-tiers.rules.ts';

const asked = { sha256: 'a', pixelHash: 'p', phash: '0000000000000000', hashable: true };
const other = { ...asked, sha256: 'b', pixelHash: 'q', phash: 'ffffffffffffffff' };
const none = { look: null, cosine: null };

describe('tiers of likeness', () => {
  it('calls the same bytes and the same pixels the same', () => {
    expect(likenessOf(asked, asked, none)).toEqual({ tier: 'same', by: 'bytes', distance: 0 });
    expect(likenessOf(asked, { ...other, pixelHash: 'p' }, none)).toEqual({ tier: 'same', by: 'pixels', distance: 0 });
  });

  it('calls up to 4 bits of the hash near, and tells how many differ', () => {
    expect(likenessOf(asked, { ...other, phash: '000000000000000f' }, none)).toMatchObject({ tier: 'near', bits: 4 });
    expect(likenessOf(asked, { ...other, phash: '000000000000001f' }, none)).toMatchObject({ tier: 'similar' });
  });

  it('does not ask hashes that mean nothing', () => {
    expect(likenessOf(asked, { ...other, phash: asked.phash, hashable: false }, none).tier).toBe('similar');
    expect(likenessOf({ ...asked, hashable: false }, { ...other, phash: asked.phash }, none).tier).toBe('similar');
  });

  it('goes by embeddings when both have one, else by look', () => {
    expect(likenessOf(asked, other, { look: 0.3, cosine: 0.8 })).toMatchObject({ by: 'embedding', cosine: 0.8 });
    expect(likenessOf(asked, other, { look: 0.3, cosine: null })).toMatchObject({ by: 'look' });
    expect(likenessOf(asked, other, { look: null, cosine: 0.8 })).toMatchObject({ by: 'embedding' });
  });

  it('takes an edit for one, whatever a model says of it', () => {
    expect(likenessOf(asked, other, { look: 0.02, cosine: 0.7 })).toMatchObject({ by: 'look' });
    expect(likenessOf(asked, other, { look: 0.02, cosine: 0.999 })).toMatchObject({ by: 'embedding' });
  });

  it('gives distances between 0 and 1 that grow from tier to tier', () => {
    const images = [
      { id: '1', likeness: likenessOf(asked, other, { look: 1, cosine: -1 }) },
      { id: '2', likeness: likenessOf(asked, other, { look: 0, cosine: 1 }) },
      { id: '3', likeness: likenessOf(asked, { ...other, phash: '000000000000000f' }, none) },
      { id: '4', likeness: likenessOf(asked, { ...other, phash: asked.phash }, none) },
      { id: '5', likeness: likenessOf(asked, asked, none) },
    ];
    const sorted = surestFirst(images);
    expect(sorted.map(({ id }) => id)).toEqual(['5', '4', '3', '2', '1']);
    const distances = sorted.map(({ likeness }) => likeness.distance);
    expect(distances).toEqual(distances.toSorted((a, b) => a - b));
    expect([distances[0], distances.at(-1)]).toEqual([0, 1]);
  });

  it('puts the newer of equal ones first', () => {
    const likeness = likenessOf(asked, asked, none);
    expect(
      surestFirst([
        { id: '1', likeness },
        { id: '2', likeness },
      ]).map(({ id }) => id),
    ).toEqual(['2', '1']);
  });
});

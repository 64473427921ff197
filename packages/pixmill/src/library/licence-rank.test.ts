import { expect, it } from 'vitest';
import { licenceRank } from './licence-rank.ts';
import { UNKNOWN_LICENCE } from './licence.ts';
import { parseLicence } from './parse-licence.ts';

it('ranks freer licences higher and the unknown last', () => {
  const ordered = [
    'CC0',
    'Public domain',
    'CC BY 4.0',
    'CC BY-SA 4.0',
    'GFDL 1.2',
    'No known copyright restrictions',
    'CC BY-ND 4.0',
    'CC BY-NC 4.0',
    'CC BY-NC-SA 4.0',
    'CC BY-NC-ND 4.0',
    'http://rightsstatements.org/vocab/InC/1.0/',
    'all rights reserved',
    'whatever',
  ].map((name) => licenceRank(parseLicence({ name, confidence: 'per-item' })));
  expect(ordered).toEqual(ordered.toSorted((a, b) => b - a));
  expect(new Set(ordered).size).toBe(ordered.length);
  expect(licenceRank(UNKNOWN_LICENCE)).toBe(0);
});

it('prefers a statement about the very image over one for a whole source, but only between equal licences', () => {
  const rank = (name: string, confidence: 'per-item' | 'source-wide') =>
    licenceRank(parseLicence({ name, confidence }));
  expect(rank('CC0', 'per-item')).toBeGreaterThan(rank('CC0', 'source-wide'));
  expect(rank('CC BY 4.0', 'source-wide')).toBeGreaterThan(rank('CC BY-SA 4.0', 'per-item'));
});

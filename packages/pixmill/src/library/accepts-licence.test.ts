import { describe, expect, it } from 'vitest';
import { acceptsLicence, parseLicenceFilter } from './accepts-licence.ts';
import { UNKNOWN_LICENCE } from './licence.ts';
import { parseLicence } from './parse-licence.ts';

const named = (name: string) => parseLicence({ name, confidence: 'per-item' });

describe('acceptsLicence', () => {
  it('accepts everything for any, the unknown too', () => {
    expect(acceptsLicence({ kind: 'any' }, UNKNOWN_LICENCE)).toBe(true);
  });

  it.each([
    ['CC BY-SA 4.0', true],
    ['CC BY-ND 4.0', true],
    ['Public domain', true],
    ['CC BY-NC 4.0', false],
    ['all rights reserved', false],
    ['No known copyright restrictions', false],
    ['whatever', false],
  ])('for commercial use, answers "%s" with %s', (name, accepted) => {
    expect(acceptsLicence({ kind: 'commercial' }, named(name))).toBe(accepted);
  });

  it.each([
    ['CC BY 2.0', true],
    ['CC BY 3.0 de', true],
    ['PD-old', true],
    ['CC0', false],
    ['CC BY-SA 4.0', false],
    ['whatever', false],
  ])('for the list by,pdm, answers "%s" with %s', (name, accepted) => {
    expect(acceptsLicence({ kind: 'list', codes: ['by', 'pdm'] }, named(name))).toBe(accepted);
  });
});

describe('parseLicenceFilter', () => {
  it.each([
    ['any', { kind: 'any' }],
    [' Commercial ', { kind: 'commercial' }],
    ['cc0,by,by-sa,pdm', { kind: 'list', codes: ['cc0', 'by', 'by-sa', 'pdm'] }],
    ['CC-BY, cc_by_sa ,by', { kind: 'list', codes: ['by', 'by-sa'] }],
    ['public-domain', { kind: 'list', codes: ['pdm'] }],
  ])('reads %s', (text, filter) => {
    expect(parseLicenceFilter(text)).toEqual(filter);
  });

  it.each(['bye', 'by-sa-nd', 'free', '', ',', 'sampling+'])('refuses "%s" and lists what there is', (text) => {
    expect(() => parseLicenceFilter(text)).toThrow(/any, commercial, or a list of cc0, pdm, by,/);
  });

  it('says that a list counts for every version', () => {
    expect(() => parseLicenceFilter('by-4.0')).toThrow('Did you mean "by" (of any version)?');
    expect(() => parseLicenceFilter('bysa')).toThrow('Did you mean "by-sa"?');
  });

  it('refuses to mix a whole class with a list', () => {
    expect(() => parseLicenceFilter('any,by')).toThrow('"any" stands alone');
  });
});

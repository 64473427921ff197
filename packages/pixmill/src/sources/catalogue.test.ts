import { describe, expect, it } from 'vitest';
import { DEFAULT_SOURCES, findSource, SOURCE_INFOS, SOURCES } from './catalogue.ts';

describe('the catalogue of sources', () => {
  it('gives every source its own id, an address to read about it, and the day its terms were read', () => {
    const ids = SOURCE_INFOS.map(({ id }) => id);
    expect(ids).toEqual([...new Set(ids)]);
    for (const info of SOURCE_INFOS) {
      expect(URL.parse(info.homepage)?.protocol).toBe('https:');
      expect(info.termsCheckedOn).toMatch(/^\d{4}-\d\d-\d\d$/);
    }
  });

  it('says why, in a sentence, for exactly those that cannot be used', () => {
    const usable = new Set(SOURCES.map(({ info }) => info.id));
    for (const { id, tier, unavailable } of SOURCE_INFOS) {
      expect(unavailable === undefined).toBe(usable.has(id));
      expect(['planned', 'excluded'].includes(tier)).toBe(!usable.has(id));
      expect(unavailable ?? 'Fine.').toMatch(/^[A-Z].*\.$/);
    }
  });

  it('asks Openverse and Commons when nobody names a source', () => {
    expect(DEFAULT_SOURCES).toEqual(['openverse', 'commons']);
  });

  it('finds a source by its id', () => {
    expect(findSource('gbif').info.title).toBe('GBIF');
  });

  it.each(['google', 'bing', 'baidu', 'duckduckgo'])('explains what became of %s and what to use', (name) => {
    expect(() => findSource(name)).toThrow(/cannot be used: .* use openverse and commons/);
  });

  it('names what there is for a word that it does not know', () => {
    expect(() => findSource('altavista')).toThrow(
      'There is no source named "altavista"; choose from openverse, commons,',
    );
  });
});

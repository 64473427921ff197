import { describe, expect, it } from 'vitest';
import { attributionOf } from './attribution.ts';
import { UNKNOWN_LICENCE } from './licence.ts';
import { parseLicence } from './parse-licence.ts';

const licence = parseLicence({ name: 'CC BY-SA 3.0 de', confidence: 'per-item' });
const pageUrl = 'https://example.org/fox';

describe('attributionOf', () => {
  it('names title, author, licence and page', () => {
    expect(attributionOf({ title: 'Red\n fox', creator: 'A. Example', licence, pageUrl })).toBe(
      '"Red fox" by A. Example, CC BY-SA 3.0 DE (https://creativecommons.org/licenses/by-sa/3.0/de/), via https://example.org/fox',
    );
  });

  it('keeps the words of the source, and adds only what they lack', () => {
    const attributionText = '"Red fox" by A. Example is licensed under CC BY-SA 3.0 DE.';
    expect(attributionOf({ licence: { ...licence, attributionText }, pageUrl })).toBe(
      `${attributionText}, via ${pageUrl}`,
    );
    expect(attributionOf({ licence: { ...licence, attributionText: 'Photo: Example' } })).toBe(
      'Photo: Example, CC BY-SA 3.0 DE (https://creativecommons.org/licenses/by-sa/3.0/de/)',
    );
  });

  it('says that a licence is unknown, or what is stated instead', () => {
    expect(attributionOf({ licence: UNKNOWN_LICENCE })).toBe('Untitled, licence unknown');
    const stated = parseLicence({ name: 'ask the museum', confidence: 'per-item' });
    expect(attributionOf({ title: 'Fox', licence: stated })).toBe('"Fox", licence stated as "ask the museum"');
  });

  it('stays one line of bounded length', () => {
    const line = attributionOf({ title: 'a'.repeat(10_000), creator: 'b\r\nc', licence, pageUrl });
    expect(line).not.toMatch(/[\r\n]/);
    expect(line.length).toBeLessThan(1000);
  });
});

import { describe, expect, it } from 'vitest';
import { SOURCE_INFOS } from '../../sources/catalogue.ts';
import { renderSources } from './sources.ts';

const settingsOf =
  (values: Readonly<Record<string, string>> = {}) =>
  (name: string): string | undefined =>
    values[name];

const render = (columns: number, values: Readonly<Record<string, string>> = {}) =>
  renderSources({ sources: SOURCE_INFOS, settings: settingsOf(values), columns });

const keyed = {
  ...(SOURCE_INFOS[0] ?? expect.unreachable('there is a first source')),
  id: 'keyed',
  tier: 'opt-in',
  keys: ['KEYED_ID', 'KEYED_SECRET'],
  optionalKeys: [],
} as const;

describe('pixmill sources', () => {
  it.each([40, 60, 80, 100, 160])('lists every source within %d columns', (columns) => {
    const text = render(columns);
    for (const { id } of SOURCE_INFOS) expect(text).toMatch(new RegExp(`^  ${id}(?: |$)`, 'm'));
    // A name of a setting is longer than what the narrowest terminal has room for.
    const tooLong = text.split('\n').filter((line) => line.length > columns && line.trim().includes(' '));
    expect(tooLong).toEqual([]);
  });

  it('groups them by when they are asked', () => {
    const titles = render(120)
      .split('\n')
      .filter((line) => /^[A-Z]/.test(line));
    expect(titles[0]).toBe('Asked for each keyword by default');
    expect(titles.slice(-2)).toEqual(['Planned for a later release', 'Not offered']);
  });

  it('says which key is missing, and when it is there', () => {
    const state = (values: Readonly<Record<string, string>>) =>
      renderSources({ sources: [keyed], settings: settingsOf(values), columns: 200 });
    expect(state({})).toContain('Off: set KEYED_ID and KEYED_SECRET.');
    expect(state({ KEYED_ID: 'x', KEYED_SECRET: '' })).toContain('Off: set KEYED_SECRET.');
    expect(state({ KEYED_ID: 'x', KEYED_SECRET: 'hidden-value' })).toContain('Ready; key set.');
    expect(state({ KEYED_ID: 'x', KEYED_SECRET: 'hidden-value' })).not.toContain('hidden-value');
  });

  it('says that limits could be higher, and that a service is replaced', () => {
    const missing = 'higher limits with OPENVERSE_CLIENT_ID and OPENVERSE_CLIENT_SECRET';
    expect(render(250)).toContain(missing);
    const keys = { OPENVERSE_CLIENT_ID: 'a', OPENVERSE_CLIENT_SECRET: 'b', MET_URL: 'http://127.0.0.1:9' };
    expect(render(250, keys)).not.toContain(missing);
    expect(render(250, keys)).toContain('asked at http://127.0.0.1:9 (MET_URL)');
  });

  it('has no escape sequences unless colours are asked for', () => {
    const escape = String.fromCodePoint(27);
    expect(render(120)).not.toContain(escape);
    expect(renderSources({ sources: SOURCE_INFOS, settings: settingsOf(), colour: true })).toContain(escape);
  });
});

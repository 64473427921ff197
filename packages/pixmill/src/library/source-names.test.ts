import { expect, it } from 'vitest';
import { sourceIdOf } from './source-names.ts';

it('knows a source by its id, however it is written', () => {
  expect(['openverse', ' OpenVerse ', 'INaturalist'].map(sourceIdOf)).toEqual([
    'openverse',
    'openverse',
    'inaturalist',
  ]);
});

it('knows the names of the search engines and of Commons', () => {
  expect(
    ['Google', 'google_images', 'bing', 'Baidu', 'duckduckgo', 'ddg', 'Wikimedia Commons'].map(sourceIdOf),
  ).toEqual(['google', 'google', 'bing', 'baidu', 'duckduckgo', 'duckduckgo', 'commons']);
});

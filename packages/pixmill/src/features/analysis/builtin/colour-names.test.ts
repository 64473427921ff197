import { expect, it } from 'vitest';
import { colourName, meanChroma, namedColours } from './colour-names.ts';

it.each([
  ['#000000', 'black'],
  ['#16161a', 'black'],
  ['#ffffff', 'white'],
  ['#f4f4f2', 'white'],
  ['#808080', 'grey'],
  ['#c4c6c8', 'grey'],
  ['#383838', 'grey'],
  ['#e01010', 'red'],
  ['#8b0000', 'red'],
  ['#ff8c00', 'orange'],
  ['#ffe000', 'yellow'],
  ['#1f8b2f', 'green'],
  ['#98c379', 'green'],
  ['#6b8e23', 'green'],
  ['#1a3f8f', 'blue'],
  ['#000080', 'blue'],
  ['#9ccbf0', 'blue'],
  ['#6f2da8', 'purple'],
  ['#b19cd9', 'purple'],
  ['#ff9ec0', 'pink'],
  ['#ff1493', 'pink'],
  ['#654321', 'brown'],
  ['#a0522d', 'brown'],
  ['#e6d5b8', 'beige'],
  ['#f5f5dc', 'beige'],
  ['#30c8c0', 'turquoise'],
  ['#008b8b', 'turquoise'],
])('calls %s %s', (hex, name) => {
  expect(colourName(hex)).toBe(name);
});

it('adds up the shares of colours with one name, the most frequent first', () => {
  const palette = [
    { hex: '#ffffff', share: 0.4 },
    { hex: '#0000ff', share: 0.3 },
    { hex: '#000080', share: 0.2 },
    { hex: '#ff0000', share: 0.1 },
  ];
  expect(namedColours(palette)).toEqual([
    { name: 'blue', share: 0.5 },
    { name: 'white', share: 0.4 },
    { name: 'red', share: 0.1 },
  ]);
});

it('orders equal shares by name, and has nothing to say of an empty palette', () => {
  const palette = [
    { hex: '#ff0000', share: 0.5 },
    { hex: '#0000ff', share: 0.5 },
  ];
  expect(namedColours(palette).map(({ name }) => name)).toEqual(['blue', 'red']);
  expect(namedColours([])).toEqual([]);
  expect(meanChroma([])).toBe(0);
});

it('measures how strong the colours of a palette are', () => {
  expect(meanChroma([{ hex: '#777777', share: 1 }])).toBeLessThan(0.001);
  expect(meanChroma([{ hex: '#ff00ff', share: 1 }])).toBeGreaterThan(0.3);
});

import { expect, it } from 'vitest';
import { openGroupNamer } from './group-names.rules.ts';
import { plainColourName } from './plain-colour.rules.ts';

const colours = [{ hex: '#c01818', share: 1 }];

it('names groups after what is on them and not on the others', () => {
  const namer = openGroupNamer(2);
  for (let at = 0; at < 20; at++) {
    namer.add(0, { tags: ['photo', 'bird', 'kite', ...(at < 2 ? ['typo'] : [])], colours });
    namer.add(1, { tags: ['photo', 'bird', 'owl', 'landscape format'], colours });
  }
  namer.add(-1, { tags: ['typo'], colours });
  expect(namer.names().map(({ name }) => name)).toEqual(['kite', 'owl']);
  expect(namer.names()[0]?.tags).toEqual(['kite']);
});

it('puts what images show before their colours and formats, which name what shows nothing', () => {
  const namer = openGroupNamer(3);
  for (let at = 0; at < 10; at++) {
    namer.add(0, { tags: ['red', 'portrait format', ...(at < 7 ? ['dress'] : [])], colours });
    namer.add(1, { tags: ['blue', 'landscape format'], colours });
    namer.add(2, { tags: [], colours });
  }
  expect(namer.names().map(({ name }) => name)).toEqual(['dress', 'blue', 'mostly red']);
});

it('tells groups of one name apart', () => {
  const namer = openGroupNamer(4);
  for (const group of [0, 1, 2]) for (let at = 0; at < 9; at++) namer.add(group, { tags: ['shoe'], colours: [] });
  for (let at = 0; at < 60; at++) namer.add(3, { tags: ['hat'], colours: [] });
  const names = namer.names().map(({ name }) => name);
  expect(new Set(names).size).toBe(4);
  expect(names[0]).toBe('shoe');
});

it.each([
  ['#ffffff', 'white'],
  ['#101010', 'black'],
  ['#808080', 'grey'],
  ['#d01018', 'red'],
  ['#1030c0', 'blue'],
  ['#20a030', 'green'],
  ['#f0d020', 'yellow'],
  ['#f08020', 'orange'],
  ['#5c4033', 'brown'],
  ['#d2b48c', 'beige'],
  ['#8a2be2', 'purple'],
  ['#ff69b4', 'pink'],
  ['#30c8c0', 'turquoise'],
])('calls %s %s', (hex, name) => {
  expect(plainColourName(hex)).toBe(name);
});

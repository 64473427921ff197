import { describe, expect, it } from 'vitest';
import { labelDirectories, namesSplit, safeName } from './label-directories.ts';

const HOSTILE = [
  '../x',
  '..',
  '.',
  '/etc/passwd',
  'a/b',
  'a\\b',
  'nul\0byte',
  'CON',
  'com1.txt',
  'trailing. ',
  '.hidden',
  '__cache__',
  '~root',
  '-rf',
  '👟',
  '',
  '   ',
  'a*b?[c]',
  'x'.repeat(400),
  '靴'.repeat(100),
  'lone \ud800 surrogate',
  'a\nb',
  'C:evil',
];

describe('labelDirectories', () => {
  it('keeps ordinary labels as they are, in every script', () => {
    for (const label of ['hat', 't-shirt', 'red kite', 'Größe 42', '靴', 'A.B']) expect(safeName(label)).toBe(label);
  });

  it.each(HOSTILE)('makes one harmless path part of %j', (label) => {
    const directory = labelDirectories([label]).get(label) ?? '';
    expect(directory).toMatch(/^[\p{L}\p{N}][\p{L}\p{M}\p{N}\-_.+~ ]*$/u);
    expect(directory).not.toMatch(/[. ]$/);
    expect(directory).not.toMatch(/^(con|prn|aux|nul|com\d|lpt\d)(\..*)?$/i);
    expect(Buffer.byteLength(directory)).toBeLessThanOrEqual(100);
  });

  it.each([
    'test',
    'Train',
    'val',
    'validation',
    'dev',
    'cross training',
    'test kit',
    'my_test-set',
    '2test3',
    'eval.x',
    'test 1',
  ])('lets no reader guess a split from %j', (label) => {
    expect(namesSplit(label)).toBe(true);
    expect(namesSplit(labelDirectories([label]).get(label) ?? 'test')).toBe(false);
  });

  it('leaves words alone that only contain a split word', () => {
    expect(safeName('contest')).toBe('contest');
    expect(safeName('trainer')).toBe('trainer');
  });

  it('gives labels that differ by case, normal form or cut characters directories of their own', () => {
    const labels = [
      'hat',
      'Hat',
      'HAT',
      'café',
      'cafe\u0301',
      'a/b',
      'a\\b',
      'x'.repeat(300),
      'x'.repeat(301),
      '👟',
      '👞',
      '',
      ' ',
    ];
    const directories = [...labelDirectories(labels).values()];
    expect(new Set(directories.map((name) => name.normalize('NFKC').toLowerCase())).size).toBe(labels.length);
  });

  it('leaves a plain label its name when a hostile one comes to the same', () => {
    const directories = labelDirectories(['../hat', 'hat']);
    expect(directories.get('hat')).toBe('hat');
    expect(directories.get('../hat')).toMatch(/^hat-[0-9a-f]{8}$/);
  });

  it('gives the same directories in whatever order the labels come', () => {
    const labels = ['hat', 'Hat', 'a/b', 'a-b', 'unlabelled', null];
    const forwards = labelDirectories(labels);
    const backwards = labelDirectories(labels.toReversed());
    for (const label of labels) expect(backwards.get(label)).toBe(forwards.get(label));
    expect(forwards.get(null)).toBe('unlabelled');
    expect(forwards.get('unlabelled')).not.toBe('unlabelled');
  });
});

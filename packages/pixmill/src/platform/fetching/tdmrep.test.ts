import { describe, expect, it } from 'vitest';
import { parseTdmFile, tdmFileStatement, tdmHeaderStatement } from './tdmrep.ts';

const ask = (entries: unknown, path: string) =>
  tdmFileStatement(parseTdmFile(JSON.stringify(entries)), new URL(path, 'https://example.org'));

describe('tdmrep.json', () => {
  it('answers with the first entry whose location matches', () => {
    const entries = [
      { location: '/photos/*', 'tdm-reservation': 1, 'tdm-policy': 'https://example.org/policy.json' },
      { location: '/press/*.jpg$', 'tdm-reservation': 0 },
      { location: '/press/', 'tdm-reservation': 1 },
    ];
    expect(ask(entries, '/photos/a.jpg')).toEqual({ reserved: true, policyUrl: 'https://example.org/policy.json' });
    expect(ask(entries, '/press/x/a.jpg')).toEqual({ reserved: false });
    expect(ask(entries, '/press/a.png')).toEqual({ reserved: true });
    expect(ask(entries, '/other')).toBeNull();
  });

  it.each([[2], ['1'], [null], [true], [undefined]])('takes a reservation of %j as unset', (value) => {
    expect(ask([{ location: '/', 'tdm-reservation': value }], '/a')).toBeNull();
  });

  it.each(['', 'not json', '{}', '[null, 1, {"location": 3}]', '[{"tdm-reservation": 1}]'])(
    'takes nothing from %j',
    (text) => {
      expect(tdmFileStatement(parseTdmFile(text), new URL('https://example.org/'))).toBeNull();
    },
  );

  it('records only http policies', () => {
    const entries = [{ location: '/', 'tdm-reservation': 1, 'tdm-policy': 'javascript:alert(1)' }];
    expect(ask(entries, '/a')).toEqual({ reserved: true });
  });
});

describe('tdm-reservation headers', () => {
  it.each([
    ['1', null, { reserved: true }],
    [' 1 ', 'https://example.org/p', { reserved: true, policyUrl: 'https://example.org/p' }],
    ['0', null, { reserved: false }],
    ['yes', null, null],
    ['', null, null],
    [null, 'https://example.org/p', null],
  ])('%j with policy %j → %j', (reservation, policy, expected) => {
    expect(tdmHeaderStatement(reservation, policy)).toEqual(expected);
  });
});

import { expect, it } from 'vitest';
import { contentSignalPreference, contentUsagePreference } from './content-usage.ts';

it.each([
  ['train-ai=n', 'n'],
  ['search=y, train-ai=n', 'n'],
  ['Train-AI = N', 'n'],
  ['train-ai=n;exception=ref', 'n'],
  ['train-ai=y', 'y'],
  ['train-ai=y, train-ai=n', 'n'],
  ['train-ai=n, train-ai=y', 'n'],
  ['bots=n', 'n'],
  ['bots=n, train-ai=y', 'y'],
  ['search=n', null],
  ['train-ai', null],
  ['train-ai=maybe', null],
  ['', null],
])('Content-Usage: %s → %s', (text, expected) => {
  expect(contentUsagePreference(text)).toBe(expected);
});

it.each([
  ['search=yes, ai-train=no', 'n'],
  ['ai-train=no, ai-train=yes', 'n'],
  ['ai-train=yes', 'y'],
  ['ai-input=no', null],
  ['', null],
])('Content-Signal: %s → %s', (text, expected) => {
  expect(contentSignalPreference(text)).toBe(expected);
});

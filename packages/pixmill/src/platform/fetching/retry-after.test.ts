import { describe, expect, it } from 'vitest';
import { backoffMs, parseRetryAfter, rateLimitPause } from './retry-after.ts';

const NOW = Date.UTC(2026, 10, 20, 12, 0, 0);

describe('Retry-After', () => {
  it.each([
    ['0', 0],
    ['120', 120_000],
    [' 7 ', 7000],
    ['86400', 900_000],
    ['99999999999999999999', 900_000],
    ['Fri, 20 Nov 2026 12:01:30 GMT', 90_000],
    ['Friday, 20-Nov-26 12:01:30 GMT', 90_000],
    ['Fri Nov 20 12:01:30 2026 GMT', 90_000],
    ['Fri, 20 Nov 2026 11:00:00 GMT', 0],
    ['Sat, 20 Nov 2027 12:00:00 GMT', 900_000],
    ['1.5', null],
    ['-1', null],
    ['soon', null],
    ['', null],
    [null, null],
  ])('%j → %j ms', (value, expected) => {
    expect(parseRetryAfter(value, NOW)).toBe(expected);
  });
});

describe('rate-limit headers', () => {
  it.each<readonly [Record<string, string>, number]>([
    [{}, 0],
    [{ 'x-ratelimit-remaining': '3', 'x-ratelimit-reset': '60' }, 0],
    [{ 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': '60' }, 60_000],
    [{ 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': String(NOW / 1000 + 30) }, 30_000],
    [{ 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': String(NOW + 30_000) }, 30_000],
    [{ 'ratelimit-remaining': '0', 'ratelimit-reset': '2' }, 2000],
    [{ 'x-rate-limit-remaining': '0', 'x-rate-limit-reset': '999999' }, 900_000],
    [{ 'x-ratelimit-remaining': '0' }, 5000],
    [{ 'x-ratelimit-remaining': 'none' }, 0],
  ])('%j → %j ms', (headers, expected) => {
    expect(rateLimitPause((name) => headers[name] ?? null, NOW)).toBe(expected);
  });
});

it('backs off up to a ceiling that doubles and is bounded', () => {
  for (let round = 0; round < 200; round += 1) {
    expect(backoffMs(1, 500, 8000)).toBeLessThanOrEqual(500);
    expect(backoffMs(3, 500, 8000)).toBeLessThanOrEqual(2000);
    expect(backoffMs(50, 500, 8000)).toBeLessThanOrEqual(8000);
  }
});

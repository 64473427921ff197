import { describe, expect, it } from 'vitest';
import { estimatedCompletion, inFlightOf, progressOf, type JobCounts } from './job-progress.rules.ts';

const counts = (given: Partial<JobCounts>): JobCounts => ({
  discovered: 0,
  downloaded: 0,
  kept: 0,
  duplicate: 0,
  rejected: 0,
  failed: 0,
  skipped: 0,
  dry: false,
  ...given,
});

const now = new Date('2026-11-20T08:00:00Z');
const before = (seconds: number): Date => new Date(now.getTime() - seconds * 1000);
const running = { status: 'running', target: 100 } as const;

describe('progress', () => {
  it.each([
    ['nothing is known', running, counts({}), 0],
    ['it has not begun', { status: 'pending', target: 100 } as const, counts({ discovered: 10, kept: 10 }), 0],
    ['half of the wanted are kept', running, counts({ discovered: 200, kept: 50 }), 50],
    ['more than wanted are kept', running, counts({ discovered: 200, kept: 120 }), 99],
    ['all that there is has nearly ended', running, counts({ discovered: 40, kept: 20, failed: 16, dry: true }), 90],
    [
      'it takes all that there is',
      { status: 'running', target: null } as const,
      counts({ discovered: 40, kept: 40 }),
      0,
    ],
    ['it has failed in the middle', { status: 'failed', target: 10 } as const, counts({ discovered: 9, kept: 3 }), 30],
    ['it is completed with less than wanted', { status: 'completed', target: 100 } as const, counts({ kept: 1 }), 100],
  ])('when %s', (_, job, known, percent) => {
    expect(progressOf(job, known)).toBe(percent);
  });

  it('counts what is in flight so that the sum is what was discovered', () => {
    const known = counts({ discovered: 30, kept: 9, duplicate: 8, rejected: 3, failed: 2, skipped: 1 });
    expect(inFlightOf(known)).toBe(7);
  });
});

describe('the estimated completion', () => {
  it('is when enough are kept at the rate of the newest ends', () => {
    // 20 kept in 10 s, 40 more are wanted.
    const ends = { ended: 50, kept: 20, since: before(10) };
    expect(estimatedCompletion({ target: 100, now }, counts({ discovered: 500, kept: 60 }), ends)).toEqual(before(-20));
  });

  it('is when nothing is left, if that is sooner', () => {
    const ends = { ended: 50, kept: 20, since: before(10) };
    const known = counts({ discovered: 70, kept: 20, failed: 25, dry: true });
    expect(estimatedCompletion({ target: 1_000_000, now }, known, ends)).toEqual(before(-5));
  });

  it.each([
    ['too few have ended', { ended: 4, kept: 4, since: before(1) }, 100],
    ['none was kept yet', { ended: 40, kept: 0, since: before(1) }, 100],
    ['nothing has ended', { ended: 0, kept: 0, since: null }, 100],
    ['all that there is is wanted, and more may come', { ended: 40, kept: 40, since: before(1) }, null],
  ])('is not told when %s', (_, ends, target) => {
    expect(estimatedCompletion({ target, now }, counts({ discovered: 100 }), ends)).toBe(null);
  });

  it('is no moment that no calendar has', () => {
    const ends = { ended: 50, kept: 1, since: before(1e12) };
    expect(estimatedCompletion({ target: 1e9, now }, counts({ discovered: 1 }), ends)).toBe(null);
  });
});

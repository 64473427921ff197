import { describe, expect, it } from 'vitest';
import type { DatasetRequest } from '../../library/dataset-request.ts';
import { labelGroups, planCrawl, progressOf, statusOf } from './dataset.rules.ts';

const request = (given: Partial<DatasetRequest>): DatasetRequest => ({
  keywords: [],
  categories: {},
  sources: ['openverse'],
  maxImages: 100,
  ...given,
});
const NOTHING = { total: 0, ofLabel: () => 0 };

describe('the labels of a dataset', () => {
  it('are its keywords, and its categories with all of their keywords', () => {
    expect(labelGroups({ keywords: ['Fox', 'fox'], categories: { birds: ['red kite', 'owl'] } })).toEqual([
      { label: 'Fox', keywords: ['Fox'] },
      { label: 'birds', keywords: ['red kite', 'owl'] },
    ]);
  });

  it('are one where a keyword and a category have the same name', () => {
    expect(labelGroups({ keywords: ['owl'], categories: { Owl: ['barn owl', 'OWL'], ' ': [], none: [] } })).toEqual([
      { label: 'owl', keywords: ['owl', 'barn owl'] },
    ]);
  });
});

describe('the crawl of a dataset', () => {
  it('gives every label the same share, whatever the number of its keywords', () => {
    const plan = planCrawl(
      request({ keywords: ['fox'], categories: { birds: ['kite', 'owl'] }, sources: ['a', 'b'], maxImages: 9 }),
      NOTHING,
    );
    expect(plan?.maxImages).toBe(9);
    expect(
      plan?.searches.map(({ source, query, label, targetGroup, target }) => [
        source,
        query,
        label,
        targetGroup,
        target,
      ]),
    ).toEqual([
      ['a', 'fox', 'fox', 0, 5],
      ['b', 'fox', 'fox', 0, 5],
      ['a', 'kite', 'birds', 1, 5],
      ['b', 'kite', 'birds', 1, 5],
      ['a', 'owl', 'birds', 1, 5],
      ['b', 'owl', 'birds', 1, 5],
    ]);
  });

  it('asks only for what is missing when it is built again', () => {
    const again = request({ keywords: ['fox', 'owl'], maxImages: 10 });
    const ofLabel = (label: string) => (label === 'fox' ? 5 : 2);
    expect(planCrawl(again, { total: 7, ofLabel })).toEqual({
      maxImages: 3,
      searches: [{ source: 'openverse', query: 'owl', label: 'owl', targetGroup: 0, target: 3 }],
    });
    expect(planCrawl(again, { total: 10, ofLabel: () => 5 })).toBeNull();
  });
});

describe('the state of a dataset', () => {
  it('follows from its job, then from its archive', () => {
    const jobs = ['pending', 'running', 'failed', 'cancelled', 'completed', null] as const;
    const archives = ['none', 'building', 'ready', 'failed', 'cancelled'] as const;
    const all = jobs.map((jobStatus) => archives.map((archiveStatus) => statusOf({ jobStatus, archiveStatus })));
    expect(all).toEqual([
      ['pending', 'pending', 'pending', 'pending', 'pending'],
      ['processing', 'processing', 'processing', 'processing', 'processing'],
      ['failed', 'failed', 'failed', 'failed', 'failed'],
      ['cancelled', 'cancelled', 'cancelled', 'cancelled', 'cancelled'],
      ['processing', 'processing', 'completed', 'failed', 'cancelled'],
      ['failed', 'processing', 'completed', 'failed', 'cancelled'],
    ]);
  });

  it('is 100 percent for completed ones only', () => {
    const counts = { collected: 50, discovered: 100, inFlight: 20, dry: false };
    const running = { jobStatus: 'running', archiveStatus: 'none' } as const;
    expect(progressOf({ jobStatus: 'pending', archiveStatus: 'none' }, 100, counts)).toBe(0);
    expect(progressOf(running, 100, counts)).toBe(47);
    expect(progressOf(running, 100, { ...counts, dry: true })).toBe(76);
    expect(progressOf(running, 10, counts)).toBe(94);
    expect(progressOf({ jobStatus: 'completed', archiveStatus: 'building' }, 100, counts)).toBe(95);
    expect(progressOf({ jobStatus: 'completed', archiveStatus: 'ready' }, 100, counts)).toBe(100);
  });
});

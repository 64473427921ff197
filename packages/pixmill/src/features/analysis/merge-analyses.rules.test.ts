import { describe, expect, test } from 'vitest';
import type { AnalysisResult } from '../../library/analysis.schema.ts';
import type { AnalysisMark } from '../../library/analysis.schema.ts';
import { mergeAnalyses, withoutAnalyses, type Described } from './merge-analyses.rules.ts';

const result = (tags: readonly string[], description: string | null = null): AnalysisResult => ({
  tags: tags.map((name) => ({ name, confidence: 0.5, from: 'test' })),
  description,
  facts: {},
});
/** Merges as an analysis does that follows others. */
const merge = (
  image: Described,
  { before, results }: { before: readonly AnalysisMark[]; results: readonly AnalysisResult[] },
) => mergeAnalyses(withoutAnalyses(image, before), results);
const image = { tags: ['Kite'], description: null, edited: [] } as const;

describe('what analysers found', () => {
  test('is added to what the source said, each tag once whatever its case', () => {
    const merged = merge(image, { before: [], results: [result(['kite', 'bird']), result(['bird', 'sky'])] });
    expect(merged.tags).toEqual(['Kite', 'bird', 'sky']);
    expect(merged.written.map(({ tags }) => tags)).toEqual([['bird'], ['sky']]);
  });

  test('fills an empty description, the first analyser that has one; the source keeps its own', () => {
    const results = [result([]), result([], 'A bird.'), result([], 'A sky.')];
    const merged = merge(image, { before: [], results });
    expect(merged.description).toBe('A bird.');
    expect(merged.written.map(({ description }) => description)).toEqual([null, 'A bird.', null]);
    const own = merge({ ...image, description: 'Of the source.' }, { before: [], results });
    expect(own.description).toBe('Of the source.');
  });

  test('replaces what an earlier analysis wrote, and nothing else', () => {
    const before = [{ tags: ['bird', 'sky'], description: 'A bird.' }];
    const merged = merge(
      { tags: ['Kite', 'bird', 'sky'], description: 'A bird.', edited: [] },
      { before, results: [result(['hawk'], 'A hawk.')] },
    );
    expect(merged).toMatchObject({ tags: ['Kite', 'hawk'], description: 'A hawk.' });
  });

  test('is gone again when the next analysis finds nothing', () => {
    const before = [{ tags: ['bird'], description: 'A bird.' }];
    const merged = merge(
      { tags: ['Kite', 'bird'], description: 'A bird.', edited: [] },
      { before, results: [result([])] },
    );
    expect(merged).toMatchObject({ tags: ['Kite'], description: null });
  });

  test('never touches what a person wrote', () => {
    const edited = { tags: ['mine', 'bird'], description: null, edited: ['tags', 'description'] } as const;
    const before = [{ tags: ['bird'], description: 'A bird.' }];
    expect(merge(edited, { before, results: [result(['sky'], 'A sky.')] })).toEqual({
      tags: ['mine', 'bird'],
      description: null,
      written: [{ tags: [], description: null }],
    });
  });

  test('is bounded', () => {
    const many = Array.from({ length: 200 }, (_, index) => `tag ${index}`);
    expect(merge(image, { before: [], results: [result(many)] }).tags).toHaveLength(50);
  });
});

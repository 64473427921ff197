import { describe, expect, it } from 'vitest';
import { assertLearnable, chooseExamples, learnableLabels } from './examples.rules.ts';

const counts = (given: Readonly<Record<string, number>>) => new Map(Object.entries(given));

describe('labels that can be learned', () => {
  it('have two examples at least', () => {
    expect(learnableLabels(counts({ owl: 2, cat: 3, fox: 1 }))).toEqual({ labels: ['cat', 'owl'], leftOut: ['fox'] });
    expect(() => assertLearnable(counts({ owl: 2, cat: 3, fox: 1 }))).not.toThrow();
  });

  it('are two at least', () => {
    expect(() => assertLearnable(counts({}))).toThrow('has a label to learn from');
    expect(() => assertLearnable(counts({ cat: 9 }))).toThrow('have the label "cat"');
    expect(() => assertLearnable(counts({ cat: 9, dog: 1 }))).toThrow('"dog"');
    const many = Object.fromEntries(Array.from({ length: 20 }, (_, index) => [`label ${index}`, 1]));
    expect(() => assertLearnable(counts(many))).toThrow('and 15 more');
  });
});

describe('examples that are learned from', () => {
  it('are all while they are few, in their order', () => {
    expect(chooseExamples(Int32Array.from([1, -1, 0, -2, 1]), 2)).toEqual([0, 2, 4]);
  });

  it('are of each label its share when they are many, and more of rare ones', () => {
    const labels = Int32Array.from({ length: 50_000 }, (_, index) =>
      index % 1000 === 0 ? 2 : index % 4 === 0 ? 1 : 0,
    );
    const chosen = chooseExamples(labels, 3);
    const of = (label: number): number => chosen.filter((index) => labels[index] === label).length;
    expect(chosen.length).toBeLessThanOrEqual(10_012);
    expect(of(2)).toBe(12);
    expect(of(0) / of(1)).toBeCloseTo(3, 1);
    expect(chosen).toEqual(chosen.toSorted((a, b) => a - b));
    expect(chooseExamples(labels, 3)).toEqual(chosen);
    // Not only those that came first.
    expect(chosen.filter((index) => index >= 25_000).length / chosen.length).toBeCloseTo(0.5, 1);
  });

  it('are fewer where labels are many', () => {
    const labels = Int32Array.from({ length: 20_000 }, (_, index) => index % 200);
    const chosen = chooseExamples(labels, 200);
    expect(chosen.length).toBeLessThanOrEqual(3000);
    expect(new Set(chosen.map((index) => labels[index])).size).toBe(200);
  });
});

import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { CleanvisionScores } from '../imaging/inspection.ts';
import { QUALITY_CHECKS } from '../imaging/quality-thresholds.ts';
import { qualityScore } from './quality-score.ts';

const PERFECT: CleanvisionScores = { dark: 1, light: 1, oddAspectRatio: 1, lowInformation: 1, blurry: 1 };
const share = fc.double({ min: 0, max: 1, noNaN: true });
const scores = fc.record({ dark: share, light: share, oddAspectRatio: share, lowInformation: share, blurry: share });
const side = fc.integer({ min: 1, max: 20_000 });
const image = fc.record({ width: side, height: side, scores });
const NAMES = ['dark', 'light', 'oddAspectRatio', 'lowInformation', 'blurry'] as const;

describe('the quality of an image', () => {
  it('is 0 to 100 with one decimal', () => {
    fc.assert(
      fc.property(image, (given) => {
        const score = qualityScore(given);
        expect(score).toBeGreaterThanOrEqual(0);
        expect(score).toBeLessThanOrEqual(100);
        expect(Math.abs(score * 10 - Math.round(score * 10))).toBeLessThan(1e-9);
      }),
    );
  });

  it('is 100 for a large picture without fault, and less for the same picture in small', () => {
    expect(qualityScore({ width: 1024, height: 1024, scores: PERFECT })).toBe(100);
    expect(qualityScore({ width: 4000, height: 3000, scores: PERFECT })).toBe(100);
    expect(qualityScore({ width: 256, height: 256, scores: PERFECT })).toBe(75);
    expect(qualityScore({ width: 64, height: 64, scores: PERFECT })).toBe(50);
    expect(qualityScore({ width: 32, height: 32, scores: PERFECT })).toBe(25);
  });

  it('never falls when one of the scores or the size rises', () => {
    fc.assert(
      fc.property(image, fc.constantFrom(...NAMES), share, side, (given, name, rise, larger) => {
        const before = qualityScore(given);
        const better = { ...given.scores, [name]: Math.min(1, given.scores[name] + rise) };
        expect(qualityScore({ ...given, scores: better })).toBeGreaterThanOrEqual(before);
        expect(qualityScore({ ...given, width: given.width + larger })).toBeGreaterThanOrEqual(before);
      }),
    );
  });

  it('is below 50 for whatever fails one of the checks', () => {
    fc.assert(
      fc.property(
        image,
        fc.constantFrom(...NAMES),
        fc.double({ min: 0, max: 0.999, noNaN: true }),
        (given, name, part) => {
          const failing = { ...given.scores, [name]: QUALITY_CHECKS[name].threshold * part };
          expect(qualityScore({ ...given, scores: failing })).toBeLessThan(50);
        },
      ),
    );
  });
});

/** What every analyser keeps to, whatever it looks with. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ImageRow } from '../../library/schema.ts';
import type { Analyser, AnalysisOutcome } from './analyser.ts';

/** An analyser, and images for it to look at. */
export type AnalyserUnderTest = {
  readonly analyser: Analyser;
  /** At least three that are fine, none like another. */
  readonly images: readonly ImageRow[];
  /** Its bytes are no picture any more. */
  readonly broken: ImageRow;
  /** Its bytes are gone. */
  readonly gone: ImageRow;
  readonly close: () => Promise<void>;
};

const saidOf = (outcome: AnalysisOutcome | undefined): unknown => {
  if (outcome?.ok !== true) return outcome?.error;
  const vectors = outcome.embeddings?.map(({ model, vector }) => [model, ...vector]) ?? [];
  return { ...outcome.result, vectors };
};

/** Runs the suite for one analyser. `seesPixels` says whether a broken picture is anything to it. */
export const describeAnalyserContract = (
  name: string,
  open: () => Promise<AnalyserUnderTest>,
  { seesPixels }: { readonly seesPixels: boolean },
): void => {
  describe(`the analyser ${name}`, () => {
    let subject: AnalyserUnderTest;
    beforeAll(async () => {
      subject = await open();
    }, 60_000);
    afterAll(() => subject.close());

    const look = (images: readonly ImageRow[], signal = new AbortController().signal) =>
      subject.analyser.analyse(images, signal);

    it('has a name, and a version from 1', () => {
      expect(subject.analyser.name).toBe(name);
      expect(Number.isInteger(subject.analyser.version) && subject.analyser.version >= 1).toBe(true);
    });

    it('has one outcome for each image, in their order', async () => {
      const forwards = await look(subject.images);
      const backwards = await look(subject.images.toReversed());
      expect(forwards.every(({ ok }) => ok)).toBe(true);
      expect(backwards.map(saidOf).toReversed()).toEqual(forwards.map(saidOf));
      expect(new Set(forwards.map((outcome) => JSON.stringify(saidOf(outcome)))).size).toBe(subject.images.length);
    });

    it('has nothing to say of no images', async () => {
      expect(await look([])).toEqual([]);
    });

    it('says the same of the same image, alone or among others', async () => {
      const [image] = subject.images;
      if (image === undefined) throw new Error('There is no image.');
      const alone = await look([image]);
      const twice = await look([image, image]);
      const among = await look(subject.images);
      for (const outcome of [...twice, among[0]]) expect(saidOf(outcome)).toEqual(saidOf(alone[0]));
    });

    it('fails at an image for this image only, with a sentence', async () => {
      const [first, second, third] = subject.images;
      if (first === undefined || second === undefined || third === undefined)
        throw new Error('Three images are needed.');
      const outcomes = await look([first, subject.broken, second, subject.gone, third]);
      const fine = await look([first, second, third]);
      expect([outcomes[0], outcomes[2], outcomes[4]].map(saidOf)).toEqual(fine.map(saidOf));
      const faults = outcomes.flatMap((outcome) => (outcome.ok ? [] : [outcome]));
      expect(faults).toHaveLength(seesPixels ? 2 : 0);
      for (const { error, again } of faults) {
        expect(error).toMatch(/^[A-Z].{10,300}[.!?…]$/);
        // The image is at fault: coming back would not help.
        expect(again).toBeUndefined();
      }
    });

    it('says what fits everywhere, with confidences from 0 to 1', async () => {
      for (const outcome of await look(subject.images)) {
        if (!outcome.ok) throw new Error(outcome.error);
        const { tags, description, facts } = outcome.result;
        expect(tags.length).toBeLessThanOrEqual(50);
        for (const { name: tag, confidence, from } of tags) {
          expect(tag).toMatch(/^[^\p{Cc}]{1,60}$/u);
          expect(tag.trim()).toBe(tag);
          expect(confidence >= 0 && confidence <= 1).toBe(true);
          expect(from).not.toBe('');
        }
        expect(new Set(tags.map(({ name: tag }) => tag.toLowerCase())).size).toBe(tags.length);
        expect(description?.length ?? 0).toBeLessThanOrEqual(1_000);
        expect(description).not.toBe('');
        expect(JSON.stringify(facts).length).toBeLessThan(64 * 1024);
        expect(JSON.parse(JSON.stringify(facts))).toEqual(facts);
      }
    });

    it('gives embeddings of unit length, each of a model', async () => {
      for (const outcome of await look(subject.images)) {
        for (const { model, version, vector } of (outcome.ok && outcome.embeddings) || []) {
          expect(model).not.toBe('');
          expect(version).toBeGreaterThanOrEqual(1);
          expect(Math.hypot(...vector)).toBeCloseTo(1, 4);
        }
      }
    });

    it('stops when it is aborted', async () => {
      const controller = new AbortController();
      controller.abort(new Error('enough'));
      await expect(look(subject.images, controller.signal)).rejects.toThrow('enough');
    });
  });
};

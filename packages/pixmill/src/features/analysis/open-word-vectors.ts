import type { StoredModel } from '../../models/model-store.ts';
import type { Models } from '../../models/open-models.ts';
import { readLabels } from '../../models/read-labels.ts';
import { dualOf } from '../../models/text-models.ts';
import { sentenceOf, type WordVector } from './open-vocabulary.rules.ts';

/** Words that are looked for at once. */
const MOST_WORDS = 2000;

/** Tells the words that a dual encoder looks for in pictures of a project, with their vectors. Throws `model.*`. */
export type WordVectors = (model: StoredModel, projectId: string) => Promise<readonly WordVector[]>;

/** Opens the vectors of words: made when they are first asked for, and kept as long as this is. */
export const openWordVectors = ({
  models,
  labelsOf,
}: {
  readonly models: Pick<Models, 'embedText'>;
  readonly labelsOf: (projectId: string) => Promise<readonly string[]>;
}): WordVectors => {
  const kept = new Map<string, Promise<readonly WordVector[]>>();

  const make = async (model: StoredModel, projectId: string): Promise<readonly WordVector[]> => {
    const words = dualOf(model.manifest)?.words;
    if (words === undefined) return [];
    const listed = words.vocabulary === undefined ? labelsOf(projectId) : readLabels(model, words.vocabulary);
    const vocabulary = new Set((await listed).map((word) => word.trim()).filter((word) => word !== ''));
    return Promise.all(
      [...vocabulary].slice(0, MOST_WORDS).map(async (word) => {
        return { word, vector: await models.embedText(model, sentenceOf(word, words)) };
      }),
    );
  };

  return (model, projectId) => {
    const key = JSON.stringify([model.folder, projectId]);
    const known = kept.get(key);
    if (known !== undefined) return known;
    const made = make(model, projectId);
    kept.set(key, made);
    made.catch(() => kept.delete(key));
    return made;
  };
};

import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Tokenizer } from '@huggingface/tokenizers';
import { messageOf } from './load-session.ts';
import type { DualOutput } from './model-output.ts';
import type { StoredModel } from './model-store.ts';
import { modelError } from './models.errors.ts';

/** Numbers of the tokens of a text, not more than the model takes. */
export type Tokenize = (text: string) => readonly number[];

/** More than a token has on average in any language; what is longer is cut, so that no text takes long. */
const MOST_CHARACTERS_A_TOKEN = 16;

const readObject = async (path: string): Promise<object> => {
  const value: unknown = JSON.parse(await readFile(path, 'utf8'));
  if (typeof value !== 'object' || value === null) throw new TypeError('it holds no object');
  return value;
};

/**
 * Loads the tokenizer of a model and makes something of it. Throws `model.no_runtime`, `model.unreadable`; the latter also for
 * what `make` throws.
 */
export const loadTokenizer = async <Result>(
  { manifest: { name }, folder }: StoredModel,
  { tokenizer: file, tokenizerConfig }: Pick<DualOutput['text'], 'tokenizer' | 'tokenizerConfig'>,
  make: (tokenizer: Tokenizer) => Result,
): Promise<Result> => {
  const { Tokenizer } = await import('@huggingface/tokenizers').catch((error: unknown) => {
    throw modelError('model.no_runtime', { problem: messageOf(error) }, { cause: error });
  });
  try {
    const config = tokenizerConfig === undefined ? {} : await readObject(join(folder, tokenizerConfig));
    return make(new Tokenizer(await readObject(join(folder, file)), config));
  } catch (error) {
    throw modelError('model.unreadable', { name, file, problem: messageOf(error) }, { cause: error });
  }
};

/** Opens the tokenizer of a dual encoder. Throws `model.no_runtime`, `model.unreadable`. */
export const openTokenizer = (model: StoredModel, text: DualOutput['text']): Promise<Tokenize> => {
  const { length, lowercase = false } = text;
  return loadTokenizer(model, text, (tokenizer) => {
    // What it puts behind every text: models read their result off it, so it stays where the text is cut.
    const last = tokenizer.encode('').ids.at(-1);
    return (given) => {
      const start = given.slice(0, length * MOST_CHARACTERS_A_TOKEN);
      const encoded = tokenizer.encode(lowercase ? start.toLowerCase() : start);
      // A vocabulary without a token for what it does not know has none for it.
      const ids = encoded.ids.filter(Number.isInteger);
      if (ids.length <= length) return ids;
      return last !== undefined && ids.at(-1) === last ? [...ids.slice(0, length - 1), last] : ids.slice(0, length);
    };
  });
};

import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
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

/** Opens the tokenizer of a dual encoder. Throws `model.no_runtime`, `model.unreadable`. */
export const openTokenizer = async (
  { manifest, folder }: StoredModel,
  { tokenizer: file, tokenizerConfig, length, lowercase = false }: DualOutput['text'],
): Promise<Tokenize> => {
  const { Tokenizer } = await import('@huggingface/tokenizers').catch((error: unknown) => {
    throw modelError('model.no_runtime', { problem: messageOf(error) }, { cause: error });
  });
  const unreadable = (error: unknown): Error =>
    modelError('model.unreadable', { name: manifest.name, file, problem: messageOf(error) }, { cause: error });
  try {
    const config = tokenizerConfig === undefined ? {} : await readObject(join(folder, tokenizerConfig));
    const tokenizer = new Tokenizer(await readObject(join(folder, file)), config);
    // What it puts behind every text: models read their result off it, so it stays where the text is cut.
    const last = tokenizer.encode('').ids.at(-1);
    return (text) => {
      const start = text.slice(0, length * MOST_CHARACTERS_A_TOKEN);
      const encoded = tokenizer.encode(lowercase ? start.toLowerCase() : start);
      // A vocabulary without a token for what it does not know has none for it.
      const ids = encoded.ids.filter(Number.isInteger);
      if (ids.length <= length) return ids;
      return last !== undefined && ids.at(-1) === last ? [...ids.slice(0, length - 1), last] : ids.slice(0, length);
    };
  } catch (error) {
    throw unreadable(error);
  }
};

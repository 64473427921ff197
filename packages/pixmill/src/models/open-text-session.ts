import { checkFiles } from './file-digest.ts';
import { loadRuntime, loadSession, messageOf, missingName, tokenTensor, toOutput } from './load-session.ts';
import type { StoredModel } from './model-store.ts';
import { modelError } from './models.errors.ts';
import { openTokenizer } from './open-tokenizer.ts';
import { unitVector } from './outputs/vectors.ts';
import { dualOf } from './text-models.ts';

/** The half of a dual encoder that reads texts, loaded. */
export type TextSession = {
  /** A vector of unit length for each text, to be compared with those of pictures; not more at once than its manifest says. */
  readonly embed: (texts: readonly string[]) => Promise<readonly Float32Array[]>;
  readonly close: () => Promise<void>;
};

/**
 * Loads the text half of a dual encoder. Throws `model.no_text`, `model.no_runtime`, `model.unreadable`, `model.too_large`,
 * `model.wrong_inputs`, `model.missing_file`, `model.wrong_file`.
 */
export const openTextSession = async (model: StoredModel): Promise<TextSession> => {
  const { manifest, folder } = model;
  const { name } = manifest;
  const dual = dualOf(manifest);
  if (dual === undefined) throw modelError('model.no_text', { name });
  const { text, dimensions } = dual;
  await checkFiles(manifest, folder, { reads: 'lengths' });
  const tokenize = await openTokenizer(model, text);
  const runtime = await loadRuntime();
  const session = await loadSession(runtime, model, text.file);
  const wrong = (problem: string): Error => modelError('model.wrong_inputs', { name, problem });
  const missing = missingName(session, {
    inputs: [text.ids, ...(text.mask === undefined ? [] : [text.mask])],
    outputs: [text.tensor],
  });
  if (missing !== null) {
    await session.release();
    throw wrong(missing);
  }

  return {
    embed: async (texts) => {
      const rows = texts.map(tokenize);
      const length = text.padding === 'fixed' ? text.length : Math.max(1, ...rows.map((row) => row.length));
      const fill = (row: readonly number[], filler: number): number[] => [
        ...row,
        ...Array.from({ length: length - row.length }, () => filler),
      ];
      const ids = rows.map((row) => fill(row, text.padWith));
      const ones = rows.map((row) =>
        fill(
          row.map(() => 1),
          0,
        ),
      );
      const feeds = {
        [text.ids]: tokenTensor(runtime, session, { input: text.ids, rows: ids }),
        ...(text.mask === undefined
          ? {}
          : { [text.mask]: tokenTensor(runtime, session, { input: text.mask, rows: ones }) }),
      };
      const given = await session.run(feeds, [text.tensor]).catch((error: unknown) => {
        throw wrong(messageOf(error));
      });
      const tensor = given[text.tensor];
      const data = tensor === undefined ? new Float32Array() : toOutput(tensor).data;
      if (data.length !== texts.length * dimensions) {
        const found = data.length / texts.length;
        throw wrong(`its output "${text.tensor}" has ${found} values a text instead of ${dimensions}`);
      }
      if (!data.every(Number.isFinite)) throw modelError('model.no_number', { name });
      return texts.map((_, index) => unitVector(data.subarray(index * dimensions, (index + 1) * dimensions)));
    },
    close: () => session.release(),
  };
};

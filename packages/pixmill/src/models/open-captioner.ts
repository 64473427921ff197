import type * as Runtime from 'onnxruntime-node';
import type { InferenceSession, Tensor } from 'onnxruntime-node';
import type { OutputTensor } from './findings.ts';
import { loadSession, messageOf, missingName, tokenTensor } from './load-session.ts';
import type { CaptionOutput } from './model-output.ts';
import type { StoredModel } from './model-store.ts';
import { modelError } from './models.errors.ts';
import { loadTokenizer } from './open-tokenizer.ts';
import { writeTokens, type TextSoFar } from './outputs/write-tokens.ts';
import { captionerOf } from './text-models.ts';

/** The half of a captioner that writes, loaded. */
export type Captioner = {
  /** A text for each picture of a batch, from the tensors that the other half made of them. */
  readonly write: (tensors: ReadonlyMap<string, OutputTensor>, count: number) => Promise<readonly string[]>;
  readonly close: () => Promise<void>;
};

/** What takes longer for one batch is given up: other pictures and models wait for the thread. */
const MOST_SECONDS = 60;

const listOf = (...names: readonly (string | undefined)[]): string[] => names.filter((name) => name !== undefined);

/** What a manifest says of the writing half and its session has not, or `null`. */
const problemOf = (session: InferenceSession, { text }: CaptionOutput): string | null => {
  const inputs = listOf(text.ids, text.states, text.mask, text.statesMask);
  const missing = missingName(session, { inputs, outputs: [text.tensor] });
  if (missing !== null) return missing;
  const more = session.inputNames.filter((name) => !inputs.includes(name));
  if (more.length > 0) return `it also wants ${more.slice(0, 3).join(', ')}, which its manifest does not name`;
  const typeOf = (metadata: readonly InferenceSession.ValueMetadata[], name: string): string => {
    const found = metadata.find((each) => each.name === name);
    return found?.isTensor === true ? found.type : 'no tensor';
  };
  const states = typeOf(session.inputMetadata, text.states);
  if (states !== 'float32') return `its input "${text.states}" takes ${states}, not float32`;
  const scores = typeOf(session.outputMetadata, text.tensor);
  return scores === 'float32' ? null : `its output "${text.tensor}" gives ${scores}, not float32`;
};

/** States of some pictures of a batch. */
const statesOf = ({ data, dims }: OutputTensor, pictures: readonly number[]): OutputTensor => {
  const [count = 0, ...rest] = dims;
  if (pictures.length === count) return { data, dims };
  const size = data.length / count;
  const some = new Float32Array(size * pictures.length);
  for (const [index, picture] of pictures.entries()) {
    some.set(data.subarray(picture * size, (picture + 1) * size), index * size);
  }
  return { data: some, dims: [pictures.length, ...rest] };
};

/**
 * Loads the half of a captioner that writes; `null` for a model that is none. Throws `model.no_runtime`, `model.unreadable`,
 * `model.too_large`, `model.wrong_inputs`.
 */
export const openCaptioner = async (runtime: typeof Runtime, model: StoredModel): Promise<Captioner | null> => {
  const output = captionerOf(model.manifest);
  if (output === undefined) return null;
  const { name } = model.manifest;
  const { text } = output;
  const wrong = (problem: string): Error => modelError('model.wrong_inputs', { name, problem });
  const tokenizer = await loadTokenizer(model, text, (loaded) => loaded);
  const session = await loadSession(runtime, model, text.file);
  const problem = problemOf(session, output);
  if (problem !== null) {
    await session.release();
    throw wrong(problem);
  }

  /** Scores after the last token of each text. */
  const scoreNext = async (states: OutputTensor, texts: readonly TextSoFar[]): Promise<readonly Float32Array[]> => {
    const seen = statesOf(
      states,
      texts.map(({ picture }) => picture),
    );
    const ids = texts.map(({ tokens }) => tokens);
    const length = ids[0]?.length ?? 0;
    const ones = (input: string | undefined, columns: number): Record<string, Tensor> => {
      const row = Array.from({ length: columns }, () => 1);
      return input === undefined
        ? {}
        : { [input]: tokenTensor(runtime, session, { input, rows: texts.map(() => row) }) };
    };
    const feeds = {
      [text.ids]: tokenTensor(runtime, session, { input: text.ids, rows: ids }),
      [text.states]: new runtime.Tensor('float32', seen.data, seen.dims),
      ...ones(text.mask, length),
      ...ones(text.statesMask, seen.dims[1] ?? 0),
    };
    const given = await session.run(feeds, [text.tensor]).catch((error: unknown) => {
      throw wrong(messageOf(error));
    });
    const { data, dims = [] } = given[text.tensor] ?? {};
    const tokens = dims[2] ?? 0;
    if (!(data instanceof Float32Array) || dims.length !== 3 || dims[0] !== texts.length || dims[1] !== length) {
      throw wrong(`its output "${text.tensor}" is [${dims.join(', ')}], not [${texts.length}, ${length}, tokens]`);
    }
    return texts.map((_, index) =>
      data.subarray((index * length + length - 1) * tokens, (index + 1) * length * tokens),
    );
  };

  const toText = (tokens: readonly number[]): string => {
    const unknown = tokens.find((token) => tokenizer.id_to_token(token) === undefined);
    if (unknown !== undefined) throw wrong(`it wrote the token ${unknown}, which ${text.tokenizer} lacks`);
    return tokens.length === 0 ? '' : tokenizer.decode([...tokens], { skip_special_tokens: true });
  };

  return {
    write: async (tensors, count) => {
      const states = tensors.get(output.tensor) ?? { data: new Float32Array(), dims: [] };
      if (states.dims.length !== 3 || states.dims[0] !== count) {
        throw wrong(`its output "${output.tensor}" is [${states.dims.join(', ')}], not [${count}, positions, values]`);
      }
      const until = performance.now() + MOST_SECONDS * 1000;
      const isLate = (): boolean => performance.now() > until;
      const written = await writeTokens((texts) => scoreNext(states, texts), { ...text, count, isLate });
      if (written === 'no_number') throw modelError('model.no_number', { name });
      if (written === 'no_end') throw modelError('model.no_end', { name, most: text.most });
      if (written === 'late') throw modelError('model.too_slow', { name, seconds: MOST_SECONDS });
      return written.map(toText);
    },
    close: () => session.release(),
  };
};

import { join } from 'node:path';
import type * as Runtime from 'onnxruntime-node';
import type { InferenceSession, Tensor } from 'onnxruntime-node';
import type { OutputTensor } from './findings.ts';
import type { StoredModel } from './model-store.ts';
import { modelError } from './models.errors.ts';

/** What an error says, as the part of a sentence. */
export const messageOf = (error: unknown): string =>
  (error instanceof Error ? error.message : String(error)).slice(0, 300);

/** Loads what runs models. Throws `model.no_runtime`. */
export const loadRuntime = async (): Promise<typeof Runtime> => {
  try {
    return await import('onnxruntime-node');
  } catch (error) {
    throw modelError('model.no_runtime', { problem: messageOf(error) }, { cause: error });
  }
};

const OUT_OF_MEMORY = /bad_alloc|out of memory|failed to allocate/i;

/** Loads one file of a model, on one thread. Throws `model.unreadable`, `model.too_large`. */
export const loadSession = async (
  runtime: typeof Runtime,
  { manifest: { name, files }, folder }: StoredModel,
  file: string,
): Promise<InferenceSession> => {
  const tooLarge = (problem: string): Error => modelError('model.too_large', { name, problem });
  const bytes = files.reduce((sum, each) => sum + each.bytes, 0);
  const free = process.availableMemory();
  if (bytes > free) throw tooLarge(`it takes ${bytes} bytes, and ${free} are free`);
  try {
    return await runtime.InferenceSession.create(join(folder, file), {
      intraOpNumThreads: 1,
      interOpNumThreads: 1,
      executionMode: 'sequential',
      logSeverityLevel: 4,
    });
  } catch (error) {
    const problem = messageOf(error);
    if (OUT_OF_MEMORY.test(problem)) throw tooLarge(problem);
    throw modelError('model.unreadable', { name, file, problem }, { cause: error });
  }
};

/** A tensor as plain numbers, whatever their type was. */
export const toOutput = ({ dims, data }: Tensor): OutputTensor => ({
  dims,
  data: data instanceof Float32Array ? data : Float32Array.from(Array.from(data, Number)),
});

/** The first name of a tensor that a manifest gives and a session lacks, as the part of a sentence; `null` when it has all. */
export const missingName = (
  { inputNames, outputNames }: Pick<InferenceSession, 'inputNames' | 'outputNames'>,
  { inputs, outputs }: { readonly inputs: readonly string[]; readonly outputs: readonly string[] },
): string | null => {
  const input = inputs.find((name) => !inputNames.includes(name));
  if (input !== undefined) return `it has no input "${input}" but ${inputNames.join(', ')}`;
  const output = outputs.find((name) => !outputNames.includes(name));
  return output === undefined ? null : `it has no output "${output}" but ${outputNames.join(', ')}`;
};

/** Whole numbers for an input, row by row, in the type that it takes; all rows are of one length. */
export const tokenTensor = (
  runtime: typeof Runtime,
  { inputMetadata }: Pick<InferenceSession, 'inputMetadata'>,
  { input, rows }: { readonly input: string; readonly rows: readonly (readonly number[])[] },
): Tensor => {
  const values = rows.flat();
  const dims = [rows.length, rows[0]?.length ?? 0];
  const metadata = inputMetadata.find(({ name }) => name === input);
  return metadata?.isTensor === true && metadata.type === 'int32'
    ? new runtime.Tensor('int32', Int32Array.from(values), dims)
    : new runtime.Tensor('int64', BigInt64Array.from(values, BigInt), dims);
};

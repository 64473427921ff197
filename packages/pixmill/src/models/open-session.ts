import type { InferenceSession } from 'onnxruntime-node';
import { checkFiles } from './file-digest.ts';
import type { Findings, OutputTensor, SeenSize } from './findings.ts';
import { createInputWriter, type SmallPicture } from './input-values.ts';
import { loadRuntime, loadSession, messageOf, missingName, toOutput } from './load-session.ts';
import type { StoredModel } from './model-store.ts';
import { modelError } from './models.errors.ts';
import { openCaptioner } from './open-captioner.ts';
import { readLabels } from './read-labels.ts';
import { problemOfShape, readFindings, tensorsOf } from './read-findings.ts';

/** A model that is loaded. */
export type ModelSession = {
  /** What it says of pictures of one size, in their order; not more at once than its manifest says. */
  readonly run: (pictures: readonly SeenPicture[]) => Promise<readonly Findings[]>;
  readonly close: () => Promise<void>;
};

/** A small picture, and which part of it the whole picture takes. */
export type SeenPicture = SmallPicture & Pick<SeenSize, 'shown'>;

/** Names of classes by the file that holds them. */
const labelsByFile = async (model: StoredModel): Promise<ReadonlyMap<string, readonly string[]>> => {
  const files = model.manifest.outputs.flatMap((output) =>
    'labels' in output && 'file' in output.labels ? [output.labels.file] : [],
  );
  return new Map(await Promise.all(files.map(async (file) => [file, await readLabels(model, { file })] as const)));
};

/** What a manifest says and a session lacks, or `null`. */
const missingTensor = ({ manifest }: StoredModel, session: InferenceSession): string | null => {
  const { input, outputs } = manifest;
  const metadata = session.inputMetadata.find(({ name }) => name === input.name);
  if (metadata?.isTensor === true && metadata.type !== input.type) {
    return `its input "${input.name}" takes ${metadata.type}, not ${input.type}`;
  }
  const wanted = outputs.flatMap(tensorsOf);
  const half = session.outputMetadata.find(
    (each) => each.isTensor && each.type === 'float16' && wanted.includes(each.name),
  );
  if (half !== undefined) return `its output "${half.name}" gives float16, not float32`;
  return missingName(session, { inputs: [input.name], outputs: wanted });
};

/**
 * Loads a model for one thread. Throws `model.no_runtime`, `model.unreadable`, `model.too_large`, `model.wrong_inputs`,
 * `model.missing_file`, `model.wrong_file`.
 */
export const openSession = async (model: StoredModel): Promise<ModelSession> => {
  const { manifest, folder } = model;
  const { name, input, outputs } = manifest;
  await checkFiles(manifest, folder, { reads: 'lengths' });
  const labels = await labelsByFile(model);
  const runtime = await loadRuntime();
  const session = await loadSession(runtime, model, manifest.files[0]?.name ?? '');
  const wrong = (problem: string): Error => modelError('model.wrong_inputs', { name, problem });
  const missing = missingTensor(model, session);
  if (missing !== null) {
    await session.release();
    throw wrong(missing);
  }
  const captioner = await openCaptioner(runtime, model).catch(async (error: unknown) => {
    await session.release();
    throw error;
  });
  const write = createInputWriter(input);

  const runOn = async (pictures: readonly SeenPicture[]): Promise<ReadonlyMap<string, OutputTensor>> => {
    const { data, dims } = write(pictures);
    const tensor =
      data instanceof Uint8Array ? new runtime.Tensor('uint8', data, dims) : new runtime.Tensor('float32', data, dims);
    const given = await session.run({ [input.name]: tensor }).catch((error: unknown) => {
      throw wrong(messageOf(error));
    });
    return new Map(Object.entries(given).map(([tensorName, value]) => [tensorName, toOutput(value)]));
  };

  return {
    run: async (pictures) => {
      const tensors = await runOn(pictures);
      const found = pictures.map(({ width, height, shown }, index) => {
        const one = { index, count: pictures.length, seen: { width, height, shown } };
        const problem = problemOfShape(tensors, { outputs, ...one });
        if (problem !== null) throw wrong(problem);
        const findings = readFindings(tensors, {
          outputs,
          names: (given) => ('file' in given ? (labels.get(given.file) ?? []) : given),
          ...one,
        });
        if (findings.embedding?.every(Number.isFinite) === false) throw modelError('model.no_number', { name });
        return findings;
      });
      if (captioner === null) return found;
      const captions = await captioner.write(tensors, pictures.length);
      return found.map((findings, index) => ({ ...findings, caption: captions[index] ?? '' }));
    },
    close: async () => {
      await captioner?.close();
      await session.release();
    },
  };
};

import { Type, type Static, type TSchema } from 'typebox';
import { Value } from 'typebox/value';
import { closed, FileName } from './manifest-fields.ts';
import { MODEL_OUTPUTS, ModelOutput, type ModelTask } from './model-output.ts';
import { modelError } from './models.errors.ts';

const Pixels = Type.Integer({ minimum: 1, maximum: 4096 });
const ThreeNumbers = Type.Tuple([Type.Number(), Type.Number(), Type.Number()]);
const Above0 = Type.Number({ exclusiveMinimum: 0 });

const ModelFile = Type.Object(
  {
    name: FileName,
    sha256: Type.String({ pattern: '^[0-9a-f]{64}$' }),
    bytes: Type.Integer({ minimum: 1, maximum: 16 * 1024 ** 3 }),
    /** Where it is downloaded from; without one it can only be added. */
    url: Type.Optional(Type.String({ pattern: '^https?://', maxLength: 1000 })),
  },
  closed,
);

/** How a picture becomes the numbers that a model reads. */
const ModelInput = Type.Object(
  {
    /** Name of the tensor. */
    name: Type.String({ minLength: 1, maxLength: 100 }),
    type: Type.Enum(['uint8', 'float32']),
    /** `nhwc`: the three values of a pixel side by side; `nchw`: one plane a channel. */
    layout: Type.Enum(['nhwc', 'nchw']),
    channels: Type.Enum(['rgb', 'bgr']),
    /**
     * How a picture comes to its size: `fill` stretches it, `cover` crops the middle, `pad` keeps it whole at the top left
     * and fills the rest with `padding`, `multiple` shrinks it to at most that size with sides that are multiples of `step`.
     */
    fit: Type.Enum(['fill', 'cover', 'pad', 'multiple']),
    width: Pixels,
    height: Pixels,
    step: Type.Optional(Type.Integer({ minimum: 1, maximum: 256 })),
    padding: Type.Optional(Type.Integer({ minimum: 0, maximum: 255 })),
    /** How pixels are weighed where the size changes; `linear` when nothing is said. */
    kernel: Type.Optional(Type.Enum(['linear', 'cubic', 'lanczos3'])),
    /** Each value is (value / scale - mean) / deviation, in the order of `channels`; without them it stays 0..255. */
    scale: Type.Optional(Above0),
    mean: Type.Optional(ThreeNumbers),
    deviation: Type.Optional(Type.Tuple([Above0, Above0, Above0])),
    /** Pictures that it takes at once; 1 where its first dimension is fixed. */
    batch: Type.Integer({ minimum: 1, maximum: 256 }),
  },
  closed,
);

const ModelManifest = Type.Object(
  {
    name: Type.String({ pattern: '^[a-z0-9][a-z0-9.-]{0,63}$' }),
    /** Raised when what it says of the same picture changes: analyses with an older one are done again on request. */
    version: Type.Integer({ minimum: 1, maximum: 1_000_000 }),
    title: Type.String({ minLength: 1, maxLength: 200 }),
    license: Type.Object(
      { id: Type.String({ minLength: 1, maxLength: 100 }), url: Type.Optional(Type.String({ maxLength: 1000 })) },
      closed,
    ),
    /** Page that tells of it. */
    origin: Type.String({ minLength: 1, maxLength: 1000 }),
    /** The first one is the model itself. */
    files: Type.Array(ModelFile, { minItems: 1, maxItems: 20 }),
    input: ModelInput,
    outputs: Type.Array(ModelOutput, { minItems: 1, maxItems: 10 }),
  },
  closed,
);
/** All that is known of a model: its files, what it reads, and what its numbers stand for. Nothing of it is in code. */
export type ModelManifest = Static<typeof ModelManifest>;
export type ModelInput = ModelManifest['input'];

/** Name of the manifest in the folder of a model. */
export const MANIFEST_FILE = 'manifest.json';

/** What single fields cannot tell, or `null`. */
const contradictionIn = ({ files, outputs }: ModelManifest): string | null => {
  const listed = new Set(files.map(({ name }) => name));
  if (listed.size < files.length) return 'files lists a name twice';
  if (listed.has(MANIFEST_FILE)) return `files lists ${MANIFEST_FILE}, which is the manifest itself`;
  for (const [index, output] of outputs.entries()) {
    if ('labels' in output && 'file' in output.labels && !listed.has(output.labels.file)) {
      return `files does not list ${output.labels.file}, which outputs.${index}.labels names`;
    }
    if (output.task === 'dual' || output.task === 'caption') {
      const { file, tokenizer, tokenizerConfig = tokenizer } = output.text;
      const absent = [file, tokenizer, tokenizerConfig].find((name) => !listed.has(name));
      if (absent !== undefined) return `files does not list ${absent}, which outputs.${index}.text names`;
    }
    if (output.task === 'dual') {
      const vocabulary = output.words?.vocabulary;
      if (vocabulary !== undefined && 'file' in vocabulary && !listed.has(vocabulary.file)) {
        return `files does not list ${vocabulary.file}, which outputs.${index}.words names`;
      }
    }
    if (output.task === 'rate' && output.unsafe.some((name) => !output.names.includes(name))) {
      return `outputs.${index}.unsafe has a name that outputs.${index}.names lacks`;
    }
  }
  const tasks = new Set(outputs.map(({ task }) => task));
  if (tasks.has('embed') && tasks.has('dual')) return 'outputs has both embed and dual: a model has one embedding';
  return tasks.size < outputs.length ? 'outputs has a task twice' : null;
};

/** The first thing that is wrong with a value, and in which field. */
const problemOf = (schema: TSchema, value: unknown, within: string): string | null => {
  const [problem] = Value.Errors(schema, value);
  if (problem === undefined) return null;
  const where = `${within}${problem.instancePath}`
    .split('/')
    .filter((part) => part !== '')
    .join('.');
  const { message, keyword } = problem;
  const said = keyword === 'boolean' ? 'is no field of a manifest' : message;
  return `${where === '' ? 'it' : where} ${said}`;
};

const isTask = (task: unknown): task is ModelTask => typeof task === 'string' && Object.hasOwn(MODEL_OUTPUTS, task);

/** An output is held against what its task asks for: against all of them, none would fit. */
const problemOfOutputs = (outputs: unknown): string | null => {
  if (!Array.isArray(outputs)) return null;
  for (const [index, output] of outputs.entries()) {
    const where = `outputs/${index}`;
    const task: unknown = typeof output === 'object' && output !== null && 'task' in output ? output.task : undefined;
    if (!isTask(task)) return `outputs.${index}.task must be one of ${Object.keys(MODEL_OUTPUTS).join(', ')}`;
    const problem = problemOf(MODEL_OUTPUTS[task], output, where);
    if (problem !== null) return problem;
  }
  return null;
};

/** Reads the text of a manifest; `file` names it in errors. Throws `model.bad_manifest`. */
export const parseManifest = (text: string, file: string): ModelManifest => {
  const bad = (problem: string): Error => modelError('model.bad_manifest', { file, problem });
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw bad('it is no JSON');
  }
  if (!Value.Check(ModelManifest, value)) {
    const outputs: unknown = typeof value === 'object' && value !== null && 'outputs' in value ? value.outputs : null;
    throw bad(problemOfOutputs(outputs) ?? problemOf(ModelManifest, value, '') ?? 'it is wrong');
  }
  const contradiction = contradictionIn(value);
  if (contradiction !== null) throw bad(contradiction);
  return value;
};

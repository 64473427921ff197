import { PixmillError } from '../platform/errors/pixmill-error.ts';
import type { Findings } from './findings.ts';
import type { ModelAnswer, ToModelThread } from './model-messages.ts';
import type { StoredModel } from './model-store.ts';
import { modelCodes, modelError } from './models.errors.ts';
import type { SeenPicture } from './open-session.ts';
import { dualOf } from './text-models.ts';

type Asked = { readonly picture: SeenPicture } | { readonly text: string };

/** A picture or a text that waits for a model. */
export type ModelRequest = {
  readonly model: StoredModel;
  readonly asked: Asked;
  readonly take: (answer: ModelAnswer | undefined) => void;
  readonly reject: (reason: unknown) => void;
};

type Ends<Result> = { readonly resolve: (result: Result) => void; readonly reject: (reason: unknown) => void };

const errorOf = (answer: ModelAnswer | undefined, { manifest: { name } }: StoredModel): Error =>
  answer?.ok === false
    ? new PixmillError(modelCodes, answer.code, answer.details)
    : modelError('model.failed', { name, problem: 'it has forgotten what it was asked' });

/** Asks what a model finds in a picture. */
export const askForFindings = (model: StoredModel, picture: SeenPicture, ends: Ends<Findings>): ModelRequest => ({
  model,
  asked: { picture },
  take: (answer) => {
    if (answer?.ok === true && 'findings' in answer) ends.resolve(answer.findings);
    else ends.reject(errorOf(answer, model));
  },
  reject: ends.reject,
});

/** Asks what a dual encoder makes of a text. */
export const askForVector = (model: StoredModel, text: string, ends: Ends<Float32Array>): ModelRequest => ({
  model,
  asked: { text },
  take: (answer) => {
    if (answer?.ok === true && 'vector' in answer) ends.resolve(answer.vector);
    else ends.reject(errorOf(answer, model));
  },
  reject: ends.reject,
});

const canJoin = (first: ModelRequest, other: ModelRequest): boolean => {
  if (other.model.folder !== first.model.folder) return false;
  if (other.model.manifest.files[0]?.sha256 !== first.model.manifest.files[0]?.sha256) return false;
  if ('text' in first.asked || 'text' in other.asked) return 'text' in first.asked && 'text' in other.asked;
  const [{ width, height }, picture] = [first.asked.picture, other.asked.picture];
  return picture.width === width && picture.height === height;
};

const mostAtOnce = ({ asked, model: { manifest } }: ModelRequest): number =>
  'text' in asked ? (dualOf(manifest)?.text.batch ?? 1) : manifest.input.batch;

/** The requests that are done together next: those of one model and size, as many as its manifest allows. */
export const nextBatch = (waiting: readonly ModelRequest[]): readonly ModelRequest[] => {
  const [first] = waiting;
  return first === undefined ? [] : waiting.filter((other) => canJoin(first, other)).slice(0, mostAtOnce(first));
};

/** A batch as a message to a thread. */
export const toThreadMessage = (model: StoredModel, batch: readonly ModelRequest[]): ToModelThread => {
  const texts = batch.flatMap(({ asked }) => ('text' in asked ? [asked.text] : []));
  if (texts.length > 0) return { model, texts };
  return { model, pictures: batch.flatMap(({ asked }) => ('picture' in asked ? [asked.picture] : [])) };
};

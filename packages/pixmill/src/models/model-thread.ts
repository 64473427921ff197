/** The program of a model thread: started by model-threads.ts. Keeps the models that it was asked about. */
import { parentPort } from 'node:worker_threads';
import { PixmillError } from '../platform/errors/pixmill-error.ts';
import { messageOf } from './load-session.ts';
import type { FromModelThread, ModelAnswer, ToModelThread } from './model-messages.ts';
import type { StoredModel } from './model-store.ts';
import { modelError } from './models.errors.ts';
import { openSession, type SeenPicture } from './open-session.ts';
import { openTextSession } from './open-text-session.ts';

/** What could not be loaded is tried again with the next request; what was replaced is loaded anew. */
const keepLoaded = <Session extends { readonly close: () => Promise<void> }>(
  open: (model: StoredModel) => Promise<Session>,
): ((model: StoredModel) => Promise<Session>) => {
  const loaded = new Map<string, { readonly manifest: string; readonly session: Session }>();
  return async (model) => {
    const manifest = JSON.stringify(model.manifest);
    const known = loaded.get(model.folder);
    if (known?.manifest === manifest) return known.session;
    loaded.delete(model.folder);
    await known?.session.close();
    const session = await open(model);
    loaded.set(model.folder, { manifest, session });
    return session;
  };
};

const sessionOf = keepLoaded(openSession);
const textSessionOf = keepLoaded(openTextSession);

/** Runs a model on some of a request's parts; each is done alone when they cannot be done together, so that one costs only itself. */
const runOn = async <Part>(
  parts: readonly Part[],
  { run, name }: { readonly run: (parts: readonly Part[]) => Promise<readonly ModelAnswer[]>; readonly name: string },
): Promise<readonly ModelAnswer[]> => {
  try {
    return await run(parts);
  } catch (error) {
    if (parts.length === 1) return [toFailure(error, name)];
    const answers: ModelAnswer[] = [];
    for (const part of parts) answers.push(...(await runOn([part], { run, name })));
    return answers;
  }
};

const toFailure = (error: unknown, name: string): ModelAnswer => {
  const known = error instanceof PixmillError ? error : modelError('model.failed', { name, problem: messageOf(error) });
  return { ok: false, code: known.code, details: known.details };
};

const answer = async (request: ToModelThread): Promise<FromModelThread> => {
  const { model } = request;
  const { name } = model.manifest;
  const parts = 'texts' in request ? request.texts : request.pictures;
  try {
    if ('texts' in request) {
      const { embed } = await textSessionOf(model);
      const run = async (texts: readonly string[]) =>
        (await embed(texts)).map((vector) => ({ ok: true, vector }) as const);
      return await runOn(request.texts, { run, name });
    }
    const session = await sessionOf(model);
    const run = async (pictures: readonly SeenPicture[]) =>
      (await session.run(pictures)).map((findings) => ({ ok: true, findings }) as const);
    return await runOn(request.pictures, { run, name });
  } catch (error) {
    // It could not be loaded.
    return parts.map(() => toFailure(error, name));
  }
};

let last = Promise.resolve();
const reply = (message: FromModelThread): void => {
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- threads have no origin
  parentPort?.postMessage(message);
};
parentPort?.on('message', (request: ToModelThread) => {
  last = last.then(async () => reply(await answer(request)));
});

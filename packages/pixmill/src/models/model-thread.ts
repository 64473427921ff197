/** The program of a model thread: started by open-models.ts. Keeps the models that it was asked about. */
import { parentPort } from 'node:worker_threads';
import { PixmillError } from '../platform/errors/pixmill-error.ts';
import { messageOf } from './load-session.ts';
import type { FoundByThread, FromModelThread, ToModelThread } from './model-messages.ts';
import type { StoredModel } from './model-store.ts';
import { modelError } from './models.errors.ts';
import { openSession } from './open-session.ts';
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

const work = async (request: ToModelThread): Promise<FoundByThread> => {
  const { model } = request;
  if ('texts' in request) return { ok: true, vectors: await (await textSessionOf(model)).embed(request.texts) };
  return { ok: true, findings: await (await sessionOf(model)).run(request.pictures) };
};

const answer = async (request: ToModelThread): Promise<FromModelThread> => {
  try {
    return await work(request);
  } catch (error) {
    const { name } = request.model.manifest;
    const known =
      error instanceof PixmillError ? error : modelError('model.failed', { name, problem: messageOf(error) });
    return { ok: false, code: known.code, details: known.details };
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

/** The program of a model thread: started by open-models.ts. Keeps the models that it was asked about. */
import { parentPort } from 'node:worker_threads';
import { PixmillError } from '../platform/errors/pixmill-error.ts';
import type { FromModelThread, ToModelThread } from './model-messages.ts';
import type { StoredModel } from './model-store.ts';
import { modelError } from './models.errors.ts';
import { openSession, type ModelSession } from './open-session.ts';

type Loaded = { readonly manifest: string; readonly session: ModelSession };
const loaded = new Map<string, Loaded>();

/** What could not be loaded is tried again with the next picture; what was replaced is loaded anew. */
const sessionOf = async (model: StoredModel): Promise<ModelSession> => {
  const manifest = JSON.stringify(model.manifest);
  const known = loaded.get(model.folder);
  if (known?.manifest === manifest) return known.session;
  loaded.delete(model.folder);
  await known?.session.close();
  const session = await openSession(model);
  loaded.set(model.folder, { manifest, session });
  return session;
};

const answer = async ({ model, pictures }: ToModelThread): Promise<FromModelThread> => {
  try {
    const session = await sessionOf(model);
    return { ok: true, findings: await session.run(pictures) };
  } catch (error) {
    const { name } = model.manifest;
    const known =
      error instanceof PixmillError
        ? error
        : modelError('model.failed', { name, problem: error instanceof Error ? error.message : String(error) });
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

/** A thread that only runs a model: the tensors are made already, and nobody looks at what comes out. */
import { parentPort } from 'node:worker_threads';
import { InferenceSession, Tensor } from 'onnxruntime-node';

export type BareRequest = {
  readonly path: string;
  /** Name of the input. */
  readonly input: string;
  /** Of one picture. */
  readonly size: readonly number[];
  /** Batches of pictures. */
  readonly tensors: readonly Uint8Array[];
};
/** Batches that are done. */
export type BareAnswer = number;

let session: InferenceSession | undefined;

parentPort?.on('message', ({ path, input, size, tensors }: BareRequest) => {
  void (async () => {
    session ??= await InferenceSession.create(path, { intraOpNumThreads: 1, interOpNumThreads: 1 });
    const bytes = size.reduce((product, side) => product * side, 1);
    for (const data of tensors) {
      await session.run({ [input]: new Tensor('uint8', data, [data.length / bytes, ...size]) });
    }
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- threads have no origin
    parentPort?.postMessage(tensors.length satisfies BareAnswer);
  })();
});

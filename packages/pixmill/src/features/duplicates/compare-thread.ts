/** The program of a comparing thread: started by open-comparer.ts. */
import { parentPort } from 'node:worker_threads';
import { alignPictures } from '../../imaging/align-pictures.ts';
import { greyPicture } from '../../imaging/grey-picture.ts';
import type { FromCompareThread, ToCompareThread } from './compare-messages.ts';
import { findNearestPairs } from './nearest-pairs.ts';

const answer = (request: ToCompareThread): FromCompareThread => {
  if (request.kind === 'nearest') return { kind: 'nearest', pairs: findNearestPairs(request.vectors, request) };
  const pictures = request.pictures.map(({ rgb, width, height }) => greyPicture(rgb, width, height));
  return {
    kind: 'align',
    alignments: request.pairs.map(([a, b]) => {
      const one = pictures[a];
      const other = pictures[b];
      if (one === undefined || other === undefined) throw new Error('A picture of a pair is missing.');
      return alignPictures(one, other);
    }),
  };
};

parentPort?.on('message', (request: ToCompareThread) => {
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- threads have no origin
  parentPort?.postMessage(answer(request));
});

import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openDecoders } from '../../imaging/decoders.ts';
import { encodeImage } from '../../imaging/encode-image.ts';
import { INSPECT_LIMITS } from '../../imaging/inspection.ts';

const SIDE = 64;
const LIMITS = { ...INSPECT_LIMITS, maxPixels: 1_000_000 };

/** Makes a picture, has it decoded in a process of its own, and says what came of it; throws when it did not work. */
export const inspectWithDecoders = async (): Promise<string> => {
  const folder = await mkdtemp(join(tmpdir(), 'pixmill-doctor-'));
  const decoders = openDecoders({ processes: 1 });
  try {
    const data = Uint8Array.from({ length: SIDE * SIDE * 3 }, (_, index) => (index * 7) % 256);
    const path = join(folder, 'picture.png');
    await writeFile(path, await encodeImage({ width: SIDE, height: SIDE, data }, { format: 'png' }));
    const result = await decoders.inspect(path, LIMITS);
    if (!result.ok) throw new Error(`A picture of our own could not be read: ${result.detail}`);
    return `a picture was decoded in a process of its own (${result.inspection.format})`;
  } finally {
    await decoders.close();
    await rm(folder, { recursive: true, force: true });
  }
};

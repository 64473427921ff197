import { expect, it } from 'vitest';

import { encoderOf, makePicture } from './fixtures/pictures.ts';
import { orient } from './orient.ts';
import { sharp } from './sharp-decoder.ts';

it('turns pixels exactly as sharp turns a file of the same orientation', async () => {
  const picture = makePicture(23, 14);
  for (let orientation = 1; orientation <= 8; orientation++) {
    const file = await encoderOf(picture).withMetadata({ orientation }).png().toBuffer();
    const { data, info } = await sharp(file).autoOrient().raw().toBuffer({ resolveWithObject: true });
    const turned = await orient(picture, orientation);
    expect([orientation, turned.width, turned.height]).toEqual([orientation, info.width, info.height]);
    expect(Buffer.compare(turned.data, data)).toBe(0);
  }
});

import { crc32 } from 'node:zlib';
import { encodeImage } from '../../imaging/encode-image.ts';
import type { ImageEncoding } from '../../imaging/encode-image.ts';
import type { DemoImage } from './demo-images.ts';
import type { Canvas } from './pictures/canvas.ts';

/** Makes the bytes of a file when they are first asked for. */
export type DemoFile = () => Promise<Uint8Array>;

/** Makes the bytes once and remembers them. */
const remembered = (make: DemoFile): DemoFile => {
  let bytes: Promise<Uint8Array> | undefined;
  return () => (bytes ??= make());
};

/** An image as a file, changed before that if wanted. */
export const imageFile = (
  image: Pick<DemoImage, 'draw'>,
  encoding: ImageEncoding,
  change: (canvas: Canvas) => Canvas = (canvas) => canvas,
): DemoFile => remembered(async () => encodeImage(change(image.draw()), encoding));

/** The first part of a file; `share` is 0..1. */
export const cutFile =
  (file: DemoFile, share: number): DemoFile =>
  async () => {
    const bytes = await file();
    return bytes.subarray(0, Math.floor(bytes.length * share));
  };

export const textFile =
  (text: string): DemoFile =>
  async () =>
    Buffer.from(text);

/** The header of a PNG that claims 60,000 times 60,000 pixels: 10 GB when decoded, 57 bytes to send. */
export const hugePng: DemoFile = async () => {
  const chunk = (type: string, data: Buffer): Buffer => {
    const head = Buffer.from(`0000${type}`, 'latin1');
    head.writeUInt32BE(data.length);
    const tail = Buffer.alloc(4);
    tail.writeUInt32BE(crc32(data, crc32(head.subarray(4))));
    return Buffer.concat([head, data, tail]);
  };
  const header = Buffer.from([0, 0, 0, 0, 0, 0, 0, 0, 8, 2, 0, 0, 0]);
  header.writeUInt32BE(60_000, 0);
  header.writeUInt32BE(60_000, 4);
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  return Buffer.concat([
    signature,
    chunk('IHDR', header),
    chunk('IDAT', Buffer.alloc(0)),
    chunk('IEND', Buffer.alloc(0)),
  ]);
};

/** A drawing that would run a script, if anybody rendered it. */
export const SVG =
  '<svg xmlns="http://www.w3.org/2000/svg" width="400" height="300"><script>alert(1)</script><rect width="400" height="300" fill="#e4572e"/></svg>\n';

/** What a server sends that has lost an image, but not its manners. */
export const ERROR_PAGE =
  '<!doctype html>\n<html><head><title>Oh no</title></head><body><h1>This picture has moved</h1><p>Please visit our home page.</p></body></html>\n';

import { crc32 } from 'node:zlib';
import { fromBufferPromise } from 'yauzl';

/** A member of an archive: its bytes, and how many they were in the archive. */
export type ZipMember = { readonly bytes: Buffer; readonly packedBytes: number };

/** Reads a whole archive with a reader of its own. Throws for whatever is wrong with it, CRC-32 included. */
export const readZip = async (archive: Buffer): Promise<ReadonlyMap<string, ZipMember>> => {
  const zip = await fromBufferPromise(archive, { lazyEntries: true });
  const members = new Map<string, ZipMember>();
  for await (const entry of zip.eachEntry()) {
    const parts: Uint8Array[] = [];
    for await (const part of await zip.openReadStreamPromise(entry)) if (part instanceof Uint8Array) parts.push(part);
    const bytes = Buffer.concat(parts);
    if (crc32(bytes) !== entry.crc32) throw new Error(`The CRC-32 of ${entry.fileName} is wrong.`);
    members.set(entry.fileName, { bytes, packedBytes: entry.compressedSize });
  }
  return members;
};

import type { SourceContext } from '../library/source.ts';
import type { ArchiveLimits, ArchiveMember } from './archive-members.ts';
import { gunzip, isGzip, peekBytes } from './input-bytes.ts';
import { inputError } from './inputs.errors.ts';
import { baseNameOf } from './list-format.ts';
import { inputFileError, openRandomAccess } from './random-access.ts';
import { tarMembers } from './tar-members.ts';
import { zipMembers } from './zip-members.ts';

/** An archive that is being read. */
export type OpenedArchive = {
  readonly members: AsyncIterable<ArchiveMember>;
  /** Size of the archive when its members are packed one by one (zip); `null` when they stream by. */
  readonly packedBytes: number | null;
  readonly close: () => Promise<void>;
};

const isZip = (head: Buffer): boolean => ['PK\x03\x04', 'PK\x05\x06'].includes(head.toString('latin1', 0, 4));

const isTar = (head: Buffer): boolean => head.toString('latin1', 257, 262) === 'ustar';

/** Opens a zip, tar or tar.gz by its first bytes, whatever it is called. Throws `input.unknown_format` for others. */
export const openArchive = async (
  path: string,
  context: SourceContext,
  limits: ArchiveLimits,
): Promise<OpenedArchive> => {
  const { head, whole } = await peekInput(path, context);
  if (isZip(head)) {
    for await (const _ of whole) break;
    const file = await openRandomAccess(path, context);
    return { members: zipMembers(file, path, limits.maxMembers), packedBytes: file.size, close: file.close };
  }
  const unpackLimits = { maxBytes: limits.maxTotalBytes, maxRatio: limits.maxRatio * 2 };
  const bytes = isGzip(head) ? gunzip(whole, path, unpackLimits) : whole;
  const inner = await peekBytes(bytes, 512);
  // Tars of before 1988 have no signature.
  if (isTar(inner.head) || (/\.tar(?:\.gz)?$|\.tgz$/i.test(baseNameOf(path)) && inner.head.length > 0)) {
    return {
      members: tarMembers(inner.whole, path, limits.maxMembers),
      packedBytes: null,
      close: async () => undefined,
    };
  }
  for await (const _ of inner.whole) break;
  throw inputError(inner.head.length === 0 ? 'input.empty' : 'input.unknown_format', { path });
};

const peekInput = async (path: string, context: SourceContext) => {
  try {
    return await peekBytes(await context.openInput(path), 512);
  } catch (error) {
    throw inputFileError(error, path);
  }
};

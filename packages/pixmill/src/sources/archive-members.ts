import type { InputCode } from './inputs.errors.ts';
import { inputError } from './inputs.errors.ts';

/** How much an archive may hold; every size is counted in bytes that really came out of it. */
export type ArchiveLimits = {
  readonly maxMembers: number;
  readonly maxMemberBytes: number;
  readonly maxTotalBytes: number;
  /** Unpacked bytes for each packed one, looked at past `ratioMattersFrom` bytes. */
  readonly maxRatio: number;
  readonly ratioMattersFrom: number;
};

/** A flat picture packs a few hundred times at most; a bomb a thousand times. */
export const ARCHIVE_LIMITS: ArchiveLimits = {
  maxMembers: 1_000_000,
  maxMemberBytes: 100 * 1024 ** 2,
  maxTotalBytes: 256 * 1024 ** 3,
  maxRatio: 200,
  ratioMattersFrom: 32 * 1024 ** 2,
};

/** One entry of an archive. Nothing of it is trusted. */
export type ArchiveMember = {
  /** Position in the order of reading, from 0; the same on every reading of the same archive. */
  readonly index: number;
  readonly name: string;
  readonly kind: 'file' | 'directory' | 'link' | 'special';
  /** Why its bytes cannot be had, when that is known beforehand. */
  readonly fault?: { readonly code: InputCode; readonly detail: string };
  /** Bytes that it takes in the archive; `null` when they cannot be told apart from those of the others. */
  readonly packedBytes: number | null;
  /** Its bytes; at most once, and before the next member is asked for. May throw anything. */
  readonly open: () => Promise<AsyncIterable<Uint8Array>>;
};

/** What is wrong with one member, and with it alone. */
export class MemberFault extends Error {
  override readonly name = 'MemberFault';
  readonly code: InputCode;

  constructor(code: InputCode, detail: string, options: ErrorOptions = {}) {
    super(detail, options);
    this.code = code;
  }
}

/** Counts what comes out of an archive. */
export type Meter = {
  /** The bytes of a member; throws `MemberFault` for what is its own fault, `input.bomb` for what is the archive's. */
  readonly read: (member: ArchiveMember) => AsyncIterable<Uint8Array>;
};

/**
 * @param archive.packedBytes size of the whole archive, when it is known and its members are packed one by one
 */
export const createMeter = (
  limits: ArchiveLimits,
  archive: { readonly path: string; readonly packedBytes: number | null },
): Meter => {
  let total = 0;
  let ofSoundMembers = 0;
  const isBomb = (bytes: number, packed: number | null): boolean =>
    packed !== null && bytes > limits.ratioMattersFrom && bytes > packed * limits.maxRatio;
  const read = async function* (member: ArchiveMember): AsyncIterable<Uint8Array> {
    if (member.fault !== undefined) throw new MemberFault(member.fault.code, member.fault.detail);
    let bytes = 0;
    const iterator = (await opened(member))[Symbol.asyncIterator]();
    try {
      for (;;) {
        const next = await iterator.next().catch(damaged);
        if (next.done === true) return;
        bytes += next.value.byteLength;
        total += next.value.byteLength;
        ofSoundMembers += next.value.byteLength;
        if (bytes > limits.maxMemberBytes)
          throw new MemberFault('input.member_too_large', `over ${limits.maxMemberBytes} bytes`);
        if (isBomb(bytes, member.packedBytes)) throw new MemberFault('input.member_bomb', `${bytes} bytes and more`);
        if (total > limits.maxTotalBytes) {
          throw inputError('input.too_large', { path: archive.path, reason: `over ${limits.maxTotalBytes} bytes` });
        }
        // Members that overlap, or repeat, unpack to much although each is modest.
        if (isBomb(ofSoundMembers, archive.packedBytes)) {
          throw inputError('input.bomb', { path: archive.path, reason: `over ${limits.maxRatio} times its size` });
        }
        yield next.value;
      }
    } catch (error) {
      // A faulty member is judged alone: it must not make the others look like a bomb.
      if (error instanceof MemberFault) ofSoundMembers -= bytes;
      throw error;
    } finally {
      await iterator.return?.();
    }
  };
  return { read };
};

const damaged = (error: unknown): never => {
  if (error instanceof MemberFault) throw error;
  const reason = error instanceof Error ? error.message.slice(0, 120) : 'unknown';
  throw new MemberFault('input.member_damaged', reason, { cause: error });
};

const opened = (member: ArchiveMember): Promise<AsyncIterable<Uint8Array>> => member.open().catch(damaged);

/** Why the name of a member is no name within the archive; `undefined` when it is one. */
export const nameFault = (name: string): string | undefined => {
  if (name === '') return 'it is empty';
  if (name.length > 1_024) return 'it is longer than 1,024 characters';
  if (name.includes('\0')) return 'it holds a NUL';
  if (/^[/\\]/.test(name)) return 'it is absolute';
  if (/^[a-z]:/i.test(name)) return 'it begins with a drive letter';
  return name.split(/[/\\]/).includes('..') ? 'it climbs with ..' : undefined;
};

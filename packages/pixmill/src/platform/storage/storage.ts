/** A byte range, both ends inclusive, as in HTTP. */
export type ByteRange = { readonly start: number; readonly end: number };

/** What is stored under a key. */
export type StoredObject = { readonly key: string; readonly bytes: number; readonly modifiedAt: Date };

/** A file that is being received: hashed on the way, invisible to readers until it is committed. */
export type IncomingFile = {
  /**
   * Local path of the whole file until `commit` or `discard`, so that a decoder in another process can read it; do not
   * move or delete it.
   */
  readonly path: string;
  readonly bytes: number;
  /** 64 hex digits. */
  readonly sha256: string;
  /** Makes the bytes durable under their blob key; doing it twice, or when the blob exists already, changes nothing. */
  readonly commit: () => Promise<void>;
  /**
   * Makes the bytes durable under a key of its own instead, for a large object that is not a blob (an archive); an
   * existing one is replaced whole. Of `commit` and this only the first has an effect.
   */
  readonly commitTo: (key: string, contentType: string) => Promise<void>;
  /** Removes the temporary file; harmless after `commit`, and when called twice. Always call it in `finally`. */
  readonly discard: () => Promise<void>;
};

/**
 * Bytes, stored once. Keys are ours (`[a-z0-9/._-]`, no `..`), never a user's name. Every driver passes the same
 * contract suite.
 */
export type Storage = {
  readonly kind: 'local' | 's3';
  /**
   * Receives a stream into a temporary local file, hashing on the way. Throws `storage.too_large` past `maxBytes`,
   * `storage.full` when the disk is full; leaves nothing behind when it throws.
   */
  readonly receive: (bytes: AsyncIterable<Uint8Array>, limits: { readonly maxBytes: number }) => Promise<IncomingFile>;
  /**
   * Writes a small derived object (thumbnail); readers see it whole or not at all, an existing one is replaced. It can be
   * made again, so it is not forced to the disk: after a power cut it may be gone or empty.
   */
  readonly put: (key: string, bytes: Uint8Array, contentType: string) => Promise<void>;
  /** A local path at which another process may write a derived object; give it to `place` or `dropScratch`. */
  readonly scratchPath: () => Promise<string>;
  /** Moves what was written at a scratch path to its key, in the way of `put`. */
  readonly place: (scratchPath: string, key: string, contentType: string) => Promise<void>;
  /** Removes what was written at a scratch path, if anything was. */
  readonly dropScratch: (scratchPath: string) => Promise<void>;
  /** Throws `storage.not_found`, and `storage.bad_range` when the range starts behind the end. */
  readonly read: (key: string, range?: ByteRange) => Promise<AsyncIterable<Uint8Array>>;
  readonly stat: (key: string) => Promise<StoredObject | null>;
  /** Removing what is not there is not an error. */
  readonly remove: (key: string) => Promise<void>;
  /** Keys with a prefix, in no particular order, a page at a time. */
  readonly list: (prefix: string) => AsyncIterable<StoredObject>;
  /**
   * Gives a local path with the object's bytes for as long as `use` runs: the file itself where storage is a folder, a
   * temporary copy elsewhere. Throws `storage.not_found`.
   */
  readonly withLocalFile: <T>(key: string, use: (path: string) => Promise<T>) => Promise<T>;
  /** Throws `storage.unreachable` when bytes cannot be written and read back now. */
  readonly check: () => Promise<void>;
  /** Removes what was received but neither committed nor discarded, if it is older; answers how much. For the sweeper. */
  readonly removeStaleIncoming: (olderThan: Date) => Promise<number>;
  /** Ends connections; stored bytes stay. */
  readonly close: () => Promise<void>;
};

/** The key of a blob: `blobs/ab/<sha256>`. 256 folders, so that a local driver can keep track of all of them. */
export const blobKey = (sha256: string): string => `blobs/${sha256.slice(0, 2)}/${sha256}`;

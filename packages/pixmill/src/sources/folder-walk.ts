import type { Dirent } from 'node:fs';
import { lstat, readdir, realpath, stat } from 'node:fs/promises';
import { basename, dirname, join, sep } from 'node:path';
import type { InputCode } from './inputs.errors.ts';
import { isImageExtension, isSystemName, parseFileName, sideCarKind } from './file-names.ts';
import type { SideCarKind } from './file-names.ts';

const MAX_DEPTH = 64;

/** What stands in a folder. */
export type WalkedFile =
  | {
      readonly kind: 'file';
      /** Relative to the root, with `/`. */
      readonly path: string;
      /** Real path, within the root. */
      readonly realPath: string;
      /** Real paths of the side-cars. */
      readonly sideCars: { readonly [Kind in SideCarKind]?: string };
    }
  | { readonly kind: 'fault'; readonly path: string; readonly code: InputCode; readonly detail: string };

/**
 * Walks a folder in the order of its names, deeper ones where their folder stands. Side-cars come with their image;
 * hidden and system files are passed over. Links are followed to files within the root only, never to folders.
 *
 * @param options.root real path
 * @param options.after relative path of the last file that was seen; the walk goes on behind it
 */
export const walkFolder = (options: {
  readonly root: string;
  readonly after?: string | undefined;
  readonly signal: AbortSignal;
}): AsyncIterable<WalkedFile> =>
  walkInto(options.root, '', options.after === undefined ? [] : options.after.split('/'), options.signal);

/** One plain file by its real path, with its side-cars, as a walk of its folder would come upon it. */
export const lookAtFile = async (realPath: string): Promise<WalkedFile> => {
  const folder = dirname(realPath);
  const { stem } = parseFileName(basename(realPath));
  const plain = new Set<string>();
  for (const kind of ['txt', 'json', 'cls']) {
    const name = `${stem}.${kind}`;
    if ((await lstat(join(folder, name)).catch(() => null))?.isFile() === true) plain.add(name);
  }
  const path = basename(realPath);
  return { kind: 'file', path, realPath, sideCars: sideCarsOf(folder, path, plain) };
};

const walkInto = async function* (
  root: string,
  folder: string,
  after: readonly string[],
  signal: AbortSignal,
): AsyncIterable<WalkedFile> {
  signal.throwIfAborted();
  const entries = await entriesOf(join(root, folder));
  if (entries === undefined) {
    yield { kind: 'fault', path: folder, code: 'input.file_unreadable', detail: 'the folder cannot be opened' };
    return;
  }
  const images = stemsOfImages(entries);
  const plain = new Set(entries.flatMap((entry) => (entry.isFile() ? [entry.name] : [])));
  const [resumeName, ...resumeRest] = after;
  for (const entry of entries) {
    if (isSystemName(entry.name)) continue;
    if (resumeName !== undefined && compare(entry.name, resumeName) < 0) continue;
    const isResumed = entry.name === resumeName;
    const path = folder + entry.name;
    if (entry.isDirectory()) {
      const depth = path.split('/').length;
      if (depth <= MAX_DEPTH) yield* walkInto(root, `${path}/`, isResumed ? resumeRest : [], signal);
      else yield { kind: 'fault', path, code: 'input.special_file', detail: `nested more than ${MAX_DEPTH} deep` };
    } else if (!isResumed && !isSideCar(entry.name, images)) {
      yield await resolveFile(root, path, entry, plain);
    }
  }
};

const compare = (left: string, right: string): number => (left < right ? -1 : Number(left > right));

const entriesOf = async (path: string): Promise<Dirent[] | undefined> => {
  try {
    const entries = await readdir(path, { withFileTypes: true });
    return entries.toSorted((left, right) => compare(left.name, right.name));
  } catch {
    return undefined;
  }
};

const stemsOfImages = (entries: readonly Dirent[]): ReadonlySet<string> => {
  const stems = new Set<string>();
  for (const { name } of entries) {
    const { stem, extension } = parseFileName(name);
    if (isImageExtension(extension)) stems.add(stem);
  }
  return stems;
};

const isSideCar = (name: string, images: ReadonlySet<string>): boolean => {
  const { stem, extension } = parseFileName(name);
  return sideCarKind(extension) !== undefined && images.has(stem);
};

const resolveFile = async (
  root: string,
  path: string,
  entry: Dirent,
  plainNames: ReadonlySet<string>,
): Promise<WalkedFile> => {
  const fault = (code: InputCode, detail: string): WalkedFile => ({ kind: 'fault', path, code, detail });
  if (!entry.isFile() && !entry.isSymbolicLink()) return fault('input.special_file', 'a device, a socket or a pipe');
  try {
    const realPath = await realpath(join(root, path));
    if (!isWithin(root, realPath)) return fault('input.link_outside', 'it leads out of the folder');
    // A link may lead to anything; what it leads to is looked at, never opened here.
    if (entry.isSymbolicLink() && !(await stat(realPath)).isFile())
      return fault('input.special_file', 'a link to no file');
    return { kind: 'file', path, realPath, sideCars: sideCarsOf(root, path, plainNames) };
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
    return entry.isSymbolicLink()
      ? fault('input.link_outside', `it leads nowhere (${code})`)
      : fault('input.file_unreadable', code);
  }
};

/** Whether a real path lies within a real root. */
const isWithin = (root: string, path: string): boolean => path.startsWith(root.endsWith(sep) ? root : root + sep);

// Only plain files: a caption is not worth following a link for.
const sideCarsOf = (root: string, path: string, plainNames: ReadonlySet<string>) => {
  const { stem, base } = parseFileName(path);
  const folder = path.slice(0, path.length - base.length);
  const found: { [Kind in SideCarKind]?: string } = {};
  for (const kind of ['txt', 'json', 'cls'] as const) {
    const name = `${stem.slice(folder.length)}.${kind}`;
    if (name !== base && plainNames.has(name)) found[kind] = join(root, folder, name);
  }
  return found;
};

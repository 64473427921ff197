import { sniffFormat } from '../../imaging/sniff-format.ts';
import { isImageExtension, parseFileName } from '../../sources/file-names.ts';
import { walkFolder } from '../../sources/folder-walk.ts';
import { readFileStart } from '../../sources/plain-file.ts';

/** The files of a folder that are to be checked, in the order of their names. */
export type FoundFiles = {
  /** Relative to the folder, with `/`. */
  readonly paths: readonly string[];
  /** Real path of a file that was reached by a link, by its index in `paths`. */
  readonly linked: ReadonlyMap<number, string>;
  /** What could not be looked into: folders, links that lead out, devices. */
  readonly faults: readonly { readonly path: string; readonly code: string; readonly detail: string }[];
  /** Files that are no images by name and first bytes. */
  readonly others: { readonly count: number; readonly examples: readonly string[] };
};

const HEAD_BYTES = 4096;
const EXAMPLES = 3;

/**
 * Finds the images of a folder and all of its sub-folders by the rules of the folder source: by name, else by first bytes.
 * Hidden files and captions beside an image are passed over. Throws when aborted.
 */
export const findFiles = async ({
  root,
  signal,
  onFound,
}: {
  /** Real path. */
  readonly root: string;
  readonly signal: AbortSignal;
  readonly onFound: (count: number) => void;
}): Promise<FoundFiles> => {
  const paths: string[] = [];
  const linked = new Map<number, string>();
  const faults: { path: string; code: string; detail: string }[] = [];
  const others = { count: 0, examples: new Array<string>() };
  for await (const file of walkFolder({ root, signal })) {
    if (file.kind === 'fault') {
      faults.push({ path: file.path, code: file.code, detail: file.detail });
      continue;
    }
    if (!isImageExtension(parseFileName(file.path).extension) && !(await looksLikeImage(file.realPath))) {
      others.count += 1;
      if (others.examples.length < EXAMPLES) others.examples.push(file.path);
      continue;
    }
    if (!file.realPath.endsWith(file.path)) linked.set(paths.length, file.realPath);
    paths.push(file.path);
    onFound(paths.length);
  }
  return { paths, linked, faults, others };
};

const looksLikeImage = async (path: string): Promise<boolean> => {
  const head = await readFileStart(path, HEAD_BYTES).catch(() => null);
  return head !== null && sniffFormat(head).kind === 'image';
};

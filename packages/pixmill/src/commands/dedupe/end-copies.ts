import { constants } from 'node:fs';
import { copyFile, mkdir, rename, rm, stat } from 'node:fs/promises';
import { dirname, join, parse } from 'node:path';
import { systemCode } from '../../platform/storage/disk-errors.ts';
import { digestFile } from '../check/file-digest.ts';
import type { CopyFile, FileGroup } from './find-copies.ts';

/** What became of a file. */
export type EndedFile = {
  readonly path: string;
  /** Where it is now; `null` when it is deleted. */
  readonly to: string | null;
  /** Why it was left where it is. */
  readonly problem: string | null;
};

const isAsSeen = async (root: string, { path, image }: CopyFile): Promise<boolean> => {
  try {
    return (await digestFile(join(root, path), image.bytes))?.sha256 === image.sha256;
  } catch (error) {
    if (systemCode(error) === undefined) throw error;
    return false;
  }
};

/** A name that is free: what is there is never written over. */
const freePath = async (wanted: string): Promise<string> => {
  const { dir, name, ext } = parse(wanted);
  for (let number = 1; ; number++) {
    const path = number === 1 ? wanted : join(dir, `${name} (${number})${ext}`);
    if ((await stat(path).catch(() => null)) === null) return path;
  }
};

const moveFile = async (from: string, to: string): Promise<void> => {
  await mkdir(dirname(to), { recursive: true });
  try {
    await rename(from, to);
  } catch (error) {
    if (systemCode(error) !== 'EXDEV') throw error;
    await copyFile(from, to, constants.COPYFILE_EXCL);
    await rm(from);
  }
};

/**
 * Moves or deletes the copies of some groups. A file that is not what was compared is left alone, and so is every copy of a
 * best file that is not there any more.
 */
export const endCopies = async (
  groups: readonly FileGroup[],
  { root, moveTo, signal }: { readonly root: string; readonly moveTo: string | null; readonly signal: AbortSignal },
): Promise<EndedFile[]> => {
  const ended: EndedFile[] = [];
  for (const { best, copies } of groups) {
    signal.throwIfAborted();
    const isBestThere = await isAsSeen(root, best);
    for (const copy of copies) {
      const { path } = copy;
      if (!isBestThere || !(await isAsSeen(root, copy))) {
        const problem = isBestThere ? 'it has changed meanwhile' : `${best.path} has changed meanwhile`;
        ended.push({ path, to: null, problem });
        continue;
      }
      try {
        const to = moveTo === null ? null : await freePath(join(moveTo, path));
        if (to === null) await rm(join(root, path));
        else await moveFile(join(root, path), to);
        ended.push({ path, to, problem: null });
      } catch (error) {
        const problem = systemCode(error);
        if (problem === undefined) throw error;
        ended.push({ path, to: null, problem });
      }
    }
  }
  return ended;
};

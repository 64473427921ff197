import { constants } from 'node:fs';
import { access, realpath, stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import { systemCode } from '../../platform/storage/disk-errors.ts';
import { folderError } from './folder.errors.ts';

/** The real path of a folder that a person names, relative to `cwd`. Throws `folder.*` when it is none that can be read. */
export const folderRootOf = async (folder: string, cwd: string): Promise<string> => {
  const path = resolve(cwd, folder);
  let root: string;
  let isFolder: boolean;
  try {
    root = await realpath(path);
    isFolder = (await stat(root)).isDirectory();
    if (isFolder) await access(root, constants.R_OK);
  } catch (error) {
    const reason = systemCode(error) ?? String(error);
    throw reason === 'ENOENT'
      ? folderError('folder.not_found', { path })
      : folderError('folder.not_readable', { path, reason }, { cause: error });
  }
  if (!isFolder) throw folderError('folder.not_a_folder', { path });
  return root;
};

import { constants } from 'node:fs';
import { access, stat } from 'node:fs/promises';
import { dirname, extname, isAbsolute, relative, sep } from 'node:path';
import { systemCode } from '../../platform/storage/disk-errors.ts';
import { reportPageError } from './report-page.errors.ts';

/**
 * The absolute path of a report that can be written: hours of work are not to end at a typing error in its name. Throws
 * `report.bad_path`.
 */
export const reportPlace = async (path: string): Promise<string> => {
  const refuse = (reason: string) => reportPageError('report.bad_path', { path, reason });
  if (!['.html', '.htm'].includes(extname(path).toLowerCase())) throw refuse('its name does not end in .html');
  try {
    await access(dirname(path), constants.W_OK);
  } catch (error) {
    const reason = systemCode(error);
    throw refuse(
      reason === 'ENOENT' ? 'its folder does not exist' : `its folder cannot be written to: ${reason ?? ''}`,
    );
  }
  const there = await stat(path).catch(() => null);
  if (there !== null && !there.isFile()) throw refuse('something else has this name');
  return path;
};

/** Links from a report in a directory to files below a folder; none when a way between the two cannot be written. */
export const linksFrom = (directory: string, root: string): ((path: string) => string | null) => {
  const way = relative(directory, root);
  if (isAbsolute(way)) return () => null;
  const parts = way === '' ? [] : way.split(sep);
  return (path) => [...parts, path].join('/');
};

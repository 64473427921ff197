import { randomUUID } from 'node:crypto';
import { rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { systemCode } from '../../platform/storage/disk-errors.ts';
import { durableRename } from '../../platform/storage/durable-rename.ts';
import { reportPageError } from './report-page.errors.ts';

/** Writes a report, whole or not at all; an earlier one of this name is replaced. Throws `report.not_written`. */
export const writeReportPage = async (path: string, page: string): Promise<void> => {
  const partial = join(dirname(path), `.pixmill-${randomUUID()}.partial`);
  try {
    await writeFile(partial, page, { flag: 'wx' });
    await durableRename(partial, path);
  } catch (error) {
    await rm(partial, { force: true }).catch(() => undefined);
    const reason = systemCode(error);
    if (reason === undefined) throw error;
    throw reportPageError('report.not_written', { path, reason }, { cause: error });
  }
};

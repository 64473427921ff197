import { createReadStream } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { parse } from 'yaml';
import { checkImageFolder } from './check-imagefolder.ts';
import { checkShards } from './check-webdataset.ts';
import { fileHash, filesBelow } from './checksums.ts';
import { exportError } from './export.errors.ts';
import type { ExportFormat } from './export-options.ts';
import { MAX_FOLDER_ENTRIES } from './image-layout.ts';

/** Ends the export: a rule of the formats does not hold. */
const violated = (rule: string, detail: string): Error =>
  exportError('export.check_failed', { rule, detail: detail.slice(0, 300) });

/** Files whose hash is computed again. */
const REHASHED = 50;

/** Every folder but `images/` itself, whose entries are the classes, keeps to the limit. */
const checkFolders = async (directory: string, prefix = ''): Promise<void> => {
  const entries = await readdir(join(directory, prefix), { withFileTypes: true });
  if (entries.length > MAX_FOLDER_ENTRIES && prefix !== 'images/' && prefix !== 'labels/') {
    throw violated('at most 10,000 entries in a folder', `${prefix}: ${entries.length}`);
  }
  for (const entry of entries) {
    if (entry.isDirectory()) await checkFolders(directory, `${prefix}${entry.name}/`);
  }
};

/** SHA256SUMS names exactly the files that are there, in order, and a sample of the hashes is right. */
const checkChecksums = async (directory: string): Promise<void> => {
  const rule = 'SHA256SUMS names every file with its hash';
  const files = filesBelow(directory);
  const nextFile = async (): Promise<string | undefined> => {
    for (;;) {
      const { value, done } = await files.next();
      if (done === true) return undefined;
      if (value !== 'SHA256SUMS') return value;
    }
  };
  let line = 0;
  const lines = createInterface({ input: createReadStream(join(directory, 'SHA256SUMS')), crlfDelay: Infinity });
  for await (const text of lines) {
    const [hash, path] = [text.slice(0, 64), text.slice(66)];
    const expected = await nextFile();
    if (path !== expected) throw violated(rule, `${path} where ${String(expected)} is`);
    line += 1;
    // The first ones, and ever rarer ones after them.
    const rehash = line <= REHASHED || (line & (line - 1)) === 0;
    if (rehash && (await fileHash(join(directory, path))) !== hash) throw violated(rule, path);
  }
  const missing = await nextFile();
  if (missing !== undefined) throw violated(rule, missing);
};

const checkCard = async (directory: string): Promise<void> => {
  const text = await readFile(join(directory, 'README.md'), 'utf8');
  const front: unknown = parse(/^---\n([^]*?)\n---\n/.exec(text)?.[1] ?? '');
  const hasConfigs = typeof front === 'object' && front !== null && 'configs' in front && 'license' in front;
  if (!hasConfigs) throw violated('the dataset card names its data files and its licence', 'README.md');
};

/**
 * Reads a written export again as its readers do, before it is put in place (checks that apply to formats without splits
 * and boxes). Throws `export.check_failed` with the rule that does not hold.
 */
export const checkExport = async (options: {
  readonly directory: string;
  readonly formats: readonly ExportFormat[];
  /** How many images were to be written. */
  readonly images: number;
}): Promise<void> => {
  const { directory, formats, images } = options;
  if (formats.includes('imagefolder')) await checkImageFolder({ directory, images, violated });
  if (formats.includes('webdataset')) await checkShards({ directory, images, violated });
  await checkFolders(directory);
  await checkCard(directory);
  await checkChecksums(directory);
};

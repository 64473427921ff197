import { basename, dirname } from 'node:path';
import type { Pixmill } from '../../compose.ts';
import { renderCopiesReport, type ShownCopy, type ShownCopies } from '../../features/reports/copies-report.ts';
import { readPreview } from '../../library/read-preview.ts';
import { VERSION } from '../../version.ts';
import { linksFrom } from '../report-page/report-place.ts';
import { writeReportPage } from '../report-page/write-report-page.ts';
import type { DedupePlan } from './dedupe-plan.ts';
import type { CopyFile, FoundCopies } from './find-copies.ts';
import { KIND_NAMES } from './tell-copies.ts';

/** Groups of a page, and pictures of one group. */
const MOST_GROUPS = 400;
const MOST_OF_GROUP = 12;

const WHY = {
  more_pixels: 'more pixels',
  more_bytes: 'more bytes',
  better_licence: 'better licence',
  seen_first: 'found first',
  same_bytes: 'found first',
} as const;

/** Writes the report, whole or not at all; an earlier one of this name is replaced. Throws `report.not_written`. */
export const writeDedupeReport = async (
  { storage }: Pick<Pixmill, 'storage'>,
  { groups, images, comparedBy }: FoundCopies,
  {
    plan: { root, threshold },
    path,
    command,
    problems,
  }: {
    readonly plan: DedupePlan;
    readonly path: string;
    readonly command: string;
    readonly problems: readonly string[];
  },
): Promise<void> => {
  const linkOf = linksFrom(dirname(path), root);
  const shownOf = async (file: CopyFile, tag: string): Promise<ShownCopy> => ({
    name: file.path,
    fileName: linkOf(file.path),
    preview: await readPreview(storage, file.image.sha256),
    width: file.image.width,
    height: file.image.height,
    bytes: file.image.bytes,
    tag,
  });
  const shown: ShownCopies[] = [];
  for (const { best, why, copies, sureness } of groups.slice(0, MOST_GROUPS)) {
    const some: ShownCopy[] = [];
    for (const copy of copies.slice(0, MOST_OF_GROUP - 1)) {
      some.push(await shownOf(copy, `${KIND_NAMES[copy.kind]}, ${Math.floor(copy.sureness * 100)} %`));
    }
    shown.push({ best: await shownOf(best, 'best'), why: WHY[why], copies: some, size: copies.length + 1, sureness });
  }
  const page = renderCopiesReport({
    title: basename(root) || root,
    madeAt: new Date().toISOString(),
    version: VERSION,
    images,
    groups: shown,
    allGroups: groups.length,
    copies: groups.reduce((sum, { copies }) => sum + copies.length, 0),
    bytes: groups.reduce((sum, { copies }) => sum + copies.reduce((all, { image }) => all + image.bytes, 0), 0),
    notices: problems,
    making: [
      { name: 'Command', value: command },
      { name: 'Folder', value: root },
      { name: 'Pixmill', value: VERSION },
      { name: 'Compared by', value: comparedBy === 'look' ? 'how they look' : `embeddings of ${comparedBy}` },
      { name: 'Least sureness', value: String(threshold) },
    ],
  });
  await writeReportPage(path, page);
};

import { join } from 'node:path';
import { inArray } from 'drizzle-orm';
import { candidates, projects } from '../../library/schema.ts';
import type { ImageRow } from '../../library/schema.ts';
import type { Database } from '../../platform/database/database.ts';
import { readFolderFiles } from '../analysed-folder/folder-files.ts';
import type { FoundPlace } from './show-answer.ts';

const detailsOf = ({ title, tags, label, source, sourceUrl, pageUrl, sha256 }: ImageRow) => ({
  title,
  tags,
  label,
  source,
  source_url: sourceUrl,
  page_url: pageUrl,
  sha256,
});

/** Where images of projects come from: the file on this machine, their address, or the name that they came under. */
export const placesInProjects = async (
  db: Database,
  images: readonly ImageRow[],
): Promise<ReadonlyMap<string, FoundPlace>> => {
  const ids = [...new Set(images.map(({ projectId }) => projectId))];
  const rows =
    ids.length === 0
      ? []
      : await db.select({ id: projects.id, name: projects.name }).from(projects).where(inArray(projects.id, ids));
  const names = new Map(rows.map(({ id, name }) => [id, name]));
  const paths = await readPaths(db, images);
  return new Map(
    images.map((image) => [
      image.id,
      {
        file: paths.get(image.candidateId) ?? image.sourceUrl ?? image.originalName ?? image.id,
        project: names.get(image.projectId) ?? '',
        more: detailsOf(image),
      },
    ]),
  );
};

/** The files of candidates that were files of this machine. */
const readPaths = async (db: Database, images: readonly ImageRow[]): Promise<ReadonlyMap<string, string>> => {
  if (images.length === 0) return new Map();
  const ids = images.map(({ candidateId }) => candidateId);
  const rows = await db
    .select({ id: candidates.id, location: candidates.location })
    .from(candidates)
    .where(inArray(candidates.id, ids));
  return new Map(rows.flatMap(({ id, location }) => (location.kind === 'file' ? [[id, location.path] as const] : [])));
};

/** The files of a folder that images were made of, under the name that the folder was given. */
export const placesInFolder = async (
  db: Database,
  images: readonly ImageRow[],
  { projectId, name }: { readonly projectId: string; readonly name: string },
): Promise<ReadonlyMap<string, FoundPlace>> => {
  const files = await readFolderFiles(db, projectId);
  return new Map(
    images.map((image) => {
      const [file, ...copies] = (files.get(image.id) ?? []).map(({ path }) => join(name, path));
      const more = { ...detailsOf(image), ...(copies.length === 0 ? {} : { copies }) };
      return [image.id, { file: file ?? image.originalName ?? image.id, project: name, more }];
    }),
  );
};

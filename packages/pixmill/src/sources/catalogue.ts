import type { Source, SourceInfo } from '../library/source.ts';
import { archiveSource } from './archive.ts';
import { commons } from './commons/commons.ts';
import { folderSource } from './folder.ts';
import { gbif } from './gbif/gbif.ts';
import { inaturalist } from './inaturalist/inaturalist.ts';
import { met } from './met.ts';
import { nasa } from './nasa/nasa.ts';
import { createOpenverse } from './openverse/openverse.ts';
import { sourceError } from './source.errors.ts';
import { urlListSource } from './url-list.ts';
import { EXCLUDED_SOURCES, PLANNED_SOURCES } from './unavailable-sources.ts';

/** Every source that can be asked, those that answer keywords first. */
export const SOURCES: readonly Source[] = [
  createOpenverse(),
  commons,
  inaturalist,
  gbif,
  met,
  nasa,
  urlListSource,
  folderSource,
  archiveSource,
];

/** Every source that Pixmill knows of, the planned and the excluded ones too. */
export const SOURCE_INFOS: readonly SourceInfo[] = [
  ...SOURCES.map(({ info }) => info),
  ...PLANNED_SOURCES,
  ...EXCLUDED_SOURCES,
];

/** The ids that are asked for each keyword when nobody names any. */
export const DEFAULT_SOURCES: readonly string[] = SOURCES.filter(
  ({ info }) => info.kind === 'search' && info.tier === 'default' && info.preset === 'general',
).map(({ info }) => info.id);

/**
 * The source of an id.
 * @throws `source.unknown`; `source.not_available` with the reason for one that is planned or excluded.
 */
export const findSource = (id: string): Source => {
  const source = SOURCES.find(({ info }) => info.id === id);
  if (source !== undefined) return source;
  const info = SOURCE_INFOS.find((known) => known.id === id);
  if (info !== undefined) {
    throw sourceError('source.not_available', { source: info.title, reason: info.unavailable ?? '' });
  }
  throw sourceError('source.unknown', {
    name: id.slice(0, 80),
    known: SOURCES.map((known) => known.info.id).join(', '),
  });
};

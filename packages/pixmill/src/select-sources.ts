import { sourceIdOf } from './library/source-names.ts';
import type { Settings } from './platform/config/settings.ts';
import { settingNamed } from './source-context.ts';
import { DEFAULT_SOURCES, SOURCES, findSource } from './sources/catalogue.ts';
import { sourceError } from './sources/source.errors.ts';

/** Subjects that stand for all of their sources. */
const PRESETS = ['nature', 'art', 'space'];

/**
 * The ids of the sources to ask for each keyword: those named (by id, by an older name, by subject), or the default
 * ones. Throws `source.*` errors for one that cannot be asked, with the reason.
 */
export const selectSources = (names: readonly string[] | null, settings: Settings): readonly string[] => {
  const wanted = (names ?? DEFAULT_SOURCES).flatMap((name) => {
    const id = sourceIdOf(name);
    if (!PRESETS.includes(id)) return [id];
    return SOURCES.filter(({ info }) => info.preset === id && info.kind === 'search').map(({ info }) => info.id);
  });
  return [...new Set(wanted)].map((id) => {
    const { info } = findSource(id);
    if (info.kind !== 'search') throw sourceError('source.not_a_search', { source: id });
    const missing = info.keys.filter((key) => settingNamed(settings, key) === undefined);
    if (missing.length > 0) throw sourceError('source.missing_key', { source: info.title, key: missing.join(' and ') });
    return id;
  });
};

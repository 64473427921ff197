import { createReadStream } from 'node:fs';
import type { Source, SourceContext } from './library/source.ts';
import { SETTINGS } from './platform/config/settings.ts';
import type { Settings } from './platform/config/settings.ts';
import type { Fetcher } from './platform/fetching/fetcher.ts';
import type { Storage } from './platform/storage/storage.ts';
import { sourceError } from './sources/source.errors.ts';

/** Largest list or archive that is read from the network, in bytes. */
const MAX_INPUT_BYTES = 64 * 1024 ** 3;

const SETTING_KEYS = Object.entries(SETTINGS).map(([key, { name }]) => ({ key, name }));

/** The value of a setting by its name in the environment; `undefined` when it is unset. */
export const settingNamed = (settings: Settings, name: string): string | undefined => {
  const found = SETTING_KEYS.find((setting) => setting.name === name);
  const value: unknown =
    found === undefined ? undefined : Object.entries(settings).find(([key]) => key === found.key)?.[1];
  return typeof value === 'string' ? value : undefined;
};

/** Origins that stand in for a source's service: the operator named them, so the guard lets them through. */
export const privateOriginsOf = (settings: Settings): string[] =>
  SETTING_KEYS.filter(({ name }) => name.endsWith('_URL') && !['DATABASE_URL', 'STORAGE_URL'].includes(name)).flatMap(
    ({ name }) => settingNamed(settings, name) ?? [],
  );

/** What one source may use: the guarded fetcher at its own pace, its own settings, storage for members of archives. */
export const createSourceContext = ({
  source,
  signal,
  settings,
  fetcher,
  storage,
  takeRequest,
}: {
  readonly source: Source;
  readonly signal: AbortSignal;
  readonly settings: Settings;
  readonly fetcher: Fetcher;
  readonly storage: Storage;
  /** Takes a request from the source's budget of so many a day; `false` when there is none left. */
  readonly takeRequest: (perDay: number) => Promise<boolean>;
}): SourceContext => {
  const { info } = source;
  const optional = info.optionalKeys ?? [];
  const allowed = [...info.keys, ...optional, ...(info.baseUrlSetting === undefined ? [] : [info.baseUrlSetting])];
  const setting = (name: string) => (allowed.includes(name) ? settingNamed(settings, name) : undefined);
  const hasKeys = optional.length > 0 && optional.every((name) => setting(name) !== undefined);
  // A stand-in for the service sets its own pace.
  const isReplaced = info.baseUrlSetting !== undefined && setting(info.baseUrlSetting) !== undefined;
  const pacing = isReplaced ? undefined : ((hasKeys ? info.pacingWithKeys : undefined) ?? info.pacing);
  const paced = { signal, ...(pacing === undefined ? {} : { minIntervalMs: pacing.minIntervalMs }) };
  const spend = async (): Promise<void> => {
    const perDay = pacing?.requestsPerDay ?? null;
    if (perDay === null || (await takeRequest(perDay))) return;
    throw sourceError('source.quota_exhausted', { source: info.title, wait: 'a day' });
  };
  return {
    getJson: async (url, { headers } = {}) => {
      await spend();
      return fetcher.fetchJson(url, { ...paced, ...(headers === undefined ? {} : { headers }) });
    },
    postForm: (url, { fields, headers }) =>
      fetcher.fetchJson(url, { ...paced, form: fields, ...(headers === undefined ? {} : { headers }) }),
    setting,
    signal,
    now: () => new Date(),
    openInput: async (pathOrUrl) =>
      /^https?:/i.test(pathOrUrl)
        ? fetcher.fetchStream(pathOrUrl, { signal, maxBytes: MAX_INPUT_BYTES })
        : createReadStream(pathOrUrl),
    stage: async (bytes, limits) => {
      const file = await storage.receive(bytes, limits);
      try {
        await file.commit();
        return { sha256: file.sha256, bytes: file.bytes };
      } finally {
        await file.discard();
      }
    },
  };
};

import type { AnalyserName } from './analyser-names.ts';
import type { Settings } from './settings.ts';

/** The settings that analysers cannot do without. */
export type AnalyserSettings = Pick<Settings, 'azureVisionEndpoint' | 'azureVisionKey' | 'openaiModel'>;

/** The settings that an analyser needs and that are not set: names of the environment. */
export const settingsMissingFor = (name: AnalyserName, settings: AnalyserSettings): readonly string[] => {
  const needed: Readonly<Record<string, string | undefined>> =
    name === 'azure'
      ? { AZURE_VISION_ENDPOINT: settings.azureVisionEndpoint, AZURE_VISION_KEY: settings.azureVisionKey }
      : name === 'openai'
        ? { OPENAI_MODEL: settings.openaiModel }
        : {};
  return Object.entries(needed).flatMap(([setting, value]) => (value === undefined ? [setting] : []));
};

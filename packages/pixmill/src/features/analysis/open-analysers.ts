import { modelFolderOf, openModelStore } from '../../models/model-store.ts';
import type { Settings } from '../../platform/config/settings.ts';
import type { Analyser } from './analyser.ts';
import { builtinAnalyser } from './builtin-analyser.ts';
import { createLocalAnalyser, type LocalAnalysis } from './local-analyser.ts';

type OpenAnalyser = (settings: Pick<Settings, 'dataDirectory'>, local: LocalAnalysis) => Promise<Analyser>;

/** Every analyser by the name that ANALYZERS has for it. */
const ANALYSERS = {
  builtin: async () => builtinAnalyser,
  local: async (settings, local) =>
    createLocalAnalyser(await openModelStore({ directory: modelFolderOf(settings) }).list(), local),
} satisfies Record<string, OpenAnalyser>;

/** What an analyser is called. */
export type AnalyserName = keyof typeof ANALYSERS;

/** Whether this is the name of an analyser. */
export const isAnalyserName = (name: string): name is AnalyserName => Object.hasOwn(ANALYSERS, name);

/** Names of all analysers, in the order that suits most. */
export const ANALYSER_NAMES: readonly AnalyserName[] = ['builtin', 'local'];

/** Opens the analysers of an installation as they are now, in their order. Throws `model.bad_manifest`, `storage.*`. */
export const openAnalysers = async (
  settings: Pick<Settings, 'analyzers' | 'dataDirectory'>,
  local: LocalAnalysis,
): Promise<readonly Analyser[]> => Promise.all(settings.analyzers.map((name) => ANALYSERS[name](settings, local)));

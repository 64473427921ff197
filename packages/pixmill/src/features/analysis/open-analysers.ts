import type { Settings } from '../../platform/config/settings.ts';
import type { Analyser } from './analyser.ts';
import { builtinAnalyser } from './builtin-analyser.ts';

/** Every analyser by the name that ANALYZERS has for it. */
const ANALYSERS = { builtin: () => builtinAnalyser } satisfies Record<string, () => Analyser>;

/** Opens the analysers of an installation, in their order. */
export const openAnalysers = ({ analyzers }: Pick<Settings, 'analyzers'>): readonly Analyser[] =>
  analyzers.map((name) => ANALYSERS[name]());

import { ANALYSERS, isAnalyserName, type AnalyserName } from '../../platform/config/analyser-names.ts';
import { analysisError } from '../../features/analysis/remote/analysis.errors.ts';
import { settingsMissingFor, type AnalyserSettings } from '../../platform/config/check-analysers.ts';
import { usageError } from '../command.errors.ts';
import { listOf } from '../options/read-flags.ts';

/** What a person is told who names an analyser that there is not. */
export const EXPECTED_ANALYSERS = `one or more of ${ANALYSERS.join(', ')}`;

/** The analysers that `--analyze` names, in their order, each once. Throws `usage.bad_value`. */
export const parseAnalysers = (value: string | readonly string[]): readonly AnalyserName[] => {
  const names = [...new Set(listOf(value))];
  const known = names.filter(isAnalyserName);
  if (names.length === 0 || known.length < names.length) {
    throw usageError('usage.bad_value', { flag: '--analyze', value: names.join(','), expected: EXPECTED_ANALYSERS });
  }
  return known;
};

/** Throws `analysis.not_set_up` where an analyser lacks settings that it cannot do without. */
export const assertSetUp = (names: readonly AnalyserName[], settings: AnalyserSettings): void => {
  for (const analyser of names) {
    const missing = settingsMissingFor(analyser, settings);
    if (missing.length > 0) throw analysisError('analysis.not_set_up', { analyser, settings: missing.join(' and ') });
  }
};

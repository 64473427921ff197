/** What can look at images, by the names of ANALYZERS. */
export const ANALYSERS = ['builtin', 'local', 'azure', 'openai'] as const;

/** What an analyser is called. */
export type AnalyserName = (typeof ANALYSERS)[number];

/** Whether this is the name of an analyser. */
export const isAnalyserName = (name: string): name is AnalyserName => ANALYSERS.some((known) => known === name);

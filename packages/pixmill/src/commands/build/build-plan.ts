import { basename, resolve } from 'node:path';
import type { JobConfig, NewSearch } from '../../library/job.ts';

import type { AnalyserName } from '../../platform/config/analyser-names.ts';
import { parseAnalysers } from '../analysis/parse-analysers.ts';
import { usageError } from '../command.errors.ts';
import { fetchPlanOf, jobConfigOf } from '../options/job-options.ts';
import type { FetchPlan } from '../options/job-options.ts';
import { resolveInput } from '../options/resolve-input.ts';
import type { OutputPlan } from '../../features/exports/export-options.ts';
import { outputPlanOf } from '../options/output-options.ts';
import { listOf } from '../options/read-flags.ts';
import type { BuildConfig, BuildOptions } from './build-options.ts';

/** A build, as it was asked for, with every default put in. */
export type BuildPlan = FetchPlan & {
  readonly name: string;
  /** Absolute path of the dataset. */
  readonly directory: string;
  readonly searches: readonly NewSearch[];
  readonly job: JobConfig;
  readonly output: OutputPlan;
  /** What looks at kept images, in its order; none where nobody asks for it. */
  readonly analysers: readonly AnalyserName[];
  /** Whether the metadata says what they found. */
  readonly tags: boolean;
};

const PER_KEYWORD = 100;

/**
 * Makes the plan of a build. Flags win over the config file. Throws `usage.*`, `input.*`, `licence.*` and `export.*` errors
 * for what cannot be meant.
 */
export const planBuild = async ({
  keywords,
  flags,
  config,
  selectSources,
  usualAnalysers = ['builtin'],
  cwd,
}: {
  readonly keywords: readonly string[];
  readonly flags: BuildOptions;
  readonly config: BuildConfig;
  /** The sources to ask for each keyword, by what was given or by default; throws for those that cannot be used. */
  readonly selectSources: (names: readonly string[] | null) => readonly string[];
  /** Those of `--tags` alone. */
  readonly usualAnalysers?: readonly AnalyserName[];
  readonly cwd: string;
}): Promise<BuildPlan> => {
  const options: BuildOptions = { ...config.options, ...flags };
  const inputs = typeof options.from === 'string' ? [options.from] : (options.from ?? []);
  const groups = keywordGroups(keywords, config.categories ?? {});
  if (groups.length === 0 && inputs.length === 0) throw usageError('usage.nothing_asked');
  const sources = groups.length > 0 ? selectSources(options.source === undefined ? null : listOf(options.source)) : [];
  const target = options.per_keyword ?? PER_KEYWORD;
  const searches: NewSearch[] = groups.flatMap(({ keyword, label }, targetGroup) =>
    sources.map((source) => ({ source, query: keyword, label, targetGroup, target })),
  );
  for (const [index, input] of inputs.entries()) {
    const { source, query } = await resolveInput(input, cwd);
    const targetGroup = groups.length + index;
    searches.push({ source, query, label: null, targetGroup, target: options.per_keyword ?? null });
  }
  const name = config.dataset_name ?? nameOf(options.out, groups, inputs);
  return {
    name,
    directory: resolve(cwd, options.out ?? name),
    searches,
    job: jobConfigOf(options, { maxImages: options.max_images ?? null }),
    output: outputPlanOf(options),
    analysers: analysersOf(options, usualAnalysers),
    tags: options.tags ?? false,
    ...fetchPlanOf(options),
  };
};

const analysersOf = (
  { analyze, tags = false }: Pick<BuildOptions, 'analyze' | 'tags'>,
  usual: readonly AnalyserName[],
): readonly AnalyserName[] => {
  if (analyze !== undefined) return parseAnalysers(analyze);
  return tags ? usual : [];
};

type KeywordGroup = { readonly keyword: string; readonly label: string };

/** Each keyword once a label: the category it stands in, or the keyword itself. */
const keywordGroups = (
  keywords: readonly string[],
  categories: Readonly<Record<string, readonly string[]>>,
): KeywordGroup[] => {
  const given = [
    ...keywords.map((keyword) => ({ keyword, label: keyword })),
    ...Object.entries(categories).flatMap(([label, words]) => words.map((keyword) => ({ keyword, label }))),
  ].map(({ keyword, label }) => ({ keyword: keyword.trim().replaceAll(/\s+/g, ' '), label: label.trim() }));
  for (const { keyword } of given) {
    const reason = keyword.length < 2 ? 'too short' : keyword.length > 100 ? 'too long' : null;
    if (reason !== null) throw usageError('usage.short_keyword', { keyword: keyword.slice(0, 120), reason });
  }
  return [...new Map(given.map((group) => [`${group.label}\n${group.keyword}`.toLowerCase(), group])).values()];
};

/** What a dataset is called when nobody says it: after its directory, its first keyword or its first input. */
const nameOf = (out: string | undefined, groups: readonly KeywordGroup[], inputs: readonly string[]): string => {
  const first =
    groups[0]?.keyword ??
    basename(inputs[0]?.replace(/[?#].*$/, '').replace(/\/+$/, '') ?? '').replace(/\.(\w+)(\.gz)?$/, '');
  const name = out === undefined ? first : basename(resolve(out));
  const plain = name
    .normalize('NFKD')
    .replaceAll(/[^\p{L}\p{N}._-]+/gu, '-')
    .replaceAll(/^[-.]+|[-.]+$/g, '');
  return plain.slice(0, 100) || 'dataset';
};

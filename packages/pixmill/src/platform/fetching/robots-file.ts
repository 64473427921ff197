import { contentSignalPreference, contentUsagePreference } from './content-usage.ts';
import type { TrainingPreference } from './content-usage.ts';
import { pathPattern } from './path-pattern.ts';
import type { PathPattern } from './path-pattern.ts';

/** An `Allow` or `Disallow` line. */
export type RobotsRule = { readonly allow: boolean; readonly pattern: PathPattern };

/** A `Content-Usage` or `Content-Signal` line that says something about training. */
export type RobotsUsage = {
  readonly kind: 'content-usage' | 'content-signal';
  readonly pattern: PathPattern;
  readonly preference: Exclude<TrainingPreference, null>;
};

/** What one crawler is told, its groups merged. */
export type RobotsGroup = {
  readonly rules: RobotsRule[];
  readonly usages: RobotsUsage[];
  /** Seconds. */
  crawlDelay: number | null;
};

/** A robots.txt by crawler (lower case; `*` for all others). */
export type RobotsFile = ReadonlyMap<string, RobotsGroup>;

const MOST_LINES = 20_000;

const usageOf = (kind: RobotsUsage['kind'], value: string): RobotsUsage | null => {
  // An optional path stands before the preferences: `Content-Usage: /photos/ train-ai=n`.
  const [, path = '/', statement = ''] = /^(\/\S*)?\s*(.*)$/.exec(value) ?? [];
  const preference = (kind === 'content-usage' ? contentUsagePreference : contentSignalPreference)(statement);
  return preference === null ? null : { kind, pattern: pathPattern(path), preference };
};

/**
 * Reads a robots.txt (RFC 9309) with `Crawl-delay`, `Content-Usage` and `Content-Signal`. Groups of the same crawler are
 * merged; statements before the first group count for all. What is not understood is skipped, lines past 20,000 too.
 */
export const parseRobots = (text: string): RobotsFile => {
  const groups = new Map<string, RobotsGroup>();
  const groupOf = (agent: string): RobotsGroup => {
    const group = groups.get(agent) ?? { rules: [], usages: [], crawlDelay: null };
    groups.set(agent, group);
    return group;
  };
  let current: RobotsGroup[] = [];
  let collectingAgents = false;

  const lines = text.replace(/^\uFEFF/, '').split(/\r\n|\r|\n/, MOST_LINES);
  for (const line of lines) {
    const statement = line.split('#', 1)[0] ?? '';
    const colon = statement.indexOf(':');
    if (colon === -1) continue;
    const key = statement.slice(0, colon).trim().toLowerCase();
    const value = statement.slice(colon + 1).trim();
    if (key === 'user-agent') {
      if (!collectingAgents) current = [];
      collectingAgents = true;
      current.push(groupOf((value.split(/[\s/]/, 1)[0] ?? '').toLowerCase()));
      continue;
    }
    if (key === 'allow' || key === 'disallow') {
      collectingAgents = false;
      if (value === '') continue;
      const rule = { allow: key === 'allow', pattern: pathPattern(value) };
      for (const group of current) group.rules.push(rule);
    } else if (key === 'crawl-delay') {
      collectingAgents = false;
      const seconds = Number(value);
      if (value !== '' && seconds >= 0) for (const group of current) group.crawlDelay = seconds;
    } else if (key === 'content-usage' || key === 'content-signal') {
      collectingAgents = false;
      const usage = usageOf(key, value);
      if (usage !== null) for (const group of current.length === 0 ? [groupOf('*')] : current) group.usages.push(usage);
    }
  }
  return groups;
};

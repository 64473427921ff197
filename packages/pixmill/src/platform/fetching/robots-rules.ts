import { comparablePath, matchesPath } from './path-pattern.ts';
import type { PathPattern } from './path-pattern.ts';
import type { RobotsFile, RobotsGroup, RobotsRule } from './robots-file.ts';

/** The name by which a robots.txt may address us, lower case. */
const PRODUCT_TOKEN = 'pixmill';

/**
 * Crawlers whose exclusion is read as "not for training" at the level `ai-tokens`. RFC 9309 does not ask for that; an
 * owner who names them could not know of us.
 */
const AI_TOKENS: readonly string[] = [
  'img2dataset',
  'LAIONDownloader',
  'laion-huggingface-processor',
  'CCBot',
  'GPTBot',
  'ClaudeBot',
  'anthropic-ai',
  'Google-Extended',
  'Applebot-Extended',
  'Bytespider',
  'meta-externalagent',
  'ImagesiftBot',
  'imageSpider',
];

/** The crawlers that count as us at a level, lower case. */
export const agentsAt = (level: 'own' | 'ai-tokens' | 'off'): ReadonlySet<string> =>
  new Set([PRODUCT_TOKEN, ...(level === 'ai-tokens' ? AI_TOKENS.map((token) => token.toLowerCase()) : [])]);

/** Whether a robots.txt allows a URL, and the statement that forbids it. */
export type RobotsVerdict = { readonly allowed: true } | { readonly allowed: false; readonly rule: string };

/** The longest statement that matches. On equal length `prefer` decides. */
const longest = <T extends { readonly pattern: PathPattern }>(
  statements: readonly T[],
  path: string,
  prefer: (statement: T) => boolean,
): T | null => {
  let best: T | null = null;
  for (const statement of statements) {
    const length = statement.pattern.text.length;
    const bestLength = best?.pattern.text.length ?? -1;
    if (length < bestLength || (length === bestLength && !prefer(statement))) continue;
    if (matchesPath(statement.pattern, path)) best = statement;
  }
  return best;
};

const ruleFor = (group: RobotsGroup, path: string): RobotsRule | null =>
  longest(group.rules, path, ({ allow }) => allow);

/** Several preferences for the same path combine to the most restrictive; both kinds are looked at apart. */
const forbiddenUse = (group: RobotsGroup, path: string): string | null => {
  for (const kind of ['content-usage', 'content-signal'] as const) {
    const usages = group.usages.filter((usage) => usage.kind === kind);
    const usage = longest(usages, path, ({ preference }) => preference === 'n');
    if (usage?.preference === 'n')
      return kind === 'content-usage' ? 'content-usage train-ai=n' : 'content-signal ai-train=no';
  }
  return null;
};

/**
 * Judges a URL by a robots.txt: our own group, or else `*`; at the level `ai-tokens` also the groups of AI crawlers,
 * unless a statement addressed to us by name allows the path. `rule` reads `robots:GPTBot /img/`.
 */
export const judgeByRobots = (file: RobotsFile, url: URL, level: 'own' | 'ai-tokens'): RobotsVerdict => {
  if (url.pathname === '/robots.txt') return { allowed: true };
  const path = comparablePath(url);
  const named = file.get(PRODUCT_TOKEN);
  const own = named ?? file.get('*');
  if (own !== undefined) {
    const rule = ruleFor(own, path);
    const agent = named === undefined ? '*' : PRODUCT_TOKEN;
    if (rule !== null && !rule.allow) return { allowed: false, rule: `robots:${agent} ${rule.pattern.text}` };
    const use = forbiddenUse(own, path);
    if (use !== null) return { allowed: false, rule: `robots:${use}` };
    if (named !== undefined && rule !== null) return { allowed: true };
  }
  if (level === 'own') return { allowed: true };
  for (const token of AI_TOKENS) {
    const group = file.get(token.toLowerCase());
    if (group === undefined) continue;
    const rule = ruleFor(group, path);
    if (rule !== null && !rule.allow) return { allowed: false, rule: `robots:${token} ${rule.pattern.text}` };
    const use = forbiddenUse(group, path);
    if (use !== null) return { allowed: false, rule: `robots:${use}` };
  }
  return { allowed: true };
};

const LONGEST_CRAWL_DELAY_MS = 30_000;

/** `Crawl-delay` for us, in ms, at most 30 s; 0 when there is none. It is no part of RFC 9309, but costs little to keep. */
export const crawlDelayMs = (file: RobotsFile): number => {
  const seconds = (file.get(PRODUCT_TOKEN) ?? file.get('*'))?.crawlDelay ?? 0;
  return Math.min(LONGEST_CRAWL_DELAY_MS, seconds * 1000);
};

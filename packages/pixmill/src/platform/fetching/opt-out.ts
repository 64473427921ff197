import type { PixmillError } from '../errors/pixmill-error.ts';
import { contentSignalPreference, contentUsagePreference } from './content-usage.ts';
import { fetchError } from './fetch.errors.ts';
import type { OptOut, OptOutPolicy } from './fetcher.ts';
import type { HeaderLines } from './header-lines.ts';
import { POLICY_FAILURE_MS } from './origin-policy.ts';
import type { OriginPolicies } from './origin-policy.ts';
import { redactUrl } from './redact-url.ts';
import { agentsAt, crawlDelayMs, judgeByRobots } from './robots-rules.ts';
import { tdmFileStatement, tdmHeaderStatement } from './tdmrep.ts';
import type { TdmStatement } from './tdmrep.ts';
import { deniedByRobotsTag } from './x-robots-tag.ts';

/** What the files of an origin say about a URL, before it is asked for. */
export type FilesVerdict =
  | {
      readonly allowed: true;
      readonly crawlDelayMs: number;
      /** A reservation in tdmrep.json, which a response header may still lift. */
      readonly tdm: TdmStatement | null;
    }
  | { readonly allowed: false; readonly optOut: OptOut | null; readonly error: PixmillError };

const decide = (decision: 'allow' | 'deny', rule: string, source: URL | string, policyUrl?: string): OptOut => ({
  decision,
  rule: rule.slice(0, 200),
  checkedAt: new Date().toISOString(),
  sourceUrl: redactUrl(source),
  ...(policyUrl === undefined ? {} : { policyUrl }),
});

/** Asks robots.txt and tdmrep.json of the URL's origin, as far as the policy wants them read. */
export const judgeByFiles = async (
  url: URL,
  policy: OptOutPolicy,
  policies: OriginPolicies,
  signal: AbortSignal,
): Promise<FilesVerdict> => {
  let delay = 0;
  if (policy.robots !== 'off') {
    const robotsUrl = `${url.origin}/robots.txt`;
    const answer = await policies.robots(url.origin, signal);
    if (answer.kind === 'unreachable') return { allowed: false, optOut: null, error: answer.error };
    if (answer.kind === 'unavailable') {
      const details = { host: url.host, httpStatus: answer.status, retryAfterMs: POLICY_FAILURE_MS };
      const optOut = decide('deny', 'robots:unavailable', robotsUrl);
      return { allowed: false, optOut, error: fetchError('fetch.robots_unavailable', details) };
    }
    const verdict = judgeByRobots(answer.file, url, policy.robots);
    if (!verdict.allowed) {
      const optOut = decide('deny', verdict.rule, robotsUrl);
      return { allowed: false, optOut, error: fetchError('fetch.opted_out', { host: url.host, rule: optOut.rule }) };
    }
    delay = crawlDelayMs(answer.file);
  }
  if (!policy.tdmrep) return { allowed: true, crawlDelayMs: delay, tdm: null };
  const answer = await policies.tdmrep(url.origin, signal);
  // A reservation that cannot be read is not made; the image's own headers are still to come.
  const tdm = answer.kind === 'file' ? tdmFileStatement(answer.file, url) : null;
  return { allowed: true, crawlDelayMs: delay, tdm };
};

/** Joins what the files said with the response's own headers into one decision. */
export const judgeByHeaders = (
  url: URL,
  headers: HeaderLines,
  policy: OptOutPolicy,
  fileStatement: TdmStatement | null,
): OptOut => {
  const directive = deniedByRobotsTag(headers.all('x-robots-tag'), agentsAt(policy.robots));
  if (directive !== null) return decide('deny', `x-robots-tag:${directive}`, url);

  const usage = headers.all('content-usage');
  if (usage.length > 0 && contentUsagePreference(usage.join(',')) === 'n') return decide('deny', 'content-usage', url);
  const signals = headers.all('content-signal');
  if (signals.length > 0 && contentSignalPreference(signals.join(',')) === 'n') {
    return decide('deny', 'content-signal', url);
  }

  const own = tdmHeaderStatement(headers.first('tdm-reservation'), headers.first('tdm-policy'));
  if (own !== null) return decide(own.reserved ? 'deny' : 'allow', 'tdm-header', url, own.policyUrl);
  if (fileStatement !== null) {
    const fileUrl = `${url.origin}/.well-known/tdmrep.json`;
    return decide(fileStatement.reserved ? 'deny' : 'allow', 'tdmrep:file', fileUrl, fileStatement.policyUrl);
  }
  return decide('allow', 'none', url);
};

import type { SourceContext, SourceInfo } from '../../library/source.ts';
import { PixmillError } from '../../platform/errors/pixmill-error.ts';
import { numberOf } from './json-fields.ts';
import { sourceError } from '../source.errors.ts';

/** What a service answered. */
export type Answer = Awaited<ReturnType<SourceContext['getJson']>>;

/**
 * The address of a request: the service's own, or with scheme, host and port of the setting that replaces them.
 * Parameters that are `undefined` are left out; an array is sent as the same parameter several times.
 */
export const serviceUrl = (
  info: SourceInfo,
  context: SourceContext,
  address: string,
  parameters: Readonly<Record<string, string | number | readonly string[] | undefined>> = {},
): string => {
  const url = new URL(address);
  for (const [name, value] of Object.entries(parameters)) {
    const values = typeof value === 'object' ? value : [value];
    for (const one of values) if (one !== undefined) url.searchParams.append(name, String(one));
  }
  const override = info.baseUrlSetting === undefined ? undefined : context.setting(info.baseUrlSetting);
  return override === undefined ? url.href : `${new URL(override).origin}${url.pathname}${url.search}`;
};

/** How long to wait, as a person says it. */
const waitText = (ms: number | null): string => {
  if (ms === null || ms <= 0) return 'a while';
  if (ms < 120_000) return `${Math.ceil(ms / 1000)} seconds`;
  const minutes = Math.ceil(ms / 60_000);
  return minutes < 120 ? `${minutes} minutes` : `${Math.ceil(minutes / 60)} hours`;
};

/** The error of a service that wants to be left alone for a time. */
export const rateLimited = (info: SourceInfo, retryAfterMs: number | null, cause?: unknown): PixmillError =>
  sourceError(
    'source.rate_limited',
    { source: info.title, wait: waitText(retryAfterMs), retryAfterMs },
    cause === undefined ? {} : { cause },
  );

/** The error of an answer whose form is not the documented one; `reason` names what is missing. */
export const notUnderstood = (info: SourceInfo, reason: string): PixmillError =>
  sourceError('source.answer_not_understood', { source: info.title, reason });

const refusal = (info: SourceInfo, status: number | undefined, hasKey: boolean, cause: PixmillError): PixmillError => {
  const source = info.title;
  const key = (info.keys[0] ?? info.optionalKeys?.[0]) || '';
  if (status === 401 && hasKey) return sourceError('source.key_rejected', { source, key }, { cause });
  return sourceError(
    'source.blocked',
    { source, reason: `HTTP ${status ?? 403}`, httpStatus: status ?? 403 },
    { cause },
  );
};

/** Says an error of the network in the words of the source; anything else comes back as it is. */
const inWordsOfSource = (info: SourceInfo, error: unknown, hasKey: boolean): unknown => {
  if (!(error instanceof PixmillError) || !error.code.startsWith('fetch.')) return error;
  const cause = error;
  const source = info.title;
  const status = numberOf(error.details['httpStatus']);
  const retryAfterMs = numberOf(error.details['retryAfterMs']) ?? null;
  switch (error.code) {
    case 'fetch.rate_limited':
    case 'fetch.host_parked':
      return rateLimited(info, retryAfterMs, cause);
    case 'fetch.forbidden':
      return refusal(info, status, hasKey, cause);
    case 'fetch.bad_json':
    case 'fetch.empty':
      return sourceError('source.not_json', { source, reason: error.message.replace(/\.$/, '') }, { cause });
    case 'fetch.http_error':
    case 'fetch.not_found':
      return sourceError(
        'source.refused',
        { source, reason: `HTTP ${status ?? 404}.`, httpStatus: status ?? 404 },
        { cause },
      );
    default:
      if (!error.retry && error.code !== 'fetch.host_not_found') return error;
      return sourceError(
        'source.unreachable',
        { source, reason: error.message.replace(/\.$/, ''), retryAfterMs },
        { cause },
      );
  }
};

/** Runs a request to a service and turns its failures into `source.*` errors. */
export const askService = async (
  info: SourceInfo,
  context: SourceContext,
  request: () => Promise<Answer>,
  { hasKey = false } = {},
): Promise<Answer> => {
  context.signal.throwIfAborted();
  try {
    return await request();
  } catch (error) {
    throw inWordsOfSource(info, error, hasKey);
  }
};

/**
 * Asks a service for JSON.
 * @throws `source.rate_limited`, `blocked`, `key_rejected`, `refused`, `not_json`, `unreachable`.
 */
export const getAnswer = (
  info: SourceInfo,
  context: SourceContext,
  url: string,
  headers: Readonly<Record<string, string>> = {},
): Promise<Answer> =>
  askService(info, context, () => context.getJson(url, { headers }), { hasKey: 'authorization' in headers });

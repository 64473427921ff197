/** One thing that is wrong with a request. */
export type RequestProblem = {
  readonly loc: readonly (string | number)[];
  readonly msg: string;
  readonly type: string;
};

/** An answer that is an error, as the API describes it. */
export class ApiError extends Error {
  override readonly name = 'ApiError';
  readonly status: number;
  /** `area.reason`; empty when the answer was not Pixmill's own (a proxy's, for example). */
  readonly code: string;
  /** All problems of a request that is not valid. */
  readonly problems: readonly RequestProblem[];
  readonly requestId: string | null;
  /** Seconds to wait before asking again, when the API says so. */
  readonly retryAfter: number | null;

  constructor(response: Pick<Response, 'status' | 'headers'>, body: unknown) {
    const said = readBody(body);
    super(said.message ?? `The server answered with ${response.status}.`);
    this.status = response.status;
    this.code = said.code;
    this.problems = said.problems;
    this.requestId = response.headers.get('x-request-id');
    const after = Number(response.headers.get('retry-after') ?? Number.NaN);
    this.retryAfter = Number.isFinite(after) ? after : null;
  }
}

const readBody = (
  body: unknown,
): { readonly message: string | null; readonly code: string; readonly problems: readonly RequestProblem[] } => {
  if (typeof body !== 'object' || body === null) return { message: null, code: '', problems: [] };
  const code = 'code' in body && typeof body.code === 'string' ? body.code : '';
  const detail = 'detail' in body ? body.detail : null;
  if (typeof detail === 'string') return { message: detail, code, problems: [] };
  if (!Array.isArray(detail)) return { message: null, code, problems: [] };
  const problems = detail.filter(isProblem);
  const message = problems.map(({ loc, msg }) => `${loc.join('.')}: ${msg}`).join('; ');
  return { message: message === '' ? null : message, code, problems };
};

const isProblem = (value: unknown): value is RequestProblem =>
  typeof value === 'object' &&
  value !== null &&
  'loc' in value &&
  Array.isArray(value.loc) &&
  'msg' in value &&
  typeof value.msg === 'string' &&
  'type' in value &&
  typeof value.type === 'string';

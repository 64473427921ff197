/** What Pixmill knows about one error or outcome code. */
export type CodeDefinition = {
  /** HTTP status that the API answers with when this code ends a request. */
  readonly status: number;
  /** One public sentence without secrets: what happened, and what to do. `{name}` stands for a detail. */
  readonly message: string;
  /** What clients of the API are told instead, where `message` is for whoever runs Pixmill: it names a path or a host. */
  readonly overHttp?: string;
  /** Whether trying the same thing again later may succeed. */
  readonly retry: boolean;
  /** For a 422: where in the request it stands, e.g. `['body', 'expires_at']`; `{name}` stands for a detail. */
  readonly loc?: readonly string[];
};

/** Codes of one area by reason, e.g. `too_large` in the area `fetch` is the code `fetch.too_large`. */
export type CodeArea<Area extends string, Reason extends string> = {
  readonly area: Area;
  readonly codes: { readonly [R in Reason as `${Area}.${R}`]: CodeDefinition };
};

/**
 * Declares the codes of one area. Every `*.errors.ts` file exports exactly one area, and a test walks all of those
 * files, so that no code is declared twice.
 */
export const defineCodes = <const Area extends string, const Reason extends string>(
  area: Area,
  reasons: { readonly [R in Reason]: CodeDefinition },
): CodeArea<Area, Reason> => {
  const codes: Record<string, CodeDefinition> = {};
  for (const [reason, definition] of Object.entries<CodeDefinition>(reasons)) {
    codes[`${area}.${reason}`] = definition;
  }
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the loop above builds exactly these keys
  return { area, codes: codes as CodeArea<Area, Reason>['codes'] };
};

/** The codes of an area, e.g. `CodeOf<typeof fetchCodes>` is `'fetch.timeout' | 'fetch.too_large' | …`. */
export type CodeOf<Area extends { readonly codes: object }> = keyof Area['codes'] & string;

import type { CodeDefinition } from './error-catalogue.ts';

type Details = Readonly<Record<string, string | number | null>>;

/** Puts details into the `{name}` places of a message; a missing detail leaves the place empty. */
const fillMessage = (message: string, details: Details): string =>
  message.replaceAll(/\{(\w+)\}/g, (_, name: string) => String(details[name] ?? ''));

/**
 * The one error class of Pixmill. It carries a code of the catalogue; its message is the public sentence of that code.
 * What is not a `PixmillError` is a fault of the program, and is shown to nobody outside the log.
 */
export class PixmillError extends Error {
  override readonly name = 'PixmillError';
  readonly code: string;
  readonly status: number;
  readonly retry: boolean;
  readonly details: Details;
  /** The sentence for clients of the API. */
  readonly publicMessage: string;
  /** Where in a request it stands, when its code says so. */
  readonly loc: readonly string[] | null;

  constructor(
    area: { readonly codes: Readonly<Record<string, CodeDefinition>> },
    code: string,
    details: Details = {},
    options: ErrorOptions = {},
  ) {
    const definition = area.codes[code];
    if (definition === undefined) throw new TypeError(`Code ${code} is not in the catalogue.`);
    super(fillMessage(definition.message, details), options);
    this.code = code;
    this.status = definition.status;
    this.retry = definition.retry;
    this.details = details;
    this.publicMessage = definition.overHttp ?? this.message;
    this.loc = definition.loc?.map((part) => fillMessage(part, details)) ?? null;
  }
}

/** Makes the throwing constructor of one area, so that a wrong code does not compile. */
export const errorsOf =
  <Code extends string>(area: { readonly codes: { readonly [C in Code]: CodeDefinition } }) =>
  (code: Code, details: Details = {}, options: ErrorOptions = {}): PixmillError =>
    new PixmillError(area, code, details, options);

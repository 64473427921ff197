/** Something that is wrong with a request and that no schema can say; `answerError` shows it as it shows what schemas find. */
class InvalidRequest extends Error {
  readonly validation: readonly {
    readonly instancePath: string;
    readonly keyword: string;
    readonly message: string;
    readonly params: Readonly<Record<string, unknown>>;
  }[];
  readonly validationContext: string;

  constructor(part: string, names: readonly string[], { message, rule }: { message: string; rule: string }) {
    super(message);
    this.validationContext = part;
    this.validation = names.map((name) => ({ instancePath: `/${name}`, keyword: rule, message, params: {} }));
  }
}

/** An error that becomes a 422 for these query parameters; `rule` is the name of what they break. */
export const invalidQuery = (names: readonly string[], problem: { message: string; rule: string }): Error =>
  new InvalidRequest('querystring', names, problem);

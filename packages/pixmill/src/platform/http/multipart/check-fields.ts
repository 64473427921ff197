import type { Static, TSchema } from 'typebox';
import { Value } from 'typebox/value';

type Problem = {
  readonly instancePath: string;
  readonly keyword: string;
  readonly message: string;
  readonly params: Readonly<Record<string, unknown>>;
};

/** Fields of a form that are wrong; `answerError` shows them as it shows those of a JSON body. */
class InvalidFields extends Error {
  readonly validation: readonly Problem[];
  readonly validationContext = 'body';

  constructor(problems: readonly Problem[]) {
    super('Some fields of the form are not valid.');
    this.validation = problems;
  }
}

/** A field with this name is not known. */
export const unknownField = (name: string): Error =>
  new InvalidFields([
    {
      instancePath: '',
      keyword: 'additionalProperties',
      message: '',
      params: { additionalProperty: name.slice(0, 100) },
    },
  ]);

const matches = <Schema extends TSchema>(schema: Schema, value: unknown): value is Static<Schema> =>
  Value.Check(schema, value);

/** Checks what the fields of a form say, all problems at once. Throws what becomes a 422. */
export const checkFields = <Schema extends TSchema>(schema: Schema, value: unknown): Static<Schema> => {
  if (matches(schema, value)) return value;
  throw new InvalidFields(
    Value.Errors(schema, value).map(({ instancePath, keyword, message }) => ({
      instancePath,
      keyword,
      message,
      params: {},
    })),
  );
};

import type { Static, TSchema } from 'typebox';
import { Value } from 'typebox/value';
import type { SchemaProblem } from '../problems.ts';

/** Fields of a form that are wrong; `answerError` shows them as it shows those of a JSON body. */
class InvalidFields extends Error {
  readonly validation: readonly SchemaProblem[];
  readonly validationContext = 'body';

  constructor(problems: readonly SchemaProblem[]) {
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

const isObject = (value: unknown): value is object => typeof value === 'object' && value !== null;

/** Checks what the fields of a form say, all problems at once. Throws what becomes a 422. */
export const checkFields = <Schema extends TSchema>(schema: Schema, value: unknown): Static<Schema> => {
  if (matches(schema, value)) return value;
  throw new InvalidFields(
    Value.Errors(schema, value).map(({ instancePath, keyword, message, params, schemaPath }) => {
      const parentSchema = Value.Pointer.Get(schema, schemaPath.replace(/^#/, ''));
      return {
        instancePath,
        keyword,
        message,
        params: { ...params },
        ...(isObject(parentSchema) ? { parentSchema } : {}),
      };
    }),
  );
};

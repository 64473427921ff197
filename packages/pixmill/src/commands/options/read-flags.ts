import type { Static, TObject } from 'typebox';
import { Value } from 'typebox/value';
import { usageError } from '../command.errors.ts';

/** What commander makes of the flags of a command: by name in camelCase. */
export type Flags = Readonly<Record<string, unknown>>;

/**
 * Flags in the words of the config file (snake_case), checked by the same schema; those that were not given are left out.
 * `expected` says for each option what it takes. Throws `usage.bad_value`.
 */
export const readFlags = <Schema extends TObject>(
  schema: Schema,
  expected: Readonly<Record<string, string>>,
  flags: Flags,
): Static<Schema> => {
  const given: Record<string, unknown> = {};
  for (const [option, property] of Object.entries(schema.properties)) {
    const value = flags[option.replaceAll(/_(\w)/g, (_, letter: string) => letter.toUpperCase())];
    if (value === undefined) continue;
    if (!Value.Check(property, value)) {
      const flag = `--${option.replaceAll('_', '-')}`;
      const shown = String(value).slice(0, 80);
      throw usageError('usage.bad_value', { flag, value: shown, expected: expected[option] ?? 'another value' });
    }
    given[option] = value;
  }
  return Value.Parse(schema, given);
};

/** Comma-separated text, or a list of texts, as a list without blanks. */
export const listOf = (value: string | readonly string[] | undefined): string[] =>
  (typeof value === 'string' ? value.split(',') : (value ?? []))
    .map((part) => part.trim())
    .filter((part) => part !== '');

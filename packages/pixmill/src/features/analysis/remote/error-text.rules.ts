import { redactText } from '../../../platform/logging/redaction.ts';
import { boundText } from '../../../library/bound-analysis.ts';

const LONGEST = 200;

/** What is said when an answer says nothing. */
const NOTHING = 'it gave no reason.';

/** Reads JSON; `undefined` for what is none. */
export const readJson = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};

/** One field of what may be an object. */
export const fieldOf = (value: unknown, name: string): unknown =>
  typeof value === 'object' && value !== null && Object.hasOwn(value, name)
    ? Object.entries(value).find(([key]) => key === name)?.[1]
    : undefined;

/** What an error answer says in `error.innererror.message`, `error.message` or `error`, for people and without secrets. */
export const errorTextOf = (text: string, secrets: readonly string[]): string => {
  const error = fieldOf(readJson(text), 'error');
  const said = [fieldOf(fieldOf(error, 'innererror'), 'message'), fieldOf(error, 'message'), error].find(
    (value) => typeof value === 'string' && value.trim() !== '',
  );
  if (typeof said !== 'string') return NOTHING;
  const plain = boundText(redactText(said, secrets), LONGEST);
  return /[.!?…]$/.test(plain) ? plain : `${plain}.`;
};

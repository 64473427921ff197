import { userError } from './user.errors.ts';

const LONGEST = 254;

/** What browsers take for an e-mail address (WHATWG HTML, `input type=email`). */
export const EMAIL_PATTERN =
  "[a-zA-Z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[a-zA-Z0-9](?:[a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?(?:\\.[a-zA-Z0-9](?:[a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?)*";

const EMAIL = new RegExp(`^${EMAIL_PATTERN}$`);

/** The user that makes every request when logins are off. No number generator makes this id. */
export const LOCAL_ADMIN = {
  id: '00000000-0000-7000-8000-000000000000',
  email: 'local-admin@pixmill.invalid',
} as const;

/** An e-mail address as it is kept: trimmed. Throws `user.bad_email`. */
export const readEmail = (text: string): string => {
  const email = text.trim();
  if (email.length > LONGEST || !EMAIL.test(email)) throw userError('user.bad_email');
  if (email.toLowerCase() === LOCAL_ADMIN.email) throw userError('user.exists');
  return email;
};

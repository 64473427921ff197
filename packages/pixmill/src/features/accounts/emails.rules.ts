import { EMAIL_PATTERN, isEmailAddress } from '../../platform/mail/email-address.ts';
import { userError } from './user.errors.ts';

/** An e-mail address as it may be typed: blanks around it do not count. */
export const TYPED_EMAIL_PATTERN = EMAIL_PATTERN.replace(/^\^/, '^\\s{0,20}').replace(/\$$/, '\\s{0,20}$');

/** The user that makes every request when logins are off. No number generator makes this id. */
export const LOCAL_ADMIN = {
  id: '00000000-0000-7000-8000-000000000000',
  email: 'local-admin@pixmill.invalid',
} as const;

/** An e-mail address as it is kept: trimmed. Throws `user.bad_email`, and `user.exists` for the local admin's. */
export const readEmail = (text: string): string => {
  const email = text.trim();
  if (!isEmailAddress(email)) throw userError('user.bad_email');
  if (email.toLowerCase() === LOCAL_ADMIN.email) throw userError('user.exists');
  return email;
};

import { createHash } from 'node:crypto';
import type { JWTPayload } from 'jose';
import { isEmailAddress } from '../../platform/mail/email-address.ts';
import { authError } from './auth.errors.ts';

/** Somebody as an outside issuer knows them. */
export type Identity = {
  readonly issuer: string;
  readonly subject: string;
  /** An address of their own, or one that cannot be anybody's when the issuer tells none. */
  readonly email: string;
  readonly fullName: string | null;
  /** When the token was made; `null` when it does not say. */
  readonly issuedAt: Date | null;
};

const LONGEST = 500;

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const readText = (value: unknown): string | null => {
  if (typeof value !== 'string') return null;
  const text = value.replaceAll(/[\p{Cc}\ud800-\udfff]/gu, ' ').trim();
  return text === '' ? null : text.slice(0, 200);
};

const readName = (payload: JWTPayload): string | null => {
  const metadata = payload['user_metadata'];
  return readText(payload['name']) ?? (isRecord(metadata) ? readText(metadata['full_name'] ?? metadata['name']) : null);
};

/** An address that the issuer says is not theirs is nobody's. */
const readAddress = (payload: JWTPayload): string | null => {
  const email = payload['email'];
  if (typeof email !== 'string' || payload['email_verified'] === false) return null;
  return isEmailAddress(email.trim()) ? email.trim() : null;
};

/** Who a token of an outside issuer is about, after it was checked. Throws `auth.bad_token`. */
export const readIdentity = (payload: JWTPayload, issuerName: string): Identity => {
  const { sub: subject = '', iss: issuer = issuerName, iat } = payload;
  const isStorable = (text: string): boolean => text.length <= LONGEST && !text.includes('\0');
  if (subject === '' || !isStorable(subject) || !isStorable(issuer)) throw authError('auth.bad_token');
  const digest = createHash('sha256').update(`${issuer}\n${subject}`).digest('hex');
  return {
    issuer,
    subject,
    email: readAddress(payload) ?? `${digest.slice(0, 32)}@users.pixmill.invalid`,
    fullName: readName(payload),
    issuedAt: iat === undefined ? null : new Date(iat * 1000),
  };
};

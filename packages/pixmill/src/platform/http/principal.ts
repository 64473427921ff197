/** An admin may see and change everything, a user what is theirs. */
export type UserRole = 'user' | 'admin';

/** What an API key may be used for; a login may do all that its role allows. */
export const SCOPES = ['read', 'write', 'ingest', 'export', 'admin'] as const;
export type Scope = (typeof SCOPES)[number];

/** Who makes a request. */
export type Principal = {
  readonly userId: string;
  readonly email: string;
  readonly role: UserRole;
  /** How they showed who they are; `none` when logins are switched off. */
  readonly via: 'session' | 'api-key' | 'issuer' | 'none';
  readonly scopes: readonly Scope[];
  readonly sessionId: string | null;
  readonly apiKeyId: string | null;
  /** Requests a minute of an API key that has a limit of its own. */
  readonly rateLimit: number | null;
};

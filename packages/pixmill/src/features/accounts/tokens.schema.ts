import { Type } from 'typebox';

/** What a login gives. */
export const TokensView = Type.Object(
  {
    access_token: Type.String({ description: 'Goes into `Authorization: Bearer …`.' }),
    refresh_token: Type.String({ description: 'Trades once for new tokens at `POST /auth/refresh`.' }),
    token_type: Type.Literal('bearer'),
    expires_in: Type.Integer({ description: 'Seconds until the access token expires.' }),
  },
  {
    title: 'Tokens',
    examples: [
      { access_token: 'eyJhbGciOiJIUzI1NiIs…', refresh_token: 'mYkq7Tz1…', token_type: 'bearer', expires_in: 1800 },
    ],
  },
);

/** A refresh token as it is sent. */
export const RefreshToken = Type.String({ minLength: 1, maxLength: 500, examples: ['mYkq7Tz1…'] });

import { Type, type Static } from 'typebox';
import type { ApiKeyRow } from '../../library/accounts.schema.ts';
import { SCOPES } from '../../platform/http/principal.ts';
import { Moment, Text } from '../../platform/http/text.ts';
import type { UsageDay } from './api-keys.repository.ts';
import type { KeyChanges } from './api-keys.service.ts';

const Name = Text({
  minLength: 1,
  maxLength: 100,
  // Something to see, and nothing that PostgreSQL or a terminal cannot take.
  pattern: '^(?=.*\\S)[^\\u0000-\\u001f\\u007f\\ud800-\\udfff]+$',
  'x-expects': 'one line of text that is not empty',
  description: 'What it is for.',
  examples: ['Nightly export'],
});

const Scopes = Type.Array(Type.Enum([...SCOPES]), {
  minItems: 1,
  maxItems: SCOPES.length,
  uniqueItems: true,
  description: 'What it may do: `read`; `write` makes and changes things; `ingest` uploads; `export`; `admin`.',
  examples: [['read', 'ingest']],
});

const RateLimit = Type.Union([Type.Integer({ minimum: 1, maximum: 1_000_000 }), Type.Null()], {
  description: 'Requests a minute; null takes the limit of users.',
});

const ExpiresAt = Type.Union([Moment({}), Type.Null()], { description: 'When it stops working; null is never.' });

/** What a key is made of. */
export const NewApiKey = Type.Object(
  {
    name: Name,
    scopes: Scopes,
    rate_limit: Type.Optional(RateLimit),
    expires_at: Type.Optional(ExpiresAt),
  },
  { additionalProperties: false, examples: [{ name: 'Nightly export', scopes: ['read', 'export'], rate_limit: 600 }] },
);

/** What can be changed of it. */
export const ApiKeyChanges = Type.Object(
  {
    name: Type.Optional(Name),
    scopes: Type.Optional(Scopes),
    rate_limit: Type.Optional(RateLimit),
    expires_at: Type.Optional(ExpiresAt),
  },
  { additionalProperties: false, minProperties: 1, examples: [{ name: 'Weekly export', rate_limit: null }] },
);

/** Reads what may be changed; what is left out stays left out. */
export const toKeyChanges = ({ name, scopes, rate_limit, expires_at }: Static<typeof ApiKeyChanges>): KeyChanges => ({
  ...(name === undefined ? {} : { name }),
  ...(scopes === undefined ? {} : { scopes }),
  ...(rate_limit === undefined ? {} : { rateLimit: rate_limit }),
  ...(expires_at === undefined ? {} : { expiresAt: expires_at === null ? null : new Date(expires_at) }),
});

const EXAMPLE = {
  id: '0198f2a4-7b1c-7d3e-9a55-3f6f0f2b8c11',
  user_id: '0198f2a4-7b1c-7d3e-9a55-3f6f0f2b8c10',
  name: 'Nightly export',
  key_prefix: 'pm_Zk3v9cQ0',
  scopes: ['read' as const, 'export' as const],
  rate_limit: 600,
  expires_at: null,
  last_used_at: '2026-11-20T08:00:00.000Z',
  created_at: '2026-11-01T08:00:00.000Z',
};

const moment = Type.Union([Type.String({ format: 'date-time' }), Type.Null()]);
const properties = {
  id: Type.String({ format: 'uuid' }),
  user_id: Type.String({ format: 'uuid' }),
  name: Type.String(),
  key_prefix: Type.String({ description: 'The beginning of the key, to know it by.' }),
  scopes: Type.Array(Type.Enum([...SCOPES])),
  rate_limit: Type.Union([Type.Integer(), Type.Null()], { description: 'Requests a minute; null: as users.' }),
  expires_at: moment,
  last_used_at: Type.Union([Type.String({ format: 'date-time' }), Type.Null()], {
    description: 'Within about a minute; null: never.',
  }),
  created_at: Type.String({ format: 'date-time' }),
};

/** A key as the API shows it, without the key. */
export const ApiKeyView = Type.Object(properties, { examples: [EXAMPLE] });

/** A new key. */
export const CreatedApiKeyView = Type.Object(
  { ...properties, key: Type.String({ description: 'Send it as `X-API-Key`. It is shown only now: keep it safe.' }) },
  { examples: [{ ...EXAMPLE, last_used_at: null, key: 'pm_Zk3v9cQ0…' }] },
);

/** What a key was used for. */
export const KeyUsageView = Type.Object(
  {
    api_key_id: Type.String({ format: 'uuid' }),
    last_used_at: moment,
    total_requests: Type.Integer({ minimum: 0, description: 'In these days.' }),
    total_errors: Type.Integer({ minimum: 0, description: 'Of them, those that were answered with 400 or more.' }),
    days: Type.Array(
      Type.Object({
        day: Type.String({ format: 'date', description: 'UTC.' }),
        requests: Type.Integer({ minimum: 0 }),
        errors: Type.Integer({ minimum: 0 }),
      }),
      { description: 'Days with requests, the last one first.' },
    ),
  },
  {
    examples: [
      {
        api_key_id: EXAMPLE.id,
        last_used_at: EXAMPLE.last_used_at,
        total_requests: 120,
        total_errors: 2,
        days: [{ day: '2026-11-20', requests: 120, errors: 2 }],
      },
    ],
  },
);

/** Shows a key. */
export const toApiKeyView = (row: ApiKeyRow): Static<typeof ApiKeyView> => ({
  id: row.id,
  user_id: row.userId,
  name: row.name,
  key_prefix: row.prefix,
  scopes: [...row.scopes],
  rate_limit: row.rateLimit,
  expires_at: row.expiresAt?.toISOString() ?? null,
  last_used_at: row.lastUsedAt?.toISOString() ?? null,
  created_at: row.createdAt.toISOString(),
});

/** Shows what a key was used for. */
export const toKeyUsageView = (row: ApiKeyRow, days: readonly UsageDay[]): Static<typeof KeyUsageView> => ({
  api_key_id: row.id,
  last_used_at: row.lastUsedAt?.toISOString() ?? null,
  total_requests: days.reduce((sum, { requests }) => sum + requests, 0),
  total_errors: days.reduce((sum, { errors }) => sum + errors, 0),
  days: [...days],
});

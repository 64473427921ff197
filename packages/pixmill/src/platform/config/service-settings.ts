import {
  baseUrl,
  define,
  integer,
  onOrOff,
  oneOf,
  optional,
  origins,
  sender,
  urlOf,
  words,
} from './setting-parsers.ts';
import type { SettingDefinition } from './setting-parsers.ts';

/** A limit of requests. */
const perMinute = (name: string, fallback: number, of: string) =>
  define({
    name,
    description: `Requests a minute of ${of}.`,
    defaultText: String(fallback),
    parse: integer(fallback, 1, 1_000_000),
  });

const port =
  (fallback: number) =>
  (value: string | undefined): number =>
    integer(fallback, 0, 65_535)(value);

const proxies = (value: string | undefined): number => {
  if (value === undefined || value === '' || value === 'off' || value === '0') return 0;
  if (value === 'on') return 1;
  if (!/^[1-9]$/.test(value)) throw new Error('expected on, off or a number of proxies up to 9');
  return Number(value);
};

/** HS384 and HS512 are the same with longer hashes. */
const ALGORITHMS = ['HS256', 'HS384', 'HS512'] as const;

/** The settings that only the service reads. */
export const SERVICE_SETTINGS = {
  host: define({
    name: 'HOST',
    description: 'Address that the API listens on; another than a loopback address lets other machines in.',
    defaultText: '127.0.0.1',
    parse: (value) => optional(value) ?? '127.0.0.1',
  }),
  port: define({
    name: 'PORT',
    description: 'Port that the API listens on; 0 takes a free one.',
    defaultText: '8000',
    parse: port(8000),
  }),
  baseUrl: define({
    name: 'BASE_URL',
    description: 'Where people reach this installation, for links in mails and signed links.',
    defaultText: 'http://HOST:PORT',
    parse: baseUrl,
  }),
  trustProxy: define({
    name: 'TRUST_PROXY',
    description:
      'How many proxies stand in front, one behind the other: off, on (one), or a number. They tell the address of the client (X-Forwarded-For) and the id of the request (X-Request-Id).',
    defaultText: 'off',
    parse: proxies,
  }),
  corsOrigins: define({
    name: 'CORS_ORIGINS',
    description: 'Origins of other web pages that may call the API from a browser, comma-separated.',
    defaultText: 'none',
    parse: origins,
  }),
  redisUrl: define({
    name: 'REDIS_URL',
    description: 'A Redis that several API processes share their rate limits in.',
    defaultText: 'limits are kept in memory',
    secret: true,
    parse: urlOf(['redis:', 'rediss:'], 'an address such as redis://host:6379'),
  }),
  searchUrl: define({
    name: 'SEARCH_URL',
    description: 'Where the index of vectors is kept: a path or s3://bucket/prefix.',
    defaultText: 'a folder in the data directory',
    parse: optional,
  }),
  auth: define({
    name: 'AUTH',
    description: 'off makes every request the local admin, without limits; only on a loopback address.',
    defaultText: 'on',
    parse: onOrOff(true),
  }),
  signup: define({
    name: 'SIGNUP',
    description: 'Whether people may make an account themselves (open), or only admins make them (closed).',
    defaultText: 'open',
    parse: oneOf('open', ['open', 'closed']),
  }),
  secretKey: define({
    name: 'SECRET_KEY',
    description: 'Signs tokens and links; at least 32 characters. Required in production.',
    defaultText: 'made once and kept in the data directory',
    secret: true,
    parse: (value) => {
      const given = optional(value);
      if (given !== undefined && given.length < 32) throw new Error('expected at least 32 characters');
      return given;
    },
  }),
  algorithm: define({
    name: 'ALGORITHM',
    description: 'How access tokens are signed.',
    defaultText: 'HS256',
    parse: oneOf('HS256', ALGORITHMS),
  }),
  accessTokenExpireMinutes: define({
    name: 'ACCESS_TOKEN_EXPIRE_MINUTES',
    description: 'How long an access token is valid.',
    defaultText: '30',
    parse: integer(30, 1, 525_600),
  }),
  refreshTokenExpireDays: define({
    name: 'REFRESH_TOKEN_EXPIRE_DAYS',
    description: 'How long a login lasts without being used.',
    defaultText: '30',
    parse: integer(30, 1, 3650),
  }),
  firstSuperuser: define({
    name: 'FIRST_SUPERUSER',
    description: 'E-mail address of an admin that is made at start when there is no such user.',
    defaultText: 'none: the first user is an admin',
    parse: optional,
  }),
  firstSuperuserPassword: define({
    name: 'FIRST_SUPERUSER_PASSWORD',
    description: 'Its first password.',
    defaultText: 'none',
    secret: true,
    parse: optional,
  }),
  jwtJwksUrl: define({
    name: 'JWT_JWKS_URL',
    description: 'Keys of an outside issuer whose tokens are accepted.',
    defaultText: 'none',
    parse: urlOf(['http:', 'https:'], 'an http or https URL'),
  }),
  jwtIssuer: define({
    name: 'JWT_ISSUER',
    description: 'The `iss` that its tokens must carry.',
    defaultText: 'any',
    parse: optional,
  }),
  jwtAudience: define({
    name: 'JWT_AUDIENCE',
    description: 'The `aud` that its tokens must carry.',
    defaultText: 'any',
    parse: optional,
  }),
  supabaseUrl: define({
    name: 'SUPABASE_URL',
    description: 'A Supabase project whose users are let in.',
    defaultText: 'none',
    parse: baseUrl,
  }),
  supabaseJwtSecret: define({
    name: 'SUPABASE_JWT_SECRET',
    description: 'The secret that it signs tokens with; without it its public keys are asked for.',
    defaultText: 'none',
    secret: true,
    parse: optional,
  }),
  maxUploadMb: define({
    name: 'MAX_UPLOAD_MB',
    description: 'Largest file of an upload, in MB.',
    defaultText: '50',
    parse: integer(50, 1, 100_000),
  }),
  maxUploadFiles: define({
    name: 'MAX_UPLOAD_FILES',
    description: 'Most files of one upload.',
    defaultText: '100',
    parse: integer(100, 1, 10_000),
  }),
  allowedExtensions: define({
    name: 'ALLOWED_EXTENSIONS',
    description: 'Types of files that may be uploaded, by their usual extensions.',
    defaultText: 'png,jpg,jpeg,webp,gif,avif,tiff,bmp',
    parse: words(['png', 'jpg', 'jpeg', 'webp', 'gif', 'avif', 'tiff', 'bmp']),
  }),
  uploadUrlPath: define({
    name: 'UPLOAD_URL_PATH',
    description: 'Path under which uploaded files are served.',
    defaultText: '/uploads',
    parse: (value) => {
      const given = optional(value) ?? '/uploads';
      if (!/^(?:\/[A-Za-z0-9_-]+)+$/.test(given)) throw new Error('expected a path such as /uploads');
      return given;
    },
  }),
  smtpHost: define({
    name: 'SMTP_HOST',
    description:
      'Mail server; without it no mail is sent: with ENVIRONMENT=local mails are written into `mails` in the data directory.',
    defaultText: 'none',
    parse: optional,
  }),
  smtpPort: define({ name: 'SMTP_PORT', description: 'Its port.', defaultText: '587', parse: port(587) }),
  smtpUser: define({ name: 'SMTP_USER', description: 'Login at it.', defaultText: 'none', parse: optional }),
  smtpPassword: define({
    name: 'SMTP_PASSWORD',
    description: 'Password at it.',
    defaultText: 'none',
    secret: true,
    parse: optional,
  }),
  smtpTls: define({
    name: 'SMTP_TLS',
    description: 'starttls (required of the server), tls (from the first byte), or off (never encrypted).',
    defaultText: 'starttls',
    parse: oneOf('starttls', ['starttls', 'tls', 'off']),
  }),
  emailsFrom: define({
    name: 'EMAILS_FROM',
    description: 'Sender of mails.',
    defaultText: 'Pixmill <pixmill@localhost>',
    parse: sender('Pixmill <pixmill@localhost>'),
  }),
  sentryDsn: define({
    name: 'SENTRY_DSN',
    description: 'Where errors are reported to.',
    defaultText: 'nowhere',
    secret: true,
    parse: urlOf(['http:', 'https:'], 'an http or https URL'),
  }),
  otlpEndpoint: define({
    name: 'OTEL_EXPORTER_OTLP_ENDPOINT',
    description: 'Where traces are sent to.',
    defaultText: 'nowhere',
    parse: urlOf(['http:', 'https:'], 'an http or https URL'),
  }),
  metrics: define({
    name: 'METRICS',
    description: 'Who may read /metrics: programs on this machine and admins (local), everybody (open), nobody (off).',
    defaultText: 'local',
    parse: oneOf('local', ['local', 'open', 'off']),
  }),
  metricsPort: define({
    name: 'METRICS_PORT',
    description: 'Port on which `pixmill worker` answers /health and /metrics, since it has no API.',
    defaultText: 'none',
    parse: (value) => (value === undefined || value === '' ? undefined : integer(0, 1, 65_535)(value)),
  }),
  rateLimitUser: perMinute('RATE_LIMIT_USER', 100, 'a signed-in user'),
  rateLimitAnonymous: perMinute('RATE_LIMIT_ANONYMOUS', 20, 'an address without a login'),
  rateLimitApiKeyMost: perMinute('RATE_LIMIT_API_KEY_MAX', 1000, 'an API key, at most; only admins grant more'),
  rateLimitBadCredentials: perMinute('RATE_LIMIT_BAD_CREDENTIALS', 300, 'an address with tokens or keys that are none'),
  rateLimitJobCreate: perMinute('RATE_LIMIT_JOB_CREATE', 10, 'a user that make jobs'),
  rateLimitJobStart: perMinute('RATE_LIMIT_JOB_START', 10, 'a user that start jobs'),
  rateLimitJobRetry: perMinute('RATE_LIMIT_JOB_RETRY', 5, 'a user that retry jobs'),
} as const satisfies Record<string, SettingDefinition<unknown>>;

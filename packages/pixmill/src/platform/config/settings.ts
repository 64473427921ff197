import { ANALYSIS_SETTINGS } from './analysis-settings.ts';
import { baseUrl, define, folder, integer, oneOf, optional, origins, urlOf } from './setting-parsers.ts';
import type { SettingDefinition } from './setting-parsers.ts';
import { SERVICE_SETTINGS } from './service-settings.ts';

export type { SettingDefinition } from './setting-parsers.ts';

const sourceUrl = (name: string, service: string) =>
  define({
    name,
    description: `Replaces scheme, host and port of ${service}; an allowed origin for the guard.`,
    defaultText: `the service's own`,
    parse: baseUrl,
  });

/** Every setting of Pixmill, by the key under which code reads it. */
export const SETTINGS = {
  environment: define({
    name: 'ENVIRONMENT',
    description: 'Where this runs; production refuses default secrets.',
    defaultText: 'local',
    parse: oneOf('local', ['local', 'staging', 'production']),
  }),
  logLevel: define({
    name: 'LOG_LEVEL',
    description: 'Least severe log line that is written to standard error.',
    defaultText: 'warn',
    parse: oneOf('warn', ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']),
  }),
  dataDirectory: define({
    name: 'PIXMILL_DATA_DIR',
    description: 'Where the embedded database and the stored bytes live.',
    defaultText: '~/.pixmill',
    parse: folder('~/.pixmill'),
  }),
  databaseUrl: define({
    name: 'DATABASE_URL',
    description: 'A PostgreSQL (14 or newer) to use instead of the embedded one.',
    defaultText: 'the embedded PostgreSQL',
    secret: true,
    parse: urlOf(['postgres:', 'postgresql:'], 'an address such as postgres://user:password@host:5432/name'),
  }),
  storageUrl: define({
    name: 'STORAGE_URL',
    description: 'Where bytes are kept: file:///absolute/path or s3://bucket/prefix.',
    defaultText: 'a folder in the data directory',
    parse: urlOf(['file:', 's3:'], 'file:///absolute/path or s3://bucket/prefix'),
  }),
  s3Endpoint: define({
    name: 'S3_ENDPOINT',
    description:
      'Endpoint of an S3-compatible service; AWS_REGION, AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY are read by its client.',
    defaultText: 'AWS',
    parse: urlOf(['http:', 'https:'], 'an http or https URL'),
  }),
  maxPixels: define({
    name: 'MAX_PIXELS',
    description: 'Largest image that is decoded, in pixels (width times height).',
    defaultText: '100000000',
    parse: integer(100_000_000, 1, 1_000_000_000),
  }),
  crawlerContact: define({
    name: 'CRAWLER_CONTACT',
    description: 'URL or e-mail address in the User-Agent, so that site owners can reach you.',
    defaultText: 'none',
    parse: optional,
  }),
  robots: define({
    name: 'ROBOTS',
    description: 'Which robots.txt groups count: ours (own), also those of AI crawlers (ai-tokens), or none (off).',
    defaultText: 'ai-tokens',
    parse: oneOf('ai-tokens', ['own', 'ai-tokens', 'off']),
  }),
  allowedPrivateOrigins: define({
    name: 'ALLOWED_PRIVATE_ORIGINS',
    description: 'Exact origins that the guard lets through although their address is private, comma-separated.',
    defaultText: 'none',
    parse: origins,
  }),
  workerConcurrency: define({
    name: 'WORKER_CONCURRENCY',
    description: 'Decoder processes of one worker.',
    defaultText: 'one a processor core',
    parse: integer(0, 0, 256),
  }),
  openverseUrl: sourceUrl('OPENVERSE_URL', 'Openverse'),
  openverseClientId: define({
    name: 'OPENVERSE_CLIENT_ID',
    description: 'Openverse OAuth2 client, for higher limits.',
    defaultText: 'none',
    parse: optional,
  }),
  openverseClientSecret: define({
    name: 'OPENVERSE_CLIENT_SECRET',
    description: 'Its secret.',
    defaultText: 'none',
    secret: true,
    parse: optional,
  }),
  commonsUrl: sourceUrl('COMMONS_URL', 'Wikimedia Commons'),
  wikimediaAccessToken: define({
    name: 'WIKIMEDIA_ACCESS_TOKEN',
    description: 'Wikimedia OAuth2 bearer token, for higher limits.',
    defaultText: 'none',
    secret: true,
    parse: optional,
  }),
  inaturalistUrl: sourceUrl('INATURALIST_URL', 'iNaturalist'),
  gbifUrl: sourceUrl('GBIF_URL', 'GBIF'),
  metUrl: sourceUrl('MET_URL', 'The Met'),
  nasaUrl: sourceUrl('NASA_URL', 'NASA images'),
  ...SERVICE_SETTINGS,
  ...ANALYSIS_SETTINGS,
} as const satisfies Record<string, SettingDefinition<unknown>>;

/** All settings with their values. */
export type Settings = { readonly [K in keyof typeof SETTINGS]: ReturnType<(typeof SETTINGS)[K]['parse']> };

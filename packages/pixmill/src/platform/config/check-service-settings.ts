import { isIP } from 'node:net';
import { settingsMissingFor, type AnalyserSettings } from './check-analysers.ts';
import { configError } from './config.errors.ts';
import type { Settings } from './settings.ts';

/** Whether a name or an address can only be reached from this machine. */
export const isLoopback = (host: string): boolean => {
  const name = host.toLowerCase().replace(/^\[|\]$/g, '');
  if (isIP(name) === 4) return name.startsWith('127.');
  return name === 'localhost' || name === '::1' || name.startsWith('::ffff:127.');
};

type Checked = Pick<
  Settings,
  | 'auth'
  | 'host'
  | 'environment'
  | 'secretKey'
  | 'firstSuperuser'
  | 'firstSuperuserPassword'
  | 'supabaseJwtSecret'
  | 'jwtJwksUrl'
  | 'jwtIssuer'
  | 'jwtAudience'
  | 'analyzers'
> &
  AnalyserSettings;

/**
 * Refuses settings that are right one by one and dangerous or useless together, all problems at once. Throws
 * `config.unfit`.
 */
export const checkServiceSettings = (settings: Checked): void => {
  const problems: string[] = [];
  if (!settings.auth && !isLoopback(settings.host)) {
    problems.push('AUTH=off lets everybody in who reaches HOST, so HOST must be a loopback address such as 127.0.0.1');
  }
  if (settings.environment === 'production' && settings.secretKey === undefined) {
    problems.push('SECRET_KEY must be set in production');
  }
  if (settings.firstSuperuser !== undefined && settings.firstSuperuserPassword === undefined) {
    problems.push('FIRST_SUPERUSER needs FIRST_SUPERUSER_PASSWORD');
  }
  if (settings.supabaseJwtSecret !== undefined && settings.supabaseJwtSecret.length < 32) {
    problems.push('SUPABASE_JWT_SECRET must have at least 32 characters');
  }
  if (settings.jwtJwksUrl === undefined && (settings.jwtIssuer ?? settings.jwtAudience) !== undefined) {
    problems.push('JWT_ISSUER and JWT_AUDIENCE need JWT_JWKS_URL');
  }
  for (const name of settings.analyzers) {
    const missing = settingsMissingFor(name, settings);
    if (missing.length > 0) problems.push(`ANALYZERS names ${name}, which needs ${missing.join(' and ')}`);
  }
  if (problems.length > 0) throw configError('config.unfit', { problems: problems.join('; ') });
};

import { expect, test } from 'vitest';
import { PixmillError } from '../errors/pixmill-error.ts';
import { checkServiceSettings, isLoopback } from './check-service-settings.ts';
import { loadSettings, type Environment } from './load-settings.ts';

/** What keeps the service from starting with these settings; empty when nothing does. */
const problemsOf = (environment: Environment): string => {
  try {
    checkServiceSettings(loadSettings({ environment, cwd: import.meta.dirname }));
    return '';
  } catch (error) {
    return error instanceof PixmillError ? `${error.code}: ${error.message}` : String(error);
  }
};

test('the defaults are fine', () => {
  expect(problemsOf({})).toBe('');
});

test.each(['0.0.0.0', '::', '192.0.2.1', '127.0.0.1.example.com', 'localhost.example.com', '128.0.0.1', '::2'])(
  'AUTH=off is refused where others reach it: %s',
  (HOST) => {
    expect(isLoopback(HOST)).toBe(false);
    expect(problemsOf({ AUTH: 'off', HOST })).toMatch(/^config\.unfit: .*HOST must be a loopback address/);
  },
);

test.each(['127.0.0.1', '127.8.9.1', 'localhost', 'LOCALHOST', '::1', '[::1]', '::ffff:127.0.0.1'])(
  'AUTH=off is fine where nobody else reaches it: %s',
  (HOST) => {
    expect(isLoopback(HOST)).toBe(true);
    expect(problemsOf({ AUTH: 'off', HOST })).toBe('');
  },
);

test('production needs a key', () => {
  expect(problemsOf({ ENVIRONMENT: 'production' })).toContain('SECRET_KEY must be set in production');
  expect(problemsOf({ ENVIRONMENT: 'production', SECRET_KEY: 'x'.repeat(32) })).toBe('');
});

test('all that does not fit together is said at once, without secrets', () => {
  const said = problemsOf({
    ENVIRONMENT: 'production',
    AUTH: 'off',
    HOST: '0.0.0.0',
    JWT_ISSUER: 'https://issuer.example/',
    SUPABASE_JWT_SECRET: 'geheim',
    FIRST_SUPERUSER: 'admin@example.com',
  });
  expect(said).toMatch(/AUTH=off.*SECRET_KEY.*FIRST_SUPERUSER_PASSWORD.*SUPABASE_JWT_SECRET.*JWT_ISSUER/);
  expect(said).not.toContain('geheim');
});

test('an analyser of ANALYZERS needs its settings, and no key is told', () => {
  const problems = problemsOf({ ANALYZERS: 'builtin,azure,openai', AZURE_VISION_KEY: 'k-0123456789' });
  expect(problems).toMatch(/^config\.unfit: /);
  expect(problems).toContain('ANALYZERS names azure, which needs AZURE_VISION_ENDPOINT; ');
  expect(problems).toContain('ANALYZERS names openai, which needs OPENAI_MODEL');
  expect(problems).not.toContain('k-0123456789');
  expect(problemsOf({ ANALYZERS: 'openai', OPENAI_MODEL: 'tiny-eyes' })).toBe('');
  expect(problemsOf({ OPENAI_API_KEY: 'two words' })).toMatch(/^config\.invalid: (?!.*two words).*OPENAI_API_KEY/);
});

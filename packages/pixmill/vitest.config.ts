import { defineConfig } from 'vitest/config';

const report = process.env['PIXMILL_TEST_REPORT'];

export default defineConfig({
  test: {
    include: ['src/**/*.test.ts', 'test/**/*.test.ts'],
    globalSetup: ['./test/database-server.ts'],
    // Vite sets BASE_URL to its own; here it is a setting.
    env: { BASE_URL: '' },
    pool: 'forks',
    maxWorkers: 2,
    testTimeout: 60_000,
    hookTimeout: 120_000,
    reporters: report === undefined ? ['default'] : ['default', ['json', { outputFile: report }]],
  },
});

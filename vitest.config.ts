import { defineConfig } from 'vitest/config';

const report = process.env['PIXMILL_TEST_REPORT'];

export default defineConfig({
  test: {
    projects: ['packages/pixmill', 'packages/client'],
    maxWorkers: 2,
    reporters: report === undefined ? ['default'] : ['default', ['json', { outputFile: report }]],
  },
});

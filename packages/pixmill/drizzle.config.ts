import { defineConfig } from 'drizzle-kit';

/** Run from this folder: paths are relative to it. */
export default defineConfig({
  dialect: 'postgresql',
  schema: ['./src/library/schema.ts', './src/library/*.schema.ts', './src/platform/queue/claims-table.ts'],
  out: './migrations',
});

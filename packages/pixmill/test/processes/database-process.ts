/**
 * A process of its own that uses the database of a data directory (first argument), for tests that kill processes. Each
 * line on standard input is a JSON string with a statement; each answer is a line with its rows, or `{"error": "…"}`.
 * It closes properly when its input ends.
 */
import { createInterface } from 'node:readline';
import { openDatabase } from '../../src/platform/database/database.ts';
import { createLogger } from '../../src/platform/logging/logger.ts';

const say = (value: unknown): void => {
  process.stdout.write(`${JSON.stringify(value)}\n`);
};

const database = await openDatabase({
  settings: { dataDirectory: process.argv[2] ?? '', databaseUrl: undefined },
  logger: createLogger({ level: 'silent' }),
});
say('open');
for await (const line of createInterface({ input: process.stdin })) {
  const statement: unknown = JSON.parse(line);
  await database.pool.query(String(statement)).then(
    ({ rows }) => say(rows),
    (error: unknown) => say({ error: String(error) }),
  );
}
await database.close();

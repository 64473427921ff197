import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { createLogger } from '../logging/logger.ts';
import { openMailFolder } from './mail-folder.ts';

test('the newest fifty mails are kept, whatever their ids', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'pixmill-mails-'));
  let time = Date.parse('2026-11-20T08:00:00Z');
  const mailer = openMailFolder({ folder, logger: createLogger({ level: 'silent' }), now: () => new Date(time) });
  const ids = Array.from({ length: 60 }, () => randomUUID());
  for (const id of ids) {
    time += 1;
    await mailer.send({
      template: 'test',
      to: 'ada@example.org',
      id,
      subject: 's',
      html: 'h',
      text: 't',
      signal: new AbortController().signal,
    });
  }
  const files = await readdir(folder);
  expect(files).toHaveLength(100);
  expect(ids.slice(-50).every((id) => files.filter((file) => file.includes(id)).length === 2)).toBe(true);
  await rm(folder, { recursive: true });
});

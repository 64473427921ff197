import { describe, expect, test } from 'vitest';
import type { Mail } from './mail.jobs.ts';
import { renderMail } from './render-mail.ts';

const to = 'ada@example.org';
const JOB = {
  name: 'Ada',
  kind: 'job',
  title: 'Red foxes',
  status: 'completed',
  reason: null,
  kept: 1234,
  duplicates: 56,
  rejected: 7,
  failed: 0,
  url: 'https://pix.example/jobs/1?a=1&b=2',
} as const;
const MAILS: readonly Mail[] = [
  { template: 'new-account', to, values: { email: to, url: 'https://pix.example/login' } },
  {
    template: 'reset-password',
    to,
    values: { name: null, email: to, url: 'https://pix.example/reset?token=t', expiresAt: '2026-11-20T08:30:00Z' },
  },
  { template: 'test', to, values: { requestedBy: 'admin@example.org' } },
  { template: 'job-finished', to, values: JOB },
];
const render = (mail: Mail) => renderMail(mail, { baseUrl: 'https://pix.example' });

describe.each(MAILS)('$template', (mail) => {
  test('is a whole page with a subject, and loads nothing from anywhere', async () => {
    const { subject, html, text } = await render(mail);
    expect(html).toMatch(/^\s*<!doctype html>/i);
    expect(html).toContain(`<title>${subject}</title>`);
    expect(html).not.toMatch(/\{\{|\}\}|<script|<link|<img|@import|url\(/);
    expect(subject).toMatch(/^[^\r\n]{5,150}$/);
    expect(text).not.toMatch(/<\w+>|\{\{|undefined|null/);
    expect(text).toContain('https://pix.example');
  });

  test('says the same in HTML and in text', async () => {
    const { html, text } = await render(mail);
    const inHtml = (value: string): string => value.replaceAll('&', '&amp;');
    for (const value of Object.values(mail.values).filter((value) => typeof value === 'string')) {
      if (['job', 'completed', '2026-11-20T08:30:00Z'].includes(value)) continue;
      expect(html).toContain(inHtml(value));
      expect(text).toContain(value);
    }
  });
});

test('a job that is finished is told with its figures', async () => {
  const { subject, html, text } = await render({ template: 'job-finished', to, values: JOB });
  expect(subject).toBe('“Red foxes” is finished');
  expect(html).toMatch(/Kept<\/td><td[^>]*><b>1,234<\/b>/);
  expect(text).toMatch(/^Duplicates: 56$/m);
  const failed = await render({
    template: 'job-finished',
    to,
    values: { ...JOB, status: 'failed', reason: 'The disk is full.' },
  });
  expect(failed.subject).toBe('“Red foxes” has failed');
  expect(failed.text).toContain('The job “Red foxes” has failed: The disk is full.');
});

test('a link to a new password says until when it works', async () => {
  const { html, text } = await render({
    template: 'reset-password',
    to,
    values: { name: 'Ada', email: to, url: 'https://pix.example/r', expiresAt: '2026-11-20T08:30:00+01:00' },
  });
  for (const content of [html, text]) expect(content).toMatch(/until 20 November 2026 at 07:30 UTC/);
});

test('what people typed becomes neither markup nor another line of the head', async () => {
  const title = '<img src=x onerror=alert(1)>\r\nBcc: all@example.org\u0000"\'&{{url}}\ud800';
  const { subject, html, text } = await render({
    template: 'job-finished',
    to,
    values: { ...JOB, name: title, title },
  });
  expect(html).not.toContain('<img');
  expect(html).toContain('&lt;img src=x onerror=alert(1)&gt;');
  // A field in a value stays as it is.
  expect(html).toContain('{{url}}');
  expect(subject).not.toMatch(/\p{Cc}/u);
  expect(subject).toContain('Bcc: all@example.org');
  expect(text).not.toMatch(/^Bcc/m);
  expect(text.isWellFormed() && html.isWellFormed() && subject.isWellFormed()).toBe(true);
});

test('a title of any length makes a subject of bounded length', async () => {
  const { subject } = await render({ template: 'job-finished', to, values: { ...JOB, title: '🦊'.repeat(500) } });
  expect(subject).toBe(`“${'🦊'.repeat(79)}…” is finished`);
});

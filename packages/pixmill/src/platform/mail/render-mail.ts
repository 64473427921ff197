import { shorten, type MailContent } from './mail-content.ts';
import type { Mail } from './mail.jobs.ts';
import { jobFinishedMail } from './templates/job-finished.ts';
import { layout } from './templates/layout.ts';
import { newAccountMail } from './templates/new-account.ts';
import { resetPasswordMail } from './templates/reset-password.ts';
import { testMail } from './templates/test-mail.ts';

/** A mail as readers get it. */
export type RenderedMail = { readonly subject: string; readonly html: string; readonly text: string };

/** Longer subjects are cut off by every reader. */
const LONGEST_SUBJECT = 150;

const contentOf = (mail: Mail): MailContent => {
  switch (mail.template) {
    case 'new-account':
      return newAccountMail(mail.values);
    case 'reset-password':
      return resetPasswordMail(mail.values);
    case 'test':
      return testMail(mail.values);
    case 'job-finished':
      return jobFinishedMail(mail.values);
    default:
      return mail satisfies never;
  }
};

/** MJML is compiled once a body; there are as many bodies as templates. */
const compiled = new Map<string, Promise<string>>();

const compile = async (body: string): Promise<string> => {
  // Only who sends mail loads it.
  const { default: mjml } = await import('mjml');
  const { html } = await mjml(layout(body), { fonts: {}, validationLevel: 'strict' });
  return html;
};

const compileOnce = (body: string): Promise<string> => {
  const known = compiled.get(body);
  if (known !== undefined) return known;
  const html = compile(body);
  compiled.set(body, html);
  html.catch(() => compiled.delete(body));
  return html;
};

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

const escapeHtml = (text: string): string =>
  text
    .toWellFormed()
    .replaceAll(/[\p{Cc}]/gu, ' ')
    .replaceAll(/[&<>"']/g, (character) => ENTITIES[character] ?? '');

/** Control characters but tabs and line ends. */
// oxlint-disable-next-line no-control-regex -- these are what must go
const CONTROL = /[\u0000-\u0008\u000b-\u001f\u007f]/g;

/**
 * Renders a mail: subject on one line, HTML with every value escaped, and plain text. Values never pass through MJML, so
 * nothing that people typed can become markup.
 */
export const renderMail = async (mail: Mail, { baseUrl }: { readonly baseUrl: string }): Promise<RenderedMail> => {
  const { subject, body, fields, text } = contentOf(mail);
  const line = shorten(subject, LONGEST_SUBJECT);
  const values: Readonly<Record<string, string>> = { ...fields, subject: line, baseUrl };
  const html = (await compileOnce(body)).replaceAll(/\{\{(\w+)\}\}/g, (_, name: string) => {
    const value = values[name];
    if (value === undefined) throw new TypeError(`The mail ${mail.template} has no field ${name}.`);
    return escapeHtml(value);
  });
  return { subject: line, html, text: `${text.toWellFormed().replaceAll(CONTROL, '')}\n-- \nPixmill at ${baseUrl}\n` };
};

import { mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Settings } from '../config/settings.ts';
import type { Logger } from '../logging/logger.ts';
import type { Mailer } from './mailer.ts';

/** Mails that are kept; older ones are removed. */
const MOST_MAILS = 50;

/** `http://127.0.0.1:8000/reset-password?token=…` must be readable by nobody else. */
const FILE_MODE = 0o600;
const FOLDER_MODE = 0o700;

/** The folder of an installation whose mails are not sent. */
export const mailFolderOf = ({ dataDirectory }: Pick<Settings, 'dataDirectory'>): string =>
  join(dataDirectory, 'mails');

/**
 * Writes mails into a folder instead of sending them, each as a text and as a page, for a local installation without a
 * mail server: the one person who uses it finds the link to a new password there.
 */
export const openMailFolder = ({
  folder,
  logger,
  now = () => new Date(),
}: {
  readonly folder: string;
  readonly logger: Logger;
  readonly now?: () => Date;
}): Mailer => {
  // The first one shows in a log of the usual level, so that the person finds the folder; the others would be noise.
  let level: 'warn' | 'info' = 'warn';
  const send: Mailer['send'] = async ({ template, to, subject, html, text, id }) => {
    await mkdir(folder, { recursive: true, mode: FOLDER_MODE });
    const name = `${now().toISOString().replaceAll(':', '-')}-${template}-${id}`;
    const file = join(folder, `${name}.txt`);
    await writeFile(join(folder, `${name}.html`), html, { mode: FILE_MODE });
    await writeFile(file, `To: ${to}\nSubject: ${subject}\n\n${text}`, { mode: FILE_MODE });
    logger[level]({ template, file }, 'SMTP_HOST is not set: a mail was written into a file instead of being sent');
    level = 'info';
    // Names begin with the time; a mail is two files.
    const files = (await readdir(folder)).toSorted();
    for (const old of files.slice(0, Math.max(0, files.length - 2 * MOST_MAILS))) {
      await rm(join(folder, old), { force: true });
    }
  };
  return { send };
};

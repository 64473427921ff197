/** A mail before it is rendered. */
export type MailContent = {
  /** One line; what would break it is taken out when it is rendered. */
  readonly subject: string;
  /** MJML between the head and the foot that all mails share; `{{name}}` stands for a field. The same at every call. */
  readonly body: string;
  /** What the fields of the body stand for, as plain text. */
  readonly fields: Readonly<Record<string, string>>;
  /** Whole text of the mail for readers that show no HTML. */
  readonly text: string;
};

/** Beginning of a mail to somebody whose name may not be known. */
export const greeting = (name: string | null): string =>
  name === null || name.trim() === '' ? 'Hello,' : `Hello ${shorten(name, 80)},`;

/** Text on one line, of at most so many characters. */
export const shorten = (text: string, longest: number): string => {
  const line = text
    .replaceAll(/[\s\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ')
    .trim()
    .toWellFormed();
  const characters = Array.from(line);
  return characters.length <= longest ? line : `${characters.slice(0, longest - 1).join('')}…`;
};

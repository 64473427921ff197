import { Parser } from 'htmlparser2';

/** Elements whose text is not meant to be read. */
const UNREAD = new Set(['script', 'style', 'template']);
/** Elements that end a line. */
const BLOCKS = new Set(['br', 'p', 'div', 'li', 'tr', 'td', 'th', 'dd', 'dt', 'h1', 'h2', 'h3', 'h4']);

/** What a reader sees of a piece of HTML. */
export type HtmlText = {
  /** Without tags, entities decoded, spaces collapsed. */
  readonly text: string;
  /** The first link, as it is written. */
  readonly firstLink: string | undefined;
};

/** Reads a piece of HTML of at most 20,000 characters; what is longer is cut. Plain text comes back as it is. */
export const readHtml = (html: string): HtmlText => {
  let text = '';
  let firstLink: string | undefined;
  let unread = 0;
  const parser = new Parser({
    onopentag: (name, attributes) => {
      const style = attributes['style'] ?? '';
      if (UNREAD.has(name) || /display:\s*none/i.test(style)) unread += 1;
      else if (unread > 0) unread += 1;
      if (BLOCKS.has(name)) text += ' ';
      if (name === 'a' && unread === 0) firstLink ??= attributes['href'];
    },
    ontext: (piece) => {
      if (unread === 0) text += piece;
    },
    onclosetag: (name) => {
      if (unread > 0) unread -= 1;
      if (BLOCKS.has(name)) text += ' ';
    },
  });
  parser.write(html.slice(0, 20_000));
  parser.end();
  return { text: text.replaceAll(/\s+/g, ' ').trim(), firstLink };
};

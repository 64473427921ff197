import type { EmbeddedFacts } from './embedded-facts.ts';
import { cleanText } from './embedded-text.ts';

const MOST_ITEMS = 100;

const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

const decodeEntities = (text: string): string =>
  text.replaceAll(/&(?:#(\d{1,7})|#x([0-9a-f]{1,6})|(\w{1,4}));/gi, (whole, decimal, hex, name) => {
    if (typeof name === 'string') return ENTITIES[name] ?? whole;
    const code = typeof decimal === 'string' ? Number(decimal) : Number.parseInt(String(hex), 16);
    return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : '';
  });

/** The text of an element `<name>…</name>` (found by position, never by a backtracking pattern), or of `name="…"`. */
const rawValue = (xmp: string, name: string): string | undefined => {
  const open = xmp.indexOf(`<${name}`);
  if (open !== -1) {
    const start = xmp.indexOf('>', open);
    const end = xmp.indexOf(`</${name}>`, open);
    if (start !== -1 && end > start) return xmp.slice(start + 1, end);
  }
  const attribute = xmp.indexOf(`${name}="`);
  if (attribute === -1) return undefined;
  const start = attribute + name.length + 2;
  const end = xmp.indexOf('"', start);
  return end === -1 ? undefined : xmp.slice(start, end);
};

const values = (xmp: string, name: string): string[] => {
  const raw = rawValue(xmp, name);
  if (raw === undefined) return [];
  const items = raw.includes('<rdf:li')
    ? raw
        .split('<rdf:li')
        .slice(1, MOST_ITEMS + 1)
        .map((item) => item.slice(item.indexOf('>') + 1).split('</rdf:li', 1)[0] ?? '')
    : [raw];
  return items.flatMap((item) => cleanText(decodeEntities(item.replaceAll(/<[^<>]*>/g, ''))) ?? []);
};

/** Facts of an XMP packet (UTF-8 RDF/XML), with the prefixes that every writer uses. */
export const readXmp = (block: Uint8Array): EmbeddedFacts => {
  const xmp = new TextDecoder().decode(block);
  const first = (name: string): string | undefined => values(xmp, name)[0];
  const keywords = values(xmp, 'dc:subject');
  const facts = {
    caption: first('dc:description'),
    creator: first('dc:creator'),
    copyright: first('dc:rights'),
    dataMining: first('plus:DataMining'),
    digitalSourceType: first('Iptc4xmpExt:DigitalSourceType'),
  };
  return {
    ...(facts.caption === undefined ? {} : { caption: facts.caption }),
    ...(keywords.length === 0 ? {} : { keywords }),
    ...(facts.creator === undefined ? {} : { creator: facts.creator }),
    ...(facts.copyright === undefined ? {} : { copyright: facts.copyright }),
    ...(facts.dataMining === undefined ? {} : { dataMining: facts.dataMining }),
    ...(facts.digitalSourceType === undefined ? {} : { digitalSourceType: facts.digitalSourceType }),
  };
};

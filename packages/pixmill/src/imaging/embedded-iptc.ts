import type { EmbeddedFacts } from './embedded-facts.ts';
import { embeddedText } from './embedded-text.ts';

const MOST_KEYWORDS = 100;

/** Facts of an IPTC block: the IIM datasets 2:25, 2:80, 2:116 and 2:120, wherever they begin in it (Photoshop wraps them). */
export const readIptc = (block: Uint8Array): EmbeddedFacts => {
  const keywords: string[] = [];
  const found: { creator?: string; copyright?: string; caption?: string } = {};
  let offset = Buffer.from(block.buffer, block.byteOffset, block.length).indexOf('\x1c\x02', 0, 'latin1');
  while (offset >= 0 && offset + 5 <= block.length && block[offset] === 0x1c) {
    const dataset = block[offset + 2];
    const length = ((block[offset + 3] ?? 0) << 8) | (block[offset + 4] ?? 0);
    // The high bit marks an extended length, which no text of ours needs.
    if (length >= 0x8000 || offset + 5 + length > block.length) break;
    const text = block[offset + 1] === 2 ? embeddedText(block.subarray(offset + 5, offset + 5 + length)) : undefined;
    if (text !== undefined) {
      if (dataset === 25 && keywords.length < MOST_KEYWORDS) keywords.push(text);
      if (dataset === 80) found.creator ??= text;
      if (dataset === 116) found.copyright ??= text;
      if (dataset === 120) found.caption ??= text;
    }
    offset += 5 + length;
  }
  return keywords.length === 0 ? found : { ...found, keywords };
};

import { statSync } from 'node:fs';
import { globSync } from 'node:fs';
import { basename } from 'node:path';

import { describe, expect, it } from 'vitest';

import { openDecoders } from './decoders.ts';
import { hasSharedData, SHARED_DATA } from './fixtures/shared-data.ts';
import { hashDistance } from './hash-distance.ts';
import { inspectCodes } from './inspect.errors.ts';
import { inspectImage } from './inspect-image.ts';

const LIMITS = { maxPixels: 100_000_000, maxChannels: 5, timeoutMs: 20_000 };

const filesIn = (pattern: string): string[] =>
  globSync(`${SHARED_DATA}/${pattern}`).filter((path) => statSync(path).isFile());

const KNOWN: Readonly<Record<string, string>> = {
  'bomb_1bit_60000x60000.png': 'inspect.too_many_pixels',
  'bomb_rgba_20000x20000.png': 'inspect.too_many_pixels',
  'just_under_limit_rgb_16383x16383.png': 'inspect.too_many_pixels',
  'gif_5000_frames_2000x2000.gif': 'inspect.too_many_pixels',
  'Bad_reallybig.bmp': 'inspect.too_many_pixels',
  'png_header_only_50000x50000.png': 'inspect.corrupt',
  'svg_billion_laughs.svg': 'inspect.svg_refused',
  'svg_nested_use.svg': 'inspect.svg_refused',
  'zero.jpg': 'inspect.empty',
  'html_named.jpg': 'inspect.not_an_image',
  'json_named.webp': 'inspect.not_an_image',
  'truncated_5pct.jpg': 'inspect.truncated',
  'truncated_95pct.jpg': 'inspect.truncated',
  'Bad_shortfile.bmp': 'inspect.truncated',
  'xcsn0g01.png': 'inspect.corrupt',
  'relax.jp2': 'inspect.unsupported_format',
  'smile.ico': 'inspect.unsupported_format',
  'bomb_ztxt_100MB.png': 'ok',
  'gif_js_polyglot.gif': 'ok',
  'jpeg_named.png': 'ok',
  'jpeg_with_appended_zip.jpg': 'ok',
  'tall_1x1000000.png': 'ok',
  'rgb24rle24.bmp': 'ok',
  'pal4rlecut.bmp': 'ok',
};

describe.skipIf(!hasSharedData)('the museum of bad input (skipped without ../shared/data)', () => {
  it('goes through with one outcome a file', { timeout: 120_000 }, async () => {
    const decoders = openDecoders({ processes: 2 });
    const outcomes = new Map<string, string>();
    try {
      await Promise.all(
        filesIn('hard/**/*').map(async (path) => {
          const result = await decoders.inspect(path, LIMITS);
          outcomes.set(path, result.ok ? 'ok' : result.code);
        }),
      );
    } finally {
      await decoders.close();
    }
    expect(outcomes.size).toBeGreaterThan(600);
    const codes = new Set(outcomes.values());
    codes.delete('ok');
    expect([...codes].filter((code) => !(code in inspectCodes.codes) || code === 'inspect.crashed')).toEqual([]);
    const found = Object.fromEntries([...outcomes].map(([path, code]) => [basename(path), code]));
    expect(found).toMatchObject(KNOWN);
  });

  const hashesOf = async (pattern: string): Promise<{ name: string; phash: string }[]> => {
    const hashes: { name: string; phash: string }[] = [];
    for (const path of filesIn(pattern)) {
      const result = await inspectImage(path, LIMITS);
      if (result.ok) hashes.push({ name: basename(path), phash: result.inspection.phash });
    }
    return hashes;
  };

  it.each([
    ['near-duplicates/modes/*.{jpg,png,webp}', 14],
    ['near-duplicates/bridge-mods/*.jpg', 12],
    ['hard/exif-orientation/Landscape_*.jpg', 9],
    ['hard/exif-orientation/Portrait_*.jpg', 9],
  ])('hashes all of %s within 2 bits of the first', { timeout: 60_000 }, async (pattern, count) => {
    const hashes = await hashesOf(pattern);
    const first = hashes[0]?.phash ?? '';
    expect(hashes).toHaveLength(count);
    expect(hashes.filter(({ phash }) => hashDistance(phash, first) > 2)).toEqual([]);
  });
});

import type { ImageEncoding } from '../../imaging/encode-image.ts';
import { blank, blurred, cropped, relit } from './change-picture.ts';
import { announce, breakOff, redirect, refuse, send } from './demo-answers.ts';
import type { DemoAnswer } from './demo-answers.ts';
import type { DemoEntry } from './demo-entry.ts';
import { cutFile, ERROR_PAGE, hugePng, imageFile, SVG, textFile } from './demo-files.ts';
import type { DemoFile } from './demo-files.ts';
import { originalNamed } from './original-entry.ts';
import type { OriginalEntry } from './original-entry.ts';
import type { Canvas } from './pictures/canvas.ts';

const JPEG = 'image/jpeg';

/** Who may fetch what. The studio's owner names crawlers that collect for AI, and could not know of us. */
export const ROBOTS = `User-agent: *
Disallow: /private/

User-agent: GPTBot
User-agent: CCBot
Disallow: /studio/
`;

/** Answers that hold no good image. */
export const troublesomeEntries = (originals: readonly OriginalEntry[]): DemoEntry[] => {
  const entries: DemoEntry[] = [];
  const add = (expected: string, url: string, answer: DemoAnswer | null, changes: Partial<DemoEntry> = {}): void => {
    const model = originals[(entries.length * 29) % originals.length];
    if (model === undefined) return;
    const { label, caption, creator, license } = model;
    entries.push({
      url,
      label,
      caption,
      creator,
      license,
      sha256: null,
      answer,
      expected,
      busyHost: false,
      ...changes,
    });
  };
  const spare = (name: string, encoding: ImageEncoding, change?: (canvas: Canvas) => Canvas): DemoFile =>
    imageFile(originalNamed(originals, name).image, encoding, change);
  const jpeg: ImageEncoding = { format: 'jpeg', quality: 88 };
  add('inspect.truncated', '/broken/half.jpg', send(cutFile(spare('mountains 4', jpeg), 0.55), JPEG));
  add('inspect.truncated', '/broken/a-quarter.jpg', send(cutFile(spare('night sky 3', jpeg), 0.25), JPEG));
  add('inspect.truncated', '/broken/half.png', send(cutFile(spare('city 9', { format: 'png' }), 0.5), 'image/png'));
  add('inspect.not_an_image', '/broken/page.jpg', send(textFile(ERROR_PAGE), JPEG));
  add('inspect.not_an_image', '/broken/sign-in.png', send(textFile(ERROR_PAGE), 'text/html'));
  add('fetch.empty', '/broken/nothing.jpg', send(textFile(''), JPEG));
  add('inspect.svg_refused', '/broken/drawing.svg', send(textFile(SVG), 'image/svg+xml'));
  add('inspect.too_many_pixels', '/broken/huge.png', send(hugePng, 'image/png'));
  add('fetch.too_large', '/broken/scan.tif', announce(80 * 1024 ** 2));
  add('judge.hash_mismatch', '/broken/other-bytes.jpg', send(spare('mountains 8', jpeg), JPEG), {
    sha256: 'd'.repeat(64),
  });

  add('fetch.not_found', '/gone/2009/holiday.jpg', null);
  add('fetch.not_found', '/gone/2011/garden.jpg', null);
  add('fetch.not_found', '/gone/for-good.jpg', refuse(410));
  add('fetch.forbidden', '/members/only.jpg', refuse(403));
  add('fetch.forbidden', '/members/sign-in-first.jpg', refuse(401));
  add('fetch.server_error', '/overworked.jpg', refuse(500), { busyHost: true });
  add('fetch.interrupted_body', '/breaks-off.jpg', breakOff(spare('flowers 14', jpeg), JPEG), { busyHost: true });
  add('fetch.too_many_redirects', '/round/about.jpg', redirect('/round/about.jpg'));
  add('fetch.blocked_address', 'http://169.254.169.254/latest/meta-data/', null);
  add('fetch.blocked_address', '/sneaky.jpg', redirect('http://10.0.0.1/admin/logo.png'));
  add('source.bad_url', 'ask me for the link', null);

  add(
    'judge.too_small',
    '/icons/button.png',
    send(
      spare('sea 3', { format: 'png' }, (canvas) => cropped(canvas, { width: 48, height: 36 })),
      'image/png',
    ),
  );
  add(
    'judge.too_small',
    '/icons/face.png',
    send(
      spare('tiles 3', { format: 'png' }, (canvas) => cropped(canvas, { width: 40, height: 40 })),
      'image/png',
    ),
  );
  add(
    'judge.too_few_bytes',
    '/icons/pixel.gif',
    send(() => imageFile({ draw: () => blank(1, 1, 255) }, { format: 'gif' })(), 'image/gif'),
  );
  add(
    'judge.odd_aspect',
    '/banners/wide.jpg',
    send(
      spare('sea 5', jpeg, (canvas) => cropped(canvas, { width: 880, height: 80 })),
      JPEG,
    ),
  );
  add(
    'judge.dark',
    '/dim/cellar.jpg',
    send(
      spare('mountains 11', jpeg, (canvas) => relit(canvas, { contrast: 0.16 })),
      JPEG,
    ),
  );
  add(
    'judge.dark',
    '/dim/lens-cap.jpg',
    send(
      spare('city 12', jpeg, (canvas) => relit(canvas, { contrast: 0.09 })),
      JPEG,
    ),
  );
  add(
    'judge.light',
    '/pale/fog.jpg',
    send(
      spare('sea 10', jpeg, (canvas) => relit(canvas, { contrast: 0.03, light: 250 })),
      JPEG,
    ),
  );
  add('judge.blurry', '/soft/shaken.jpg', send(spare('night sky 13', jpeg, blurred), JPEG));
  add('judge.blurry', '/soft/out-of-focus.jpg', send(spare('city 4', jpeg, blurred), JPEG));
  add('judge.low_information', '/blank/wall.jpg', send(imageFile({ draw: () => blank(900, 680, 170) }, jpeg), JPEG));

  add('fetch.opted_out', '/studio/portrait-of-a-hill.jpg', send(spare('mountains 9', jpeg), JPEG));
  add('fetch.opted_out', '/studio/series/two.jpg', send(spare('mountains 10', jpeg), JPEG));
  add('fetch.opted_out', '/private/diary.jpg', send(spare('mountains 12', jpeg), JPEG));
  add(
    'fetch.opted_out',
    '/noai/still-life.jpg',
    send(spare('sea 2', jpeg), JPEG, { 'x-robots-tag': 'noai, noimageai' }),
  );
  add('fetch.opted_out', '/noai/sketch.jpg', send(spare('sea 4', jpeg), JPEG, { 'x-robots-tag': 'noai' }));
  add('fetch.opted_out', '/reserved/print.jpg', send(spare('flowers 6', jpeg), JPEG, { 'tdm-reservation': '1' }));
  add(
    'fetch.opted_out',
    '/signals/poster.jpg',
    send(spare('flowers 8', jpeg), JPEG, { 'content-signal': 'search=yes, ai-train=no' }),
  );
  return entries;
};

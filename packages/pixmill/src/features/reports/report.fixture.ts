/** Data for tests of the report: made here, small, with hostile texts in it. */
import type { BuildReportData, CheckReportData } from './report-data.ts';

const HOSTILE = `"><script>alert(1)</script><img src=x onerror='alert(2)'>`;

/** Not a picture; the page only carries it. */
export const somePreview = (bytes = 300): Uint8Array => new Uint8Array(bytes).fill(7);

const image = {
  preview: somePreview(),
  fileName: `images/${HOSTILE}/000001.jpg`,
  title: HOSTILE,
  width: 640,
  height: 480,
  creator: HOSTILE,
  licence: HOSTILE,
  source: HOSTILE,
  flags: ['judge.blurry'],
};

const pairImage = { preview: somePreview(), name: HOSTILE, fileName: null, width: 64, height: 48, bytes: 2048 };

const common = {
  title: HOSTILE,
  madeAt: '2026-11-20T08:00:00.000Z',
  version: '0.1.0',
  sentences: {
    'fetch.timeout': 'The server {host} took too long.',
    'judge.blurry': 'The image is blurry ({score}).',
    'dedupe.exact': HOSTILE,
  },
  images: 3,
  bytes: 123_456,
  captions: 1,
  labels: [
    { label: HOSTILE, count: 2, images: [image, image] },
    { label: null, count: 1, images: [image] },
  ],
  furtherLabels: { labels: 0, images: 0 },
  histograms: [
    {
      id: 'size',
      title: 'Size',
      explanation: HOSTILE,
      unit: 'megapixels',
      scale: 'log' as const,
      edges: [0.001, 0.01, 0.1, 1],
      kept: [0, 1, 2],
      rejected: [4, 0, 0],
      thresholds: [{ at: 0.01, side: 'below' as const, label: 'too small', count: 4 }],
    },
  ],
  flags: [{ code: 'judge.blurry', count: 1 }],
  duplicates: {
    total: 7,
    pairs: [{ kind: 'near' as const, distance: 3, kept: pairImage, duplicate: pairImage, why: 'more pixels' }],
  },
  notices: [HOSTILE],
  making: [{ name: 'Command', value: `pixmill build ${HOSTILE}` }],
};

export const buildReport: BuildReportData = {
  ...common,
  kind: 'build',
  outcomes: [
    { outcome: 'kept', code: null, count: 3 },
    { outcome: 'duplicate', code: 'dedupe.exact', count: 7 },
    { outcome: 'rejected', code: 'judge.blurry', count: 4 },
    { outcome: 'failed', code: 'fetch.timeout', count: 5 },
    { outcome: 'skipped', code: 'unknown.code', count: 6 },
  ],
  inFlight: 2,
  sources: [{ name: HOSTILE, count: 3 }],
  licences: [{ key: 'x', title: HOSTILE, url: 'javascript:alert(1)', asks: HOSTILE, count: 3 }],
  optOuts: [{ rule: HOSTILE, count: 2 }],
};

export const checkReport: CheckReportData = {
  ...common,
  kind: 'check',
  unreadable: [{ code: 'inspect.truncated', count: 2, examples: [HOSTILE] }],
  withFindings: 1,
};

import { describe, expect, it } from 'vitest';
import { buildReport, checkReport, somePreview } from './report.fixture.ts';
import { renderReport } from './render-report.ts';
import { reportJson } from './report-json.ts';

const tagsOf = (html: string): Set<string> =>
  new Set([...html.matchAll(/<([a-z0-9]+)[\s>]/gi)].map((match) => match[1] ?? ''));

describe.each([
  ['build', buildReport],
  ['check', checkReport],
])('the report of a %s', (_, data) => {
  const html = renderReport(data);

  it('runs no script and lets no text become a tag or an attribute', () => {
    expect(tagsOf(html)).not.toContain('script');
    const tags = html.replaceAll(/"[^"]*"/g, '""');
    expect(/<[^>]*\son\w+=/i.test(tags)).toBe(false);
    expect(html.includes('javascript:')).toBe(false);
    expect(html.includes('&lt;script&gt;alert(1)&lt;/script&gt;')).toBe(true);
  });

  it('loads nothing: every picture is inside, every link is beside it or a plain address', () => {
    for (const [, source] of html.matchAll(/\ssrc="([^"]*)"/g)) expect(source).toMatch(/^data:image\/webp;base64,/);
    for (const [, target] of html.matchAll(/\shref="([^"]*)"/g)) expect(target).toMatch(/^(#|\.\/|https?:\/\/)/);
    expect(html).toContain("default-src 'none'");
    expect(html).not.toMatch(/@import|url\(/);
  });

  it('closes every tag that it opens', () => {
    const depth = new Map<string, number>();
    for (const [, close, name, self] of html.matchAll(/<(\/?)([a-z0-9]+)[^>]*?(\/?)>/gi)) {
      if (name === undefined || self === '/' || /^(meta|img|br|link)$/.test(name)) continue;
      depth.set(name, (depth.get(name) ?? 0) + (close === '/' ? -1 : 1));
    }
    expect([...depth].filter(([, open]) => open !== 0)).toEqual([]);
  });

  it('shows duplicates with their distance and the reason', () => {
    expect(html).toContain('3 bits of 64 apart');
    expect(html).toContain('for: more pixels');
  });

  it('draws the threshold with the count beyond it', () => {
    expect(html).toContain('too small: 4');
    expect(html).toMatch(/<line class="limit"/);
  });
});

describe('renderReport', () => {
  it('adds all outcomes up, those in flight included', () => {
    expect(renderReport(buildReport)).toContain('together 27 candidates');
  });

  it('says a code in its own sentence without open places, and shows a code that has none', () => {
    const html = renderReport(buildReport);
    expect(html).toContain('The server … took too long.');
    expect(html).toContain('The image is blurry.');
    expect(html).toContain('unknown.code');
  });

  it('speaks of labels in the report of a build, and of findings in that of a check', () => {
    expect(renderReport(buildReport)).toContain('A choice from each label.');
    const html = renderReport(checkReport);
    expect(html).toContain('What was found');
    expect(html).not.toMatch(/\blabels?\b<\/span>|each label/);
  });

  it('shows what stands between backticks as code, whatever it is', () => {
    const html = renderReport({ ...buildReport, notices: ['Use `--encode jpeg:90` for `<b>`.'] });
    expect(html).toContain('Use <code>--encode jpeg:90</code> for <code>&lt;b&gt;</code>.');
  });

  it('names the halves of a pair so that they can be told apart, with all of the name on request', () => {
    const half = { preview: null, fileName: null, width: 1, height: 1, bytes: 1 };
    const names = ['http://127.0.0.1:36205/pictures/one.jpg', 'http://127.0.0.1:36205/pictures/two.jpg'] as const;
    const [kept, duplicate] = [
      { ...half, name: names[0] },
      { ...half, name: names[1] },
    ];
    const pair = { kind: 'near' as const, distance: 1, why: 'more pixels', kept, duplicate };
    const html = renderReport({ ...buildReport, duplicates: { total: 1, pairs: [pair] } });
    expect(html).toContain(`<span title="${names[0]}">one.jpg</span>`);
    expect(html).toContain(`<span title="${names[1]}">two.jpg</span>`);
  });

  it('leaves out pictures past its budget instead of growing without end', () => {
    const [sheet] = buildReport.labels;
    const images = (sheet?.images ?? []).map((image) => ({ ...image, preview: somePreview(1_000_000) }));
    const labels = Array.from({ length: 15 }, (_, index) => ({ label: `big ${index}`, count: 30, images }));
    const html = renderReport({ ...buildReport, labels });
    expect(html.length).toBeLessThan(8_500_000);
    expect(html.includes('1 of 30 images') || html.includes('2 of 30 images')).toBe(true);
  });

  it('is still a page when there is nothing to show', () => {
    const nothing = {
      labels: [],
      histograms: [],
      flags: [],
      outcomes: [],
      sources: [],
      licences: [],
      optOuts: [],
      notices: [],
      making: [],
    };
    const html = renderReport({
      ...buildReport,
      ...nothing,
      images: 0,
      inFlight: 0,
      duplicates: { total: 0, pairs: [] },
    });
    expect(html).toContain('0 candidates were found');
    expect(html).not.toContain('<section');
  });
});

describe('reportJson', () => {
  it('counts the candidates of a build so that they add up', () => {
    expect(JSON.parse(reportJson(buildReport))).toMatchObject({
      counts: { discovered: 27, kept: 3, duplicate: 7, rejected: 4, failed: 5, skipped: 6, in_flight: 2 },
    });
  });

  it('counts the files of a check so that they add up', () => {
    expect(JSON.parse(reportJson(checkReport))).toMatchObject({
      counts: { files: 5, images: 3, unreadable: 2, with_findings: 1 },
    });
  });
});

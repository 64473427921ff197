import { describe, expect, it } from 'vitest';
import { readByteSize } from './byte-size.ts';
import { jobConfigOfBody, toJobConfigView } from './job-config-body.ts';
import { DEFAULT_JOB_CONFIG } from './job-defaults.ts';

describe('a configuration in a request', () => {
  it('means the defaults where it says nothing', () => {
    expect(jobConfigOfBody({}, { maxImages: null })).toEqual(DEFAULT_JOB_CONFIG);
  });

  it('says the same when it is shown and asked again', () => {
    const config = jobConfigOfBody(
      {
        level: 'fast',
        mode: 'report',
        min_size: '300x200',
        max_aspect: 3,
        min_bytes: 0,
        near: 'off',
        license: 'commercial',
      },
      { maxImages: 7 },
    );
    expect(config).toMatchObject({
      judge: { level: 'fast', mode: 'report', minWidth: 300, minHeight: 200, maxAspect: 3, minBytes: 0 },
      nearDistance: null,
      licences: { kind: 'commercial' },
      maxImages: 7,
    });
    expect(jobConfigOfBody(toJobConfigView(config), { maxImages: 7 })).toEqual(config);
  });

  it('is refused where bytes are none', () => {
    for (const max_bytes of ['', 'many', '1 GB GB', '2 TiB', '99999999999999999999']) {
      expect(() => jobConfigOfBody({ max_bytes }, { maxImages: null })).toThrow(/^max_bytes is no number of bytes/);
    }
  });
});

it.each([
  [1024, 1024],
  ['1024', 1024],
  ['1KiB', 1024],
  ['1.5 kb', 1500],
  ['25 MB', 25_000_000],
  ['1 gib', 1024 ** 3],
  ['-1', null],
  ['1e3', null],
  ['1 XB', null],
  ['', null],
])('%j is %j bytes', (text, bytes) => {
  expect(readByteSize(text)).toBe(bytes);
});

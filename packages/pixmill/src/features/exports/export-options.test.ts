import { describe, expect, it } from 'vitest';
import { parseEncode, parseFormats, parseLabelFiles, parseResize } from './export-options.ts';

describe('options of an export', () => {
  it('reads formats and label files in a fixed order, each once', () => {
    expect(parseFormats('webdataset, ImageFolder,webdataset')).toEqual(['imagefolder', 'webdataset']);
    expect(parseLabelFiles('yaml,txt')).toEqual(['txt', 'yaml']);
  });

  it('names what it does not know', () => {
    expect(() => parseFormats('imagefolder,zip')).toThrow(/"zip" is not known/);
    expect(() => parseLabelFiles('')).toThrow(/is not known/);
  });

  it('reads sizes and encodings', () => {
    expect(parseResize('512x256')).toEqual({ width: 512, height: 256, fit: 'inside' });
    expect(parseResize('64x64:cover')).toEqual({ width: 64, height: 64, fit: 'cover' });
    expect(parseEncode('jpg:80')).toEqual({ format: 'jpeg', quality: 80 });
    expect(parseEncode('webp')).toEqual({ format: 'webp', quality: 90 });
    expect(parseEncode('keep')).toBeNull();
  });

  it.each(['512', '0x10', '10x99999', '10x10:outside', 'axb', ''])('refuses the size %j', (value) => {
    expect(() => parseResize(value)).toThrow(/WIDTHxHEIGHT/);
  });

  it.each(['gif', 'jpeg:0', 'jpeg:101', 'jpeg:', ''])('refuses the encoding %j', (value) => {
    expect(() => parseEncode(value)).toThrow(/jpeg:90/);
  });
});

import { expect, it } from 'vitest';

import { sniffFormat } from './sniff-format.ts';

const latin1 = (text: string): Buffer => Buffer.from(text, 'latin1');

it.each([
  ['\xff\xd8\xff\xe0', 'image', 'JPEG'],
  ['\x89PNG\r\n\x1a\n\0\0\0\rIHDR', 'image', 'PNG'],
  ['\x89PNG\n\x1a\n\0\0\0\rIHDR', 'damaged', 'PNG with a damaged signature'],
  ['GIF89a/*', 'image', 'GIF'],
  ['RIFF\x10\0\0\0WEBPVP8 ', 'image', 'WEBP'],
  ['RIFF\x10\0\0\0AVI LIST', 'other', 'AVI video'],
  ['II*\0\x08\0\0\0', 'image', 'TIFF'],
  ['\0\0\0\x1cftypavif\0\0\0\0', 'image', 'AVIF'],
  ['\0\0\0\x1cftypmif1\0\0\0\0mif1avif', 'image', 'AVIF'],
  ['\0\0\0\x18ftypheic\0\0\0\0mif1heic', 'unsupported', 'HEIC'],
  ['\0\0\0\x18ftypisom\0\0\0\0isommp41', 'other', 'MP4 video'],
  ['\xff\x0a\xfa', 'unsupported', 'JPEG XL'],
  ['8BPS\0\x01', 'unsupported', 'Photoshop document'],
  ['\0\0\x01\0\x01\0\x10\x10', 'unsupported', 'Windows icon or cursor'],
  ['%PDF-1.7', 'other', 'PDF document'],
  ['PK\x03\x04', 'other', 'ZIP archive'],
  ['\xef\xbb\xbf  <!DOCTYPE html><html>', 'other', 'HTML page'],
  ['{"error": "not found"}', 'other', 'JSON document'],
  ['[{"error": 1}]', 'other', 'JSON document'],
  ['<svg xmlns="http://www.w3.org/2000/svg">', 'svg', 'SVG drawing'],
  ['<?xml version="1.0"?>\n<!-- made by --><svg>', 'svg', 'SVG drawing'],
  ['<?xml version="1.0"?><!DOCTYPE svg [<!ENTITY a "b">]><svg>', 'svg', 'SVG drawing'],
  ['<\0s\0v\0g\0 \0', 'svg', 'SVG drawing'],
  ['<?xml version="1.0"?><Error><Code>AccessDenied</Code></Error>', 'other', 'XML document'],
  ['Access denied.', 'other', 'text'],
  ['\x01\x02\x03\x04', 'other', 'unknown data'],
  ['', 'empty', 'nothing'],
])('sees that %j is %s: %s', (head, kind, name) => {
  expect(sniffFormat(latin1(head))).toMatchObject({ kind, name });
});

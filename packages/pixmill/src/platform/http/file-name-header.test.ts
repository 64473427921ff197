import { describe, expect, it } from 'vitest';
import { contentDisposition, downloadName } from './file-name-header.ts';

describe('the name of a download', () => {
  it.each([
    ['kite.jpg', 'kite.jpg'],
    ['kite.JPEG', 'kite.JPEG'],
    ['kite', 'kite.jpg'],
    ['kite.exe', 'kite.jpg'],
    ['kite.tar.gz', 'kite.tar.jpg'],
    ['../../etc/passwd', 'passwd.jpg'],
    ['C:\\Users\\me\\kite.png', 'kite.jpg'],
    ['a/b/', 'file.jpg'],
    ['', 'file.jpg'],
    ['...', 'file.jpg'],
    ['.htaccess', 'htaccess.jpg'],
    ['a\r\nSet-Cookie: x.jpg', 'a_Set-Cookie_ x.jpg'],
    ['\u202egpj.exe', '_gpj.jpg'],
    ['con|<>?*".jpg', 'con_.jpg'],
    [`${'x'.repeat(500)}.jpg`, `${'x'.repeat(150)}.jpg`],
    ['Größe ☃.jpg', 'Größe ☃.jpg'],
    ['\ud800.jpg', '\ufffd.jpg'],
  ])('%j is saved as %j', (given, expected) => {
    expect(downloadName(given, 'jpg', ['jpg', 'jpeg'])).toBe(expected);
  });
});

describe('Content-Disposition', () => {
  it('is plain ASCII for old readers, and UTF-8 for all others', () => {
    expect(contentDisposition('attachment', `Größe "1" 100%'.jpg`)).toBe(
      `attachment; filename="Gr__e _1_ 100_'.jpg"; filename*=UTF-8''Gr%C3%B6%C3%9Fe%20%221%22%20100%25%27.jpg`,
    );
  });
});

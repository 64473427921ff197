import { expect, it } from 'vitest';
import { readHtml } from './html-text.ts';

it.each([
  ['plain text', 'plain text'],
  ['5 < 6 & 7 > 3', '5 < 6 & 7 > 3'],
  ['<b>bold</b><i>italic</i>', 'bolditalic'],
  ['one<br/>two<p>three</p>four', 'one two three four'],
  ['&lt;script&gt; &eacute; &#x1F98A; &nbsp;x', '<script> é 🦊 x'],
  ['<script>alert(1)</script><style>p{}</style>seen', 'seen'],
  ['<span style="display: none;">hidden <b>deep</b></span>seen', 'seen'],
  ['<div><a href="x">unclosed', 'unclosed'],
  ['', ''],
])('reads %s', (html, text) => {
  expect(readHtml(html).text).toBe(text);
});

it('names the first link that can be seen', () => {
  expect(readHtml('<a href="//one.example">1</a><a href="//two.example">2</a>').firstLink).toBe('//one.example');
  expect(readHtml('no link').firstLink).toBeUndefined();
});

it('reads no more than 20,000 characters', () => {
  expect(readHtml('x'.repeat(1_000_000)).text).toHaveLength(20_000);
});

import { describe, expect, it } from 'vitest';
import { fittedTable, formatTable } from './text-table.ts';
import { wrapText } from './wrap-text.ts';

describe('formatTable', () => {
  it('aligns columns, numbers to the right, whatever their colours', () => {
    const green = '\u001b[32mkept\u001b[39m';
    expect(
      formatTable(
        [
          [green, '9', 'x'],
          ['duplicate', '1,234', ''],
        ],
        [1],
      ),
    ).toBe(`${green}           9  x\nduplicate  1,234`);
  });
});

describe('fittedTable', () => {
  const rows = [['kept', '9', 'a sentence that is longer than there is room for']];

  it('cuts the last column where the terminal ends', () => {
    const cut = fittedTable(rows, { numeric: [1], columns: 40 });
    expect(cut).toMatch(/^kept {2}9 {2}a sentence.*…/);
    // oxlint-disable-next-line no-control-regex -- colour codes begin with an escape character
    expect(cut.replaceAll(/\u001b\[\d+m/g, '')).toHaveLength(40);
  });

  it('cuts nothing where no terminal is', () => {
    expect(fittedTable(rows, { numeric: [1], columns: Infinity })).toContain('room for');
  });
});

describe('wrapText', () => {
  it('breaks at spaces only', () => {
    expect(wrapText('one two three /a/long/path/that/does/not/fit four', 9)).toEqual([
      'one two',
      'three',
      '/a/long/path/that/does/not/fit',
      'four',
    ]);
    expect(wrapText('one two', Infinity)).toEqual(['one two']);
  });
});

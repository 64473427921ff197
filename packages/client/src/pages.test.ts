import { describe, expect, it } from 'vitest';
import { allItems } from './pages.ts';

describe('all items of a list', () => {
  it('follow cursors to the last page', async () => {
    const asked: unknown[] = [];
    const items: number[] = [];
    const list = allItems(async (position) => {
      asked.push(position);
      return position.cursor === undefined
        ? { items: [1, 2], page: 1, pages: 2, next_cursor: 'a' }
        : { items: [3], page: 1, pages: 2, next_cursor: null };
    });
    for await (const item of list) items.push(item);
    expect(items).toEqual([1, 2, 3]);
    expect(asked).toEqual([{}, { cursor: 'a' }]);
  });

  it('follow numbers where there are no cursors, and only as far as they are read', async () => {
    let pages = 0;
    const list = allItems(async ({ page = 1 }) => {
      pages++;
      return { items: [page * 10, page * 10 + 1], page, pages: 100 };
    });
    const read: number[] = [];
    for await (const item of list) {
      read.push(item);
      if (read.length === 3) break;
    }
    expect(read).toEqual([10, 11, 20]);
    expect(pages).toBe(2);
  });
});

/** What every list of the API answers. */
export type Page<Item> = {
  readonly items: readonly Item[];
  readonly page: number;
  readonly pages: number;
  readonly next_cursor?: string | null;
};

/**
 * All items of a list, page after page, only as far as they are read. Follows `next_cursor` where the list has one (so
 * that nothing is skipped when items come or go meanwhile), else the number of the page.
 */
export async function* allItems<Item>(
  read: (position: { readonly page?: number; readonly cursor?: string }) => Promise<Page<Item>>,
): AsyncGenerator<Item> {
  let answer = await read({});
  for (;;) {
    yield* answer.items;
    if (typeof answer.next_cursor === 'string') answer = await read({ cursor: answer.next_cursor });
    else if (answer.next_cursor === undefined && answer.page < answer.pages)
      answer = await read({ page: answer.page + 1 });
    else return;
  }
}

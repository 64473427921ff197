/**
 * Runs `prepare` on items ahead of time, at most `ahead` at once, and yields the results in the order of the items.
 * Memory holds `ahead` results. When anything fails, what is under way is waited for before the error is thrown.
 */
export async function* inOrder<Item, Result>(
  items: AsyncIterable<Item>,
  prepare: (item: Item) => Promise<Result>,
  ahead: number,
): AsyncGenerator<Result> {
  const underWay: Promise<Result>[] = [];
  try {
    for await (const item of items) {
      const promise = prepare(item);
      // It is awaited below; until then a failure must not count as unhandled.
      promise.catch(() => undefined);
      underWay.push(promise);
      const head = underWay.length >= ahead ? underWay.shift() : undefined;
      if (head !== undefined) yield await head;
    }
    for (let head = underWay.shift(); head !== undefined; head = underWay.shift()) yield await head;
  } finally {
    await Promise.allSettled(underWay);
  }
}

/** How far work may run ahead: items, and what they weigh together (one that weighs more goes alone). */
export type Ahead<Item> = {
  readonly items: number;
  readonly weight: number;
  readonly weigh: (item: Item) => number;
};

/**
 * Runs `prepare` on items ahead of time, as far as `ahead` allows, and yields the results in the order of the items.
 * Memory holds the results that are ahead. When anything fails, what is under way is waited for before the error is thrown.
 */
export async function* inOrder<Item, Result>(
  items: AsyncIterable<Item>,
  prepare: (item: Item) => Promise<Result>,
  ahead: Ahead<Item>,
): AsyncGenerator<Result> {
  const underWay: { readonly promise: Promise<Result>; readonly weight: number }[] = [];
  let weightUnderWay = 0;
  try {
    for await (const item of items) {
      const weight = ahead.weigh(item);
      while (underWay.length >= ahead.items || weightUnderWay + weight > ahead.weight) {
        const head = underWay.shift();
        if (head === undefined) break;
        yield await head.promise;
        weightUnderWay -= head.weight;
      }
      const promise = prepare(item);
      // It is awaited later; until then a failure must not count as unhandled.
      promise.catch(() => undefined);
      underWay.push({ promise, weight });
      weightUnderWay += weight;
    }
    for (let head = underWay.shift(); head !== undefined; head = underWay.shift()) yield await head.promise;
  } finally {
    await Promise.allSettled(underWay.map(({ promise }) => promise));
  }
}

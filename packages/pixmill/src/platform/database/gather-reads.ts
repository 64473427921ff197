/** Reads the value of a key; `undefined` when there is none. */
export type GatheredRead<Key, Value> = (key: Key) => Promise<Value | undefined>;

/**
 * Makes one question of all that are asked within one turn of the event loop: many requests at once cost one round trip.
 * Each still sees everything that was committed before it was asked, since nothing is kept from one turn to the next.
 *
 * @param readMany gets every key once; a failure of it is the failure of all who asked
 */
export const gatherReads = <Key, Value>(
  readMany: (keys: readonly Key[]) => Promise<ReadonlyMap<Key, Value>>,
): GatheredRead<Key, Value> => {
  let next: { readonly keys: Set<Key>; readonly values: Promise<ReadonlyMap<Key, Value>> } | null = null;
  const begin = (key: Key) => {
    const keys = new Set([key]);
    const values = new Promise<void>((resolve) => setImmediate(resolve)).then(() => {
      next = null;
      return readMany([...keys]);
    });
    return { keys, values };
  };
  return async (key) => {
    if (next === null) next = begin(key);
    else next.keys.add(key);
    return (await next.values).get(key);
  };
};

/**
 * Stands in for a part of Pixmill that is not there: it may be handed on, and taken apart, but whoever uses it hears so.
 * With it the API is described without a database.
 */
// oxlint-disable-next-line typescript/no-unnecessary-type-parameters -- what it stands in for
export const absent = <Part>(): Part => {
  const stand = new Proxy(() => {}, {
    // Not a promise, so that it can be awaited.
    get: (_, key) => (key === 'then' ? undefined : absent()),
    apply: () => {
      throw new TypeError('This Pixmill only describes itself: nothing of it can be used.');
    },
  });
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- it has every property, and is of no use
  return stand as unknown as Part;
};

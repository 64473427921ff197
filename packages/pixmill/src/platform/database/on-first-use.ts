/** Makes something when it is first asked for, and once: a statement is prepared where the database may not be used yet. */
export const onFirstUse = <Made>(make: () => Made): (() => Made) => {
  let made: { readonly value: Made } | null = null;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
};

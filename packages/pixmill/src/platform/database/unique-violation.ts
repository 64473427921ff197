/** Whether a query failed because a row with these values is there already; with a name, because of that index. */
export const isUniqueViolation = (error: unknown, index?: string): boolean => {
  let link = error;
  for (let depth = 0; depth < 5 && link instanceof Error; depth++) {
    if ('code' in link && link.code === '23505') {
      return index === undefined || ('constraint' in link && link.constraint === index);
    }
    link = link.cause;
  }
  return false;
};

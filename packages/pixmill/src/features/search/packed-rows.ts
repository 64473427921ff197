/** Rows that PostgreSQL sends as one value, since thousands of single rows cost more than what is done with them. */

/** Bytes of an id at the start of each row. */
export const ID_BYTES = 16;

/** The id at an offset, as text. */
export const idAt = (bytes: Buffer, offset: number): string => {
  const hex = bytes.toString('hex', offset, offset + ID_BYTES);
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
};

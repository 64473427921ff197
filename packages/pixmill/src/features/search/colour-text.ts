/** How a colour may be written: with # or without, in long or short form. */
export const COLOUR = /^#?(?:[0-9a-fA-F]{3}|[0-9a-fA-F]{6})$/;

/** `#rrggbb` of a colour that matches `COLOUR`. */
export const longHex = (colour: string): string => {
  const digits = colour.replace('#', '').toLowerCase();
  return `#${digits.length === 3 ? digits.replaceAll(/./g, '$&$&') : digits}`;
};

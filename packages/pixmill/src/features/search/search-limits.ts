/** How far a colour may be from the one that is asked for, when nobody says: 0..100. */
export const DEFAULT_TOLERANCE = 10;
/** Characters of a query. */
export const MOST_TEXT = 500;

import type { Preview } from './report-data.ts';

/** Previews that one page may hold, as base64: more than this makes a page that no browser likes to open. */
const PREVIEW_BUDGET_BYTES = 8_000_000;

/** Turns previews into `data:` addresses until the budget is spent; afterwards gives `null`. */
export type PreviewBudget = (preview: Preview | null) => string | null;

export const createPreviewBudget = (limit = PREVIEW_BUDGET_BYTES): PreviewBudget => {
  let spent = 0;
  return (preview) => {
    if (preview === null) return null;
    const size = Math.ceil(preview.length / 3) * 4;
    if (spent + size > limit) return null;
    spent += size;
    return `data:image/webp;base64,${Buffer.from(preview).toString('base64')}`;
  };
};

import { escapeHtml, escapePath, shorten } from './escape-html.ts';
import { shortNames } from './short-names.ts';
import { bytesText, countOf, countText } from './number-text.ts';
import type { PreviewBudget } from './preview-budget.ts';
import type { DuplicatePair, PairImage, ReportData } from './report-data.ts';

const half = (
  image: PairImage,
  options: { readonly name: string; readonly tag: string; readonly dim: boolean; readonly budget: PreviewBudget },
): string => {
  const source = options.budget(image.preview);
  const name = escapeHtml(shorten(options.name, 60));
  const picture =
    source === null ? '<span class="empty">no preview</span>' : `<img src="${source}" alt="${name}" loading="lazy">`;
  const linked = image.fileName === null ? picture : `<a href="${escapePath(image.fileName)}">${picture}</a>`;
  return (
    `<figure${options.dim ? ' class="dim"' : ''}><div class="frame">${linked}<span class="tag">${options.tag}</span></div>` +
    `<figcaption><span title="${escapeHtml(shorten(image.name, 300))}">${name}</span><span>${image.width} × ${image.height}, ${bytesText(image.bytes)}</span></figcaption></figure>`
  );
};

const distanceText = ({ kind, distance }: DuplicatePair): string => {
  if (kind === 'exact') return 'Exactly the same picture';
  if (kind === 'similar') return 'The same picture, as somebody has said';
  return distance === 0 ? 'The same to the eye, in other bytes' : `${countOf(distance, 'bit')} of 64 apart`;
};

const pairItem = (pair: DuplicatePair, better: string, budget: PreviewBudget): string => {
  const [name, other] = shortNames(pair.kept.name, pair.duplicate.name);
  return (
    `<li class="panel pair"><div class="pair-images">${half(pair.kept, { name, tag: better, dim: false, budget })}` +
    `${half(pair.duplicate, { name: other, tag: 'duplicate', dim: true, budget })}</div>` +
    `<p><b>${distanceText(pair)}.</b> <span class="soft">${better === 'kept' ? 'Kept for' : 'Better for'}: ${escapeHtml(pair.why)}.</span></p></li>`
  );
};

/** Duplicates side by side: how far apart, which was kept and why. */
export const duplicateSection = (data: ReportData, budget: PreviewBudget): string => {
  const { total, pairs } = data.duplicates;
  if (total === 0) return '';
  const shown =
    pairs.length < total ? `${countText(pairs.length)} of ${countOf(total, 'pair')}` : countOf(total, 'pair');
  const end =
    data.kind === 'build'
      ? 'The better copy was kept; nothing was destroyed.'
      : 'Nothing was changed; the one marked is the better copy.';
  return (
    `<section id="duplicates"><h2>Seen twice</h2><p class="intro">${shown}. ${end}</p>` +
    `<ul class="pairs">${pairs.map((pair) => pairItem(pair, data.kind === 'build' ? 'kept' : 'better', budget)).join('')}</ul></section>`
  );
};

import { toImageView } from '../../library/image-view.ts';
import type { SignUrl } from '../../library/image-view.ts';
import { toPage } from '../../platform/http/pages.ts';
import type { FoundByWay } from './asked-images.ts';
import type { FoundImage, FoundPage } from './search.service.ts';
import type { SimilarImage } from './similar.service.ts';
import { nearestColour, wordsFound } from './why-found.ts';

type Signer = { readonly signUrl: SignUrl };

const toWhy = ({ way, rank, score, model }: FoundByWay, { matches }: FoundImage) => ({
  way,
  ...(rank === undefined ? {} : { rank }),
  score,
  ...(way === 'words' ? { words: wordsFound(matches) } : {}),
  ...(way === 'color' ? { distance: nearestColour(matches) } : {}),
  ...(model === undefined ? {} : { cosine: score, model }),
});

const toFoundView = (found: FoundImage, { signUrl }: Signer) => ({
  ...toImageView(found.image, { signUrl }),
  score: found.score,
  matches: found.matches.map((match) => ('words' in match ? { ...match, words: [...match.words] } : match)),
  why: found.ways.map((way) => toWhy(way, found)),
});

const NO_GOOD_MATCH =
  'No good match: none of your images fits well enough. Try other or fewer words, a larger tolerance, or fewer filters.';

/** A page of found images as the API shows it. */
export const toFoundPage = (
  { total, found, notices }: FoundPage,
  { page, limit, signUrl }: Signer & { readonly page: number; readonly limit: number },
) => ({
  ...toPage(
    found.map((image) => toFoundView(image, { signUrl })),
    { total, page, limit },
  ),
  ...(total === 0 ? { no_good_match: true as const, message: NO_GOOD_MATCH } : {}),
  ...(notices.length === 0 ? {} : { notices: [...notices] }),
});

const round = (value: number): number => Math.round(value * 10_000) / 10_000;

/** Similar images as the API shows them. */
export const toSimilarPage = (
  found: readonly SimilarImage[],
  { limit, notices = [], signUrl }: Signer & { readonly limit: number; readonly notices?: readonly string[] },
) => ({
  ...toPage(
    found.map(({ image, model, likeness: { tier, by, distance, bits, cosine } }) => ({
      ...toImageView(image, { signUrl }),
      distance: round(distance),
      tier,
      why: {
        by,
        ...(bits === undefined ? {} : { bits }),
        ...(cosine === undefined ? {} : { cosine: round(cosine) }),
        ...(model === undefined ? {} : { model }),
      },
    })),
    { total: found.length, page: 1, limit },
  ),
  ...(notices.length === 0 ? {} : { notices: [...notices] }),
});

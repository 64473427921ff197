import { Type } from 'typebox';
import { toImageView } from '../../library/image-view.ts';
import type { SignUrl } from '../../library/image-view.ts';
import type { Decoders } from '../../imaging/inspection.ts';
import type { Settings } from '../../platform/config/settings.ts';
import type { Database } from '../../platform/database/database.ts';
import { principalOf } from '../../platform/http/access.ts';
import type { HttpServer } from '../../platform/http/create-server.ts';
import { FormFile } from '../../platform/http/file-schemas.ts';
import { invalidQuery } from '../../platform/http/invalid-request.ts';
import { operation } from '../../platform/http/operation.ts';
import { pageOf, rowsOf, toPage } from '../../platform/http/pages.ts';
import { createValidatorCompiler } from '../../platform/http/validation.ts';
import type { Storage } from '../../platform/storage/storage.ts';
import { withReceivedImage } from './receive-image.ts';
import { DEFAULT_TOLERANCE, FoundImageView, SearchQuery, SimilarImageView, SimilarQuery } from './search.schema.ts';
import { searchImages } from './search.service.ts';
import { findSimilarTo, findSimilarToFile } from './similar.service.ts';
import type { SimilarImage } from './similar.service.ts';

const TAG = 'search';
const DEFAULT_SIMILAR = 10;

/** What search works with. */
export type SearchServices = {
  readonly db: Database;
  readonly storage: Pick<Storage, 'receive'>;
  readonly decoders: Pick<Decoders, 'inspect'>;
  readonly settings: Pick<Settings, 'maxUploadMb' | 'maxPixels'>;
  readonly signUrl: SignUrl;
};

/** `#rrggbb` of a colour that was given with or without #, in long or short form. */
const longHex = (colour: string): string => {
  const digits = colour.replace('#', '').toLowerCase();
  return `#${digits.length === 3 ? digits.replaceAll(/./g, '$&$&') : digits}`;
};

const emptyToNull = (text: string | undefined): string | null =>
  text === undefined || text.trim() === '' ? null : text;

/** Forms are read as they arrive; all else is checked as everywhere. */
const checkAllButBody = () => {
  const checked = createValidatorCompiler();
  return (route: Parameters<typeof checked>[0]) => (route.httpPart === 'body' ? () => true : checked(route));
};

/** Adds search under `/api/v1`. */
export const addSearchRoutes = (server: HttpServer, services: SearchServices): void => {
  const { db, storage, decoders, settings, signUrl } = services;
  const SimilarPage = pageOf(SimilarImageView);
  const similarPage = (found: readonly SimilarImage[], limit: number) =>
    toPage(
      found.map(({ image, distance }) => ({ ...toImageView(image, { signUrl }), distance })),
      { total: found.length, page: 1, limit },
    );

  server.get(
    '/search/images',
    operation({
      id: 'searchImages',
      tag: TAG,
      summary: 'Search images',
      description:
        'Your images (admins: all) by words, by colour, or by both: at least one of `q` and `color` must be given. The best come first. Words are looked for in title, label and tags (these count most), description, caption and the keywords in the file, creator and the keyword of the crawl, and the name of the file. Filters are those of the list of images. Where more than 3,000 images show the colour, or have the words and are to be filtered, the total is an estimate from a sample.',
      access: { kind: 'user', scope: 'read' },
      takes: { querystring: SearchQuery },
      gives: { 200: pageOf(FoundImageView) },
    }),
    async (request) => {
      const { q, color, tolerance = DEFAULT_TOLERANCE, page: _page, limit: _limit, ...filters } = request.query;
      const text = emptyToNull(q);
      const colour = emptyToNull(color);
      if (text === null && colour === null) {
        throw invalidQuery(['q', 'color'], { message: 'at least one of q and color is required', rule: 'required' });
      }
      const { page, limit, offset } = rowsOf(request.query);
      const { total, found } = await searchImages(db, principalOf(request), {
        text,
        colour: colour === null ? null : longHex(colour),
        tolerance,
        filters,
        offset,
        limit,
      });
      const items = found.map(({ image, score, matches }) => ({
        ...toImageView(image, { signUrl }),
        score,
        matches: matches.map((match) => ('words' in match ? { ...match, words: [...match.words] } : match)),
      }));
      return toPage(items, { total, page, limit });
    },
  );

  server.get(
    '/search/images/:id/similar',
    operation({
      id: 'findSimilarImages',
      tag: TAG,
      summary: 'Find similar images',
      description:
        'Your images that look most like one of them, the nearest first: copies, crops, mirrored and turned ones, edits, then pictures with similar shapes and colours. Duplicates are among them.',
      access: { kind: 'user', scope: 'read' },
      takes: { params: Type.Object({ id: Type.String({ format: 'uuid' }) }), querystring: SimilarQuery },
      gives: { 200: SimilarPage },
      errors: [404],
    }),
    async (request) => {
      const { limit = DEFAULT_SIMILAR, project_id: projectId } = request.query;
      const { id: imageId } = request.params;
      return similarPage(await findSimilarTo(db, principalOf(request), { imageId, limit, projectId }), limit);
    },
  );

  server.post(
    '/search/similar',
    {
      ...operation({
        id: 'searchSimilarToFile',
        tag: TAG,
        summary: 'Find images similar to a file',
        description: 'Your images that look most like an image that you send; nothing of it is kept.',
        access: { kind: 'user', scope: 'read' },
        consumes: ['multipart/form-data'],
        takes: {
          querystring: SimilarQuery,
          body: Type.Object({ file: FormFile('The image.') }),
        },
        gives: { 200: SimilarPage },
        errors: [406],
      }),
      validatorCompiler: checkAllButBody(),
    },
    async (request) => {
      const { limit = DEFAULT_SIMILAR, project_id: projectId } = request.query;
      const principal = principalOf(request);
      const maxBytes = settings.maxUploadMb * 1024 ** 2;
      return withReceivedImage(request, { storage, maxBytes }, async ({ path, signal }) => {
        const parts = { db, decoders, maxPixels: settings.maxPixels };
        return similarPage(await findSimilarToFile(parts, principal, { path, signal, limit, projectId }), limit);
      });
    },
  );
};

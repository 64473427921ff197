import { Type } from 'typebox';
import type { SignUrl } from '../../library/image-view.ts';
import type { Decoders } from '../../imaging/inspection.ts';
import type { Settings } from '../../platform/config/settings.ts';
import { principalOf } from '../../platform/http/access.ts';
import type { HttpServer } from '../../platform/http/create-server.ts';
import { FormFile } from '../../platform/http/file-schemas.ts';
import { invalidQuery } from '../../platform/http/invalid-request.ts';
import { operation } from '../../platform/http/operation.ts';
import { rowsOf } from '../../platform/http/pages.ts';
import { createValidatorCompiler } from '../../platform/http/validation.ts';
import type { Storage } from '../../platform/storage/storage.ts';
import { longHex } from './colour-text.ts';
import { withReceivedImage } from './receive-image.ts';
import type { SearchParts } from './search-parts.ts';
import { DEFAULT_TOLERANCE } from './search-limits.ts';
import { FoundPage, SearchQuery, SimilarPage, SimilarQuery } from './search.schema.ts';
import { searchImages } from './search.service.ts';
import { toFoundPage, toSimilarPage } from './search.view.ts';
import { findSimilarToFile } from './similar-to-file.service.ts';
import { findSimilarTo } from './similar.service.ts';

const TAG = 'search';
const DEFAULT_SIMILAR = 10;

/** What search works with. */
export type SearchServices = SearchParts & {
  readonly storage: Pick<Storage, 'receive'>;
  readonly decoders: Pick<Decoders, 'inspect'>;
  readonly settings: Pick<Settings, 'maxUploadMb' | 'maxPixels'>;
  readonly signUrl: SignUrl;
};

const emptyToNull = (text: string | undefined): string | null =>
  text === undefined || text.trim() === '' ? null : text;

/** Each id once, in one of both. */
const examplesOf = (like: readonly string[] = [], unlike: readonly string[] = []) => {
  const examples = { like: [...new Set(like.map(lowerCase))], unlike: [...new Set(unlike.map(lowerCase))] };
  if (examples.like.some((id) => examples.unlike.includes(id))) {
    throw invalidQuery(['unlike'], { message: 'must not have an id that like has, too', rule: 'contradiction' });
  }
  return examples;
};

const lowerCase = (id: string): string => id.toLowerCase();

/** Forms are read as they arrive; all else is checked as everywhere. */
const checkAllButBody = () => {
  const checked = createValidatorCompiler();
  return (route: Parameters<typeof checked>[0]) => (route.httpPart === 'body' ? () => true : checked(route));
};

/** Adds search under `/api/v1`. */
export const addSearchRoutes = (server: HttpServer, services: SearchServices): void => {
  const { storage, settings, signUrl } = services;

  server.get(
    '/search/images',
    operation({
      id: 'searchImages',
      tag: TAG,
      summary: 'Search images',
      description:
        'Your images (admins: all) by words and meaning, by colour, by likeness, or by several of them: at least one of `q`, `color` and `like` must be given. The best come first. Words are looked for in title, label and tags (these count most), description, caption and the keywords in the file, creator and the keyword of the crawl, and the name of the file. Where a model that understands texts is installed, the nearest 1,000 images by meaning are found as well, if they are near enough. Several ways are fused by reciprocal rank: each gives an image 1 / (60 + its rank), and `score` is the sum as a share of the most that there could be. Words and a colour alone are one comparison: the mean of both. A colour must be there whatever else is asked; likeness puts what the others found in order. Filters are those of the list of images. Where more than 3,000 images show the colour, or have the words and are to be filtered, the total is an estimate from a sample; where meaning is asked, too, the best 20,000 images with the words count. When nothing fits well enough, the list is empty and says so.',
      access: { kind: 'user', scope: 'read' },
      takes: { querystring: SearchQuery },
      gives: { 200: FoundPage },
      errors: [404],
    }),
    async (request) => {
      const { q, color, like, unlike, ...rest } = request.query;
      const { tolerance = DEFAULT_TOLERANCE, page: _page, limit: _limit, ...filters } = rest;
      const text = emptyToNull(q);
      const colour = emptyToNull(color);
      const examples = examplesOf(like, unlike);
      if (text === null && colour === null && examples.like.length === 0) {
        throw invalidQuery(['q', 'color', 'like'], {
          message: 'at least one of q, color and like is required',
          rule: 'required',
        });
      }
      const { page, limit, offset } = rowsOf(request.query);
      const found = await searchImages(services, principalOf(request), {
        text,
        colour: colour === null ? null : longHex(colour),
        tolerance,
        ...examples,
        filters,
        offset,
        limit,
      });
      return toFoundPage(found, { page, limit, signUrl });
    },
  );

  server.get(
    '/search/images/:id/similar',
    operation({
      id: 'findSimilarImages',
      tag: TAG,
      summary: 'Find similar images',
      description:
        'Your images that are most like one of them, in three tiers: the same bytes or pixels; near copies by the perceptual hash; then similar ones, by embeddings where a model has seen both, else by how they look: crops, mirrored and turned ones, edits, then pictures with similar shapes and colours. In each tier the nearest come first. Duplicates are among them.',
      access: { kind: 'user', scope: 'read' },
      takes: { params: Type.Object({ id: Type.String({ format: 'uuid' }) }), querystring: SimilarQuery },
      gives: { 200: SimilarPage },
      errors: [404],
    }),
    async (request) => {
      const { limit = DEFAULT_SIMILAR, project_id: projectId } = request.query;
      const { id: imageId } = request.params;
      const found = await findSimilarTo(services, principalOf(request), { imageId, limit, projectId });
      return toSimilarPage(found, { limit, signUrl });
    },
  );

  server.post(
    '/search/similar',
    {
      ...operation({
        id: 'searchSimilarToFile',
        tag: TAG,
        summary: 'Find images similar to a file',
        description:
          'Your images that are most like an image that you send, in the same three tiers; nothing of it is kept. A model of this installation looks at it when it has seen your images.',
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
      return withReceivedImage(request, { storage, maxBytes }, async (image) => {
        const parts = { ...services, maxPixels: settings.maxPixels };
        const { found, notices } = await findSimilarToFile(parts, principal, { ...image, limit, projectId });
        return toSimilarPage(found, { limit, notices, signUrl });
      });
    },
  );
};

import { Type } from 'typebox';
import { PREVIEW_SIZE, THUMBNAIL_SIZES } from '../../library/derived-keys.ts';
import type { ThumbnailSize } from '../../library/derived-keys.ts';
import { IMAGE_EXAMPLE, ImageView } from '../../library/image-view.ts';
import { FileAnswer } from '../../platform/http/file-schemas.ts';
import { SignedQuery } from '../../platform/http/signed-url.ts';
import { NullableText, Text } from '../../platform/http/text.ts';

export const TAG = 'images';

export const ImageParams = Type.Object({ id: Type.String({ format: 'uuid', description: 'The image.' }) });

/** Tags as people write them. */
export const Tags = Type.Array(Text({ minLength: 1, maxLength: 100 }), {
  maxItems: 50,
  description: 'At most 50, of at most 100 characters each.',
});

/** What may be changed of an image. */
export const ImageChange = Type.Object(
  {
    title: Type.Optional(NullableText({ maxLength: 500 })),
    description: Type.Optional(NullableText({ maxLength: 10_000 })),
    tags: Type.Optional(Tags),
    label: Type.Optional(NullableText({ minLength: 1, maxLength: 200 })),
  },
  {
    additionalProperties: false,
    minProperties: 1,
    examples: [{ title: 'Red kite over a meadow', tags: ['bird', 'sky'], label: 'red kite' }],
  },
);

/** An image after its upload. */
export const UploadedImage = Type.Object(
  {
    ...ImageView.properties,
    duplicate: Type.Boolean({ description: 'Whether the project had these very bytes already.' }),
  },
  { title: 'UploadedImage', examples: [{ ...IMAGE_EXAMPLE, source: 'upload', duplicate: false }] },
);

/** How far a new analysis is. */
export const Reprocessing = Type.Object(
  {
    image_id: Type.String({ format: 'uuid' }),
    ai_processing_status: Type.Enum(['pending', 'processing', 'completed', 'failed']),
    message: Type.String(),
  },
  {
    title: 'Reprocessing',
    examples: [
      {
        image_id: '0198c2f0-7f5b-7c3e-9d5a-0d9e6a2b1c11',
        ai_processing_status: 'pending',
        message: 'The image is measured again in the background.',
      },
    ],
  },
);

export const ThumbnailQuery = Type.Object({
  size: Type.Optional(
    Type.Unsafe<ThumbnailSize>({
      type: 'integer',
      enum: [...THUMBNAIL_SIZES],
      default: PREVIEW_SIZE,
      description: 'Longest side in pixels; never enlarged.',
    }),
  ),
  ...SignedQuery,
});

const IMAGE_TYPES = ['jpeg', 'png', 'webp', 'gif', 'avif', 'tiff', 'bmp'].map((format) => `image/${format}`);

/** Answers of operations that send a file. */
export const ImageFileAnswers = {
  200: FileAnswer(IMAGE_TYPES, 'The file.'),
  206: FileAnswer(IMAGE_TYPES, 'The part that `Range` asks for.'),
  304: Type.Null({ 'x-response-description': 'You have it: `If-None-Match` names its `ETag`.' }),
};
export const ThumbnailAnswers = {
  200: FileAnswer(['image/webp'], 'The thumbnail.'),
  206: FileAnswer(['image/webp'], 'The part that `Range` asks for.'),
  304: Type.Null({ 'x-response-description': 'You have it: `If-None-Match` names its `ETag`.' }),
};

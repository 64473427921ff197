import { type CodeOf, defineCodes } from '../platform/errors/error-catalogue.ts';
import { errorsOf } from '../platform/errors/pixmill-error.ts';

/** How the inspection or the re-encoding of a file can fail. */
export const inspectCodes = defineCodes('inspect', {
  empty: { status: 422, message: 'The file has no bytes; get it again from where it came from.', retry: false },
  unreadable: {
    status: 422,
    message: 'The file could not be read from disk; check that it exists and may be read.',
    retry: true,
  },
  not_an_image: {
    status: 415,
    message: 'The file is not an image ({detail}); check the address or the name it came under.',
    retry: false,
  },
  svg_refused: {
    status: 415,
    message: 'SVG is never rendered, since it can hold scripts and references; convert it to PNG first.',
    retry: false,
  },
  unsupported_format: {
    status: 415,
    message: 'The format is not read ({detail}); convert it to JPEG, PNG, WebP, GIF, AVIF, TIFF or BMP.',
    retry: false,
  },
  too_many_pixels: {
    status: 413,
    message: 'The image has more pixels than allowed ({detail}); shrink it, or raise MAX_PIXELS.',
    retry: false,
  },
  too_many_channels: {
    status: 413,
    message: 'The image has more channels than allowed ({detail}); flatten it first.',
    retry: false,
  },
  truncated: {
    status: 422,
    message: 'The image ends before all of its pixels; get it again from where it came from.',
    retry: false,
  },
  corrupt: {
    status: 422,
    message: 'The image cannot be decoded ({detail}); get it again from where it came from.',
    retry: false,
  },
  timed_out: {
    status: 422,
    message: 'Decoding took longer than allowed ({detail}); the image was given up.',
    retry: false,
  },
  crashed: {
    status: 422,
    message: 'The image killed its decoder twice ({detail}); it was given up.',
    retry: false,
  },
  out_of_memory: {
    status: 413,
    message: 'Decoding the image takes more memory than allowed ({detail}); shrink it first.',
    retry: false,
  },
  closed: { status: 503, message: 'The decoders are shut down; try again after the restart.', retry: true },
});

export type InspectCode = CodeOf<typeof inspectCodes>;

export const inspectError = errorsOf(inspectCodes);

/** A failure as data: what crosses from a decoder process, and what `InspectResult` holds. */
export type InspectFailure = { readonly ok: false; readonly code: InspectCode; readonly detail: string };

/** Makes a failure; `detail` is cut to one line of at most 200 characters. */
export const inspectFailure = (reason: InspectCode, detail: string): InspectFailure => ({
  ok: false,
  code: reason,
  detail: (detail.split('\n', 1)[0] ?? '').trim().slice(0, 200),
});

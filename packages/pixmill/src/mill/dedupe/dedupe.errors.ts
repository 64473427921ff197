import { defineCodes } from '../../platform/errors/error-catalogue.ts';

/** Why a good image is not kept: the project has the picture already. */
export const dedupeCodes = defineCodes('dedupe', {
  same_url: { status: 409, retry: false, message: 'The same address stands earlier in this job or project.' },
  exact: { status: 409, retry: false, message: 'The project has the very same bytes.' },
  same_pixels: { status: 409, retry: false, message: 'The project has the same pixels in another file.' },
  chosen: { status: 409, retry: false, message: 'Somebody has said that another image of the project shows the same.' },
  near: { status: 409, retry: false, message: 'The project has a better copy of this picture.' },
});

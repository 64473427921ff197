/**
 * What a check has to say of an image. `code` is the short one of images' issues (`blurry`, `too_small`); a `reject` makes
 * the image invalid, a `notice` is only worth a look.
 */
export type ImageIssue = { readonly code: string; readonly detail: string; readonly severity: 'reject' | 'notice' };

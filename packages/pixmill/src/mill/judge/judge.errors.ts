import { defineCodes } from '../../platform/errors/error-catalogue.ts';

/** Why an image that can be decoded is not wanted. */
export const judgeCodes = defineCodes('judge', {
  too_small: { status: 422, retry: false, message: 'The image is smaller than the least size: {detail}.' },
  too_few_bytes: {
    status: 422,
    retry: false,
    message: 'The file is smaller than the least number of bytes: {detail}.',
  },
  too_many_bytes: {
    status: 422,
    retry: false,
    message: 'The file is larger than the greatest number of bytes: {detail}.',
  },
  odd_aspect: {
    status: 422,
    retry: false,
    message: 'The image is longer and thinner than the greatest ratio of its sides: {detail}.',
  },
  dark: { status: 422, retry: false, message: 'Almost all of the image is dark: {detail}.' },
  light: { status: 422, retry: false, message: 'Almost all of the image is washed out: {detail}.' },
  blurry: { status: 422, retry: false, message: 'The image has hardly any edges: {detail}.' },
  low_information: { status: 422, retry: false, message: 'The image holds hardly any detail: {detail}.' },
  hash_mismatch: { status: 422, retry: true, message: 'The bytes are not those that the list states: {detail}.' },
});

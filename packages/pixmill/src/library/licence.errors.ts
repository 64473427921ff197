import { defineCodes } from '../platform/errors/error-catalogue.ts';
import { errorsOf } from '../platform/errors/pixmill-error.ts';

/** What can be wrong with the licences that somebody asks for. */
export const licenceCodes = defineCodes('licence', {
  unknown_code: {
    status: 422,
    loc: ['body', 'config', 'license'],
    message: '"{given}" is not a licence to choose from: give any, commercial, or a list of {known}.{hint}',
    retry: false,
  },
  not_alone: {
    status: 422,
    loc: ['body', 'config', 'license'],
    message: '"{given}" stands alone: give either any, or commercial, or a list such as cc0,by,by-sa,pdm.',
    retry: false,
  },
});

/** Makes the error of a `licence.*` code. */
export const licenceError = errorsOf(licenceCodes);

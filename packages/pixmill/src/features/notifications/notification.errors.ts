import { defineCodes } from '../../platform/errors/error-catalogue.ts';
import { errorsOf } from '../../platform/errors/pixmill-error.ts';

/** Codes of notifications. */
export const notificationCodes = defineCodes('notification', {
  not_found: { status: 404, retry: false, message: 'You have no such notification; GET /notifications lists yours.' },
});

/** Makes an error of this area. */
export const notificationError = errorsOf(notificationCodes);

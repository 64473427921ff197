import { defineCodes } from '../../../platform/errors/error-catalogue.ts';
import { errorsOf } from '../../../platform/errors/pixmill-error.ts';

/** Why an analysis of an image fails or waits, beside what its pixels and the models of this machine are at fault for. */
export const analysisCodes = defineCodes('analysis', {
  no_project: { status: 404, retry: false, message: 'There is no such project, or it is not yours.' },
  not_chosen: {
    status: 400,
    retry: false,
    message: 'The project is not looked at by {analyser} but by {chosen}: change its analyzers first.',
  },
  version_of_what: {
    status: 422,
    retry: false,
    message: 'A version is that of an analyser: say which by `analyser`.',
    loc: ['body', 'older_than_version'],
  },
  not_set_up: {
    status: 400,
    retry: false,
    message: 'The analyser {analyser} cannot be used: {settings} must be set.',
  },
  unknown_analyser: {
    status: 422,
    retry: false,
    message: 'There is no analyser {analyser}; there are {known}.',
  },
  refused: {
    status: 502,
    retry: false,
    message: 'The service of the analyser {analyser} refused the request (HTTP {status}); check {settings}.',
  },
  refused_image: {
    status: 422,
    retry: false,
    message: 'The service of the analyser {analyser} did not take this image (HTTP {status}): {reason}',
  },
  declined: {
    status: 422,
    retry: false,
    message: 'The model behind the analyser {analyser} declined to describe this image: {reason}',
  },
  cut_off: {
    status: 502,
    retry: false,
    message: 'The answer of the analyser {analyser} was cut off before its end; another OPENAI_MODEL may do better.',
  },
  nonsense: {
    status: 502,
    retry: false,
    message: 'The service of the analyser {analyser} gave an answer that cannot be understood ({reason}).',
  },
  too_large: {
    status: 502,
    retry: false,
    message: 'The service of the analyser {analyser} gave an answer of more than {limit} bytes.',
  },
  timeout: {
    status: 504,
    retry: true,
    message: 'The service of the analyser {analyser} did not answer within {seconds} s.',
  },
  unreachable: {
    status: 502,
    retry: true,
    message: 'The service of the analyser {analyser} cannot be reached ({reason}).',
  },
  troubled: {
    status: 502,
    retry: true,
    message: 'The service of the analyser {analyser} has trouble of its own (HTTP {status}).',
  },
  paused: {
    status: 503,
    retry: true,
    message: 'The service of the analyser {analyser} failed several times in a row and is left alone for a while.',
  },
  rate_limited: {
    status: 429,
    retry: true,
    message: 'The service of the analyser {analyser} asked to wait.',
  },
  quota_spent: {
    status: 429,
    retry: true,
    message: 'The service of the analyser {analyser} says that the quota of its account is spent.',
  },
  budget_spent: {
    status: 429,
    retry: true,
    message:
      'The analyser {analyser} has been asked {budget} times today, which is its ANALYSIS_DAILY_BUDGET; it goes on tomorrow (UTC).',
  },
});

export const analysisError = errorsOf(analysisCodes);

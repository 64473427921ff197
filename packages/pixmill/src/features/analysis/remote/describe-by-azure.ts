import { analysisError } from './analysis.errors.ts';
import { resultOfAzure } from './azure-answer.rules.ts';
import { errorTextOf } from './error-text.rules.ts';
import type { Preview } from './make-preview.ts';
import type { Describe } from './describe.ts';
import type { RemoteService } from './remote-service.ts';
import type { RemoteAnswer } from './send-request.ts';

/** Azure takes pictures of more than 50 pixels a side. */
const LEAST_SIDE = 51;
const FEATURES = ['caption', 'tags', 'objects', 'read'] as const;
const WITHOUT_CAPTION = FEATURES.filter((feature) => feature !== 'caption');

/** What tells that captions are not to be had in the region of a resource. */
const speaksOfCaptions = ({ status, text }: RemoteAnswer): boolean =>
  status === 400 && /caption/i.test(text) && /region|not supported/i.test(text);

const addressOf = (endpoint: string, features: readonly string[]): string => {
  const url = new URL(endpoint);
  url.pathname = `${url.pathname.replace(/\/+$/, '')}/computervision/imageanalysis:analyze`;
  url.search = new URLSearchParams({ 'api-version': '2024-02-01', features: features.join(',') }).toString();
  return url.href.replaceAll('%2C', ',');
};

/** Asks Azure AI Vision, Image Analysis 4.0: caption, tags, objects, text. What it cannot do is remembered. */
export const describeByAzure = ({
  endpoint,
  key,
  service,
}: {
  readonly endpoint: string;
  readonly key: string;
  readonly service: RemoteService;
}): Describe => {
  let features: readonly string[] = FEATURES;

  const ask = (preview: Preview, signal: AbortSignal): Promise<RemoteAnswer> =>
    service.ask(
      {
        url: addressOf(endpoint, features),
        headers: { 'ocp-apim-subscription-key': key, 'content-type': 'application/octet-stream' },
        body: preview.bytes,
      },
      signal,
    );

  return async (preview, signal) => {
    if (Math.min(preview.width, preview.height) < LEAST_SIDE) {
      return { tags: [], description: null, facts: { left_out: `smaller than ${LEAST_SIDE} pixels` } };
    }
    let answer = await ask(preview, signal);
    if (speaksOfCaptions(answer)) {
      features = WITHOUT_CAPTION;
      answer = await ask(preview, signal);
    }
    const { status, text } = answer;
    if (status === 200) {
      const result = resultOfAzure(text);
      if (result === null) {
        throw analysisError('analysis.nonsense', { analyser: 'azure', reason: 'no result of Image Analysis 4.0' });
      }
      return result;
    }
    if (status === 400 || status === 413 || status === 415 || status === 422) {
      const reason = errorTextOf(text, [key]);
      throw analysisError('analysis.refused_image', { analyser: 'azure', status, reason });
    }
    const settings = 'AZURE_VISION_ENDPOINT and AZURE_VISION_KEY';
    const refusal = analysisError('analysis.refused', { analyser: 'azure', status, settings });
    service.refuse(refusal);
    throw refusal;
  };
};

import type { AnalysisResult } from '../../../library/analysis.schema.ts';
import { analysisError } from './analysis.errors.ts';
import { boundText } from '../../../library/bound-analysis.ts';
import { errorTextOf } from './error-text.rules.ts';
import type { Describe } from './describe.ts';
import { readChatAnswer, type ChatAnswer } from './openai-answer.rules.ts';
import { chatRequest, FIRST_WAY, otherWay, type AskingWay } from './openai-request.rules.ts';
import type { RemoteService } from './remote-service.ts';
import type { RemoteAnswer } from './send-request.ts';

const ANALYSER = 'openai';
/** What a model says of its own words is not to be had. */
const CONFIDENCE = 0.8;
/** A model that writes nonsense once may not do so again. */
const ANSWERS = 2;
const WAYS = 5;

const resultOf = (model: string, { description, tags }: ChatAnswer & { kind: 'described' }): AnalysisResult => ({
  tags: tags.map((name) => ({ name, confidence: CONFIDENCE, from: model })),
  description,
  facts: { model },
});

/** Asks any service with OpenAI's chat completions and a model that takes images: description and tags. */
export const describeByChat = ({
  baseUrl,
  key,
  model,
  service,
}: {
  readonly baseUrl: string;
  readonly key: string | undefined;
  readonly model: string;
  readonly service: RemoteService;
}): Describe => {
  const url = new URL(baseUrl);
  url.pathname = `${url.pathname.replace(/\/+$/, '')}/chat/completions`;
  const headers = {
    'content-type': 'application/json',
    ...(key === undefined ? {} : { authorization: `Bearer ${key}` }),
  };
  const secrets = key === undefined ? [] : [key];
  let way: AskingWay = FIRST_WAY;

  /** Asks in the way that the server takes, which is found out with the first image. */
  const ask = async (jpeg: Uint8Array, signal: AbortSignal): Promise<RemoteAnswer> => {
    for (let ways = 1; ; ways++) {
      const asked = way;
      const answer = await service.ask(
        { url: url.href, headers, body: chatRequest({ model, jpeg, way: asked }) },
        signal,
      );
      const isRefused = answer.status === 400 || answer.status === 422;
      const next = isRefused && ways < WAYS ? otherWay(asked, answer.text) : null;
      if (next === null) return answer;
      // Another image may have found out meanwhile.
      if (way === asked) way = next;
    }
  };

  const failureOf = ({ status, text }: RemoteAnswer): Error => {
    if (status === 400 || status === 413 || status === 415 || status === 422) {
      const reason = errorTextOf(text, secrets);
      return analysisError('analysis.refused_image', { analyser: ANALYSER, status, reason });
    }
    const settings = 'OPENAI_BASE_URL, OPENAI_API_KEY and OPENAI_MODEL';
    const refusal = analysisError('analysis.refused', { analyser: ANALYSER, status, settings });
    service.refuse(refusal);
    return refusal;
  };

  return async ({ bytes }, signal) => {
    for (let answers = 1; ; answers++) {
      const answer = await ask(bytes, signal);
      if (answer.status !== 200) throw failureOf(answer);
      const read = readChatAnswer(answer.text);
      if (read.kind === 'described') return resultOf(model, read);
      if (read.kind === 'declined') {
        const reason = boundText(read.reason, 200);
        throw analysisError('analysis.declined', { analyser: ANALYSER, reason });
      }
      if (answers < ANSWERS) continue;
      throw read.kind === 'cut_off'
        ? analysisError('analysis.cut_off', { analyser: ANALYSER })
        : analysisError('analysis.nonsense', { analyser: ANALYSER, reason: read.reason });
    }
  };
};

import { ANALYSERS } from './analyser-names.ts';
import { define, headerText, integer, onOrOff, optional, urlOf, wordsOf } from './setting-parsers.ts';
import type { SettingDefinition } from './setting-parsers.ts';

/** What looks at images, and what it may cost. */
export const ANALYSIS_SETTINGS = {
  analyzers: define({
    name: 'ANALYZERS',
    description:
      'What looks at images once they are kept, in this order: builtin (facts, no model), local (models on this machine), azure (Azure AI Vision) and openai (a chat service), which send a small copy of each image to their service.',
    defaultText: 'builtin',
    parse: wordsOf(['builtin'], ANALYSERS),
  }),
  modelsAutoPull: define({
    name: 'MODELS_AUTO_PULL',
    description:
      'Whether a worker downloads the models that Pixmill knows an address of and that are not here, when ANALYZERS has local. Without it nothing is downloaded before `pixmill models pull`.',
    defaultText: 'off',
    parse: onOrOff(false),
  }),
  azureVisionEndpoint: define({
    name: 'AZURE_VISION_ENDPOINT',
    description: 'The Azure AI Vision resource that the analyser azure sends images to.',
    defaultText: 'none',
    parse: urlOf(['http:', 'https:'], 'an address such as https://name.cognitiveservices.azure.com'),
  }),
  azureVisionKey: define({
    name: 'AZURE_VISION_KEY',
    description: 'Its key.',
    defaultText: 'none',
    secret: true,
    parse: headerText,
  }),
  openaiBaseUrl: define({
    name: 'OPENAI_BASE_URL',
    description:
      'The service that the analyser openai sends images to: OpenAI, or any with its chat completions (Ollama, vLLM, LM Studio, Gemini), with its path, e.g. http://127.0.0.1:11434/v1.',
    defaultText: 'https://api.openai.com/v1',
    parse: (value) =>
      urlOf(['http:', 'https:'], 'an http or https URL such as https://api.openai.com/v1')(value) ??
      'https://api.openai.com/v1',
  }),
  openaiApiKey: define({
    name: 'OPENAI_API_KEY',
    description: 'Its key; services on your own machines often need none.',
    defaultText: 'none',
    secret: true,
    parse: headerText,
  }),
  openaiModel: define({
    name: 'OPENAI_MODEL',
    description: 'The model that it is asked for; it must take images.',
    defaultText: 'none',
    parse: optional,
  }),
  analysisDailyBudget: define({
    name: 'ANALYSIS_DAILY_BUDGET',
    description:
      'Requests that azure and openai are each sent at most on one day (UTC); further images wait until the next. 0 is no limit.',
    defaultText: '1000',
    parse: integer(1000, 0, 100_000_000),
  }),
  analysisTimeoutSeconds: define({
    name: 'ANALYSIS_TIMEOUT_SECONDS',
    description: 'How long azure and openai may take for one image.',
    defaultText: '60',
    parse: integer(60, 1, 600),
  }),
} as const satisfies Record<string, SettingDefinition<unknown>>;

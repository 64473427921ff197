import { takeRequest } from '../../library/source-budget.repository.ts';
import { modelFolderOf, openModelStore } from '../../models/model-store.ts';
import { ANALYSERS, isAnalyserName, type AnalyserName } from '../../platform/config/analyser-names.ts';
import { settingsMissingFor } from '../../platform/config/check-analysers.ts';
import type { Settings } from '../../platform/config/settings.ts';
import type { Database } from '../../platform/database/database.ts';
import type { Analyser } from './analyser.ts';
import { analysisError } from './remote/analysis.errors.ts';
import { builtinAnalyser } from './builtin-analyser.ts';
import { createLocalAnalyser, type LocalAnalysis } from './local-analyser.ts';
import { describeByAzure } from './remote/describe-by-azure.ts';
import { projectLabels } from './project-labels.repository.ts';
import type { PreviewMaker } from './remote/make-preview.ts';
import { describeByChat } from './remote/describe-by-chat.ts';
import { createRemoteAnalyser } from './remote-analyser.ts';
import { openRemoteService, USUAL_PATIENCE, type RemoteService } from './remote/remote-service.ts';

/** What analysers work with. */
export type AnalyserParts = {
  readonly settings: Pick<
    Settings,
    | 'dataDirectory'
    | 'maxPixels'
    | 'azureVisionEndpoint'
    | 'azureVisionKey'
    | 'openaiBaseUrl'
    | 'openaiApiKey'
    | 'openaiModel'
    | 'analysisDailyBudget'
    | 'analysisTimeoutSeconds'
  >;
  readonly db: Database;
} & Omit<LocalAnalysis, 'maxPixels'> &
  Omit<PreviewMaker, 'maxPixels'>;

/** The analysers of an installation. */
export type Analysers = {
  /** Those of these names as they are now, in their order. Throws `model.bad_manifest`, `storage.*`. */
  readonly open: (names: readonly string[]) => Promise<readonly Analyser[]>;
};

/** What stands in the place of an analyser that cannot be used: each image says why. */
const createAbsentAnalyser = (name: string, error: Error): Analyser => ({
  name,
  version: 1,
  analyse: async (images) => images.map(() => ({ ok: false, error: error.message })),
});

/** Sets the analysers up; those of other services remember here how these are. Opens nothing yet. */
export const createAnalysers = ({ settings, db, storage, decoders, models }: AnalyserParts): Analysers => {
  const { maxPixels } = settings;
  const previews = { storage, decoders, maxPixels };
  const serviceOf = (analyser: AnalyserName): RemoteService =>
    openRemoteService({
      analyser,
      patience: { ...USUAL_PATIENCE, timeoutMs: settings.analysisTimeoutSeconds * 1000 },
      budget: settings.analysisDailyBudget,
      takeRequest: (perDay) => takeRequest(db, { source: `analyser ${analyser}`, perDay, now: new Date() }),
    });
  // Made once: what is found out about a service is remembered.
  const createAzure = (): Analyser => {
    const { azureVisionEndpoint: endpoint = '', azureVisionKey: key = '' } = settings;
    const service = serviceOf('azure');
    const describe = describeByAzure({ endpoint, key, service });
    return createRemoteAnalyser({ name: 'azure', version: 1, previews, service, describe });
  };
  const createOpenai = (): Analyser => {
    const { openaiBaseUrl: baseUrl, openaiApiKey: key, openaiModel: model = '' } = settings;
    const service = serviceOf('openai');
    const describe = describeByChat({ baseUrl, key, model, service });
    return createRemoteAnalyser({ name: 'openai', version: 1, previews, service, describe });
  };
  let azure: Analyser | undefined;
  let openai: Analyser | undefined;

  const known: { readonly [Name in AnalyserName]: () => Promise<Analyser> } = {
    builtin: async () => builtinAnalyser,
    // Opened for each run: a model that was added meanwhile is used.
    local: async () => {
      const stored = await openModelStore({ directory: modelFolderOf(settings) }).list();
      return createLocalAnalyser(stored, { ...previews, models, labelsOf: (id) => projectLabels(db, id) });
    },
    azure: async () => (azure ??= createAzure()),
    openai: async () => (openai ??= createOpenai()),
  };

  const open = async (name: string): Promise<Analyser> => {
    // A project may name one that an older or newer Pixmill knew.
    if (!isAnalyserName(name)) {
      const error = analysisError('analysis.unknown_analyser', { analyser: name, known: ANALYSERS.join(', ') });
      return createAbsentAnalyser(name, error);
    }
    const missing = settingsMissingFor(name, settings);
    if (missing.length === 0) return known[name]();
    const error = analysisError('analysis.not_set_up', { analyser: name, settings: missing.join(' and ') });
    return createAbsentAnalyser(name, error);
  };
  return { open: (names) => Promise.all(names.map(open)) };
};

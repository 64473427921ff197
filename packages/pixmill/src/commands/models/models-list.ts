import type { ModelManifest } from '../../models/model-manifest.ts';
import type { StoredModel } from '../../models/model-store.ts';
import { formatBytes, plainText } from '../terminal.ts';
import { fittedTable } from '../text-table.ts';

const HEAD = ['NAME', 'TASKS', 'LICENCE', 'SIZE', 'STATE', 'WHAT IT IS'];
const SIZE_COLUMN = 3;

type ListedModel = { readonly manifest: ModelManifest; readonly isHere: boolean };

/** Models that are here or known, by name; of one that is both, what is here counts. */
const join = (stored: readonly StoredModel[], known: ReadonlyMap<string, ModelManifest>): ListedModel[] => {
  const here = stored.map(({ manifest }) => ({ manifest, isHere: true }));
  const names = new Set(here.map(({ manifest }) => manifest.name));
  const others = [...known.values()].filter(({ name }) => !names.has(name));
  return [...here, ...others.map((manifest) => ({ manifest, isHere: false }))].toSorted((a, b) =>
    a.manifest.name < b.manifest.name ? -1 : 1,
  );
};

const bytesOf = ({ files }: ModelManifest): number => files.reduce((sum, { bytes }) => sum + bytes, 0);
const canBePulled = ({ files }: ModelManifest): boolean => files.every(({ url }) => url !== undefined);
const tasksOf = ({ outputs }: ModelManifest): string[] => outputs.map(({ task }) => task);

const stateOf = ({ manifest, isHere }: ListedModel): string => {
  if (isHere) return 'here';
  return canBePulled(manifest) ? 'can be pulled' : 'to be added';
};

/** The table of `pixmill models list`, or its JSON. */
export const listModels = (
  stored: readonly StoredModel[],
  { known, json, columns }: { known: ReadonlyMap<string, ModelManifest>; json: boolean; columns: number },
): string => {
  const models = join(stored, known);
  if (json) {
    const views = models.map(({ manifest, isHere }) => ({
      name: manifest.name,
      version: manifest.version,
      title: manifest.title,
      tasks: tasksOf(manifest),
      license: manifest.license,
      origin: manifest.origin,
      bytes: bytesOf(manifest),
      here: isHere,
      can_be_pulled: known.has(manifest.name) && canBePulled(manifest),
    }));
    return JSON.stringify(views, null, 2);
  }
  const rows = models.map((model) => [
    model.manifest.name,
    tasksOf(model.manifest).join(', '),
    plainText(model.manifest.license.id, 30),
    formatBytes(bytesOf(model.manifest)),
    stateOf(model),
    plainText(model.manifest.title),
  ]);
  return fittedTable([HEAD, ...rows], { numeric: [SIZE_COLUMN], columns });
};

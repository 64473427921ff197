import { expect, it } from 'vitest';
import { tinyManifest } from './fixtures/tiny-model.ts';
import { tinyDualManifest, tinyDualOutput } from './fixtures/tiny-dual.ts';
import { tinyCaptionerManifest, tinyCaptionOutput } from './fixtures/tiny-captioner.ts';
import { readKnownModels } from './known-models.ts';
import { parseManifest } from './model-manifest.ts';

const { input, files, outputs } = tinyManifest();
const [file] = files;
const [rate, embed] = outputs;

it('reads what it is given', () => {
  expect(parseManifest(JSON.stringify(tinyManifest()), 'x.json')).toEqual(tinyManifest());
});

it('reads a dual encoder', () => {
  expect(parseManifest(JSON.stringify(tinyDualManifest()), 'x.json')).toEqual(tinyDualManifest());
});

it('reads a captioner', () => {
  expect(parseManifest(JSON.stringify(tinyCaptionerManifest()), 'x.json')).toEqual(tinyCaptionerManifest());
});

it('knows the manifests that come with Pixmill, by their names', async () => {
  const known = await readKnownModels();
  expect([...known.keys()]).toEqual(
    expect.arrayContaining(['mobilenet-v2', 'nsfwjs-mobilenet-v2', 'ppocrv3-detection', 'yolox-nano', 'yunet']),
  );
});

it.each<readonly [string, object, string]>([
  ['name', { name: '../up' }, 'name must match'],
  ['version', { version: 0 }, 'version must be >= 1'],
  ['license', { license: {} }, 'license must have required'],
  ['files', { files: [] }, 'files must not have fewer than 1 items'],
  ['name of a file', { files: [{ ...file, name: '../../passwd' }] }, 'files.0.name must match'],
  ['digest', { files: [{ ...file, sha256: 'A'.repeat(64) }] }, 'files.0.sha256 must match'],
  ['address', { files: [{ ...file, url: 'file:///etc/passwd' }] }, 'files.0.url must match'],
  ['file twice', { files: [file, file] }, 'files lists a name twice'],
  ['manifest', { files: [{ ...file, name: 'manifest.json' }] }, 'files lists manifest.json'],
  ['width', { input: { ...input, width: 1e9 } }, 'input.width must be <= 4096'],
  ['layout', { input: { ...input, layout: 'chwn' } }, 'input.layout must be equal'],
  ['deviation', { input: { ...input, deviation: [1, 0, 1] } }, 'input.deviation.1 must be > 0'],
  ['unknown field', { input: { ...input, hieght: 3 } }, 'input.hieght is no field of a manifest'],
  ['no output', { outputs: [] }, 'outputs must not have fewer than 1 items'],
  ['task', { outputs: [{ task: 'dream', tensor: 'x' }] }, 'outputs.0.task must be one of classify, rate'],
  ['field of a task', { outputs: [rate, { ...embed, dimensions: 1 }] }, 'outputs.1.dimensions must be >= 2'],
  ['task twice', { outputs: [rate, rate] }, 'outputs has a task twice'],
  ['unsafe', { outputs: [{ ...rate, unsafe: ['pink'] }] }, 'outputs.0.unsafe has a name'],
  [
    'labels',
    { outputs: [{ task: 'classify', tensor: 'x', labels: { file: 'l.txt' }, firstClass: 0, least: 0, most: 1 }] },
    'files does not list l.txt',
  ],
  ['text half', { outputs: [tinyDualOutput()] }, 'files does not list text.onnx, which outputs.0.text names'],
  ['writing half', { outputs: [tinyCaptionOutput()] }, 'files does not list decoder.onnx, which outputs.0.text names'],
  ['endless captions', { outputs: [tinyCaptionOutput({ most: 101 })] }, 'outputs.0.text.most must be <= 100'],
  ['no start', { outputs: [tinyCaptionOutput({ start: [] })] }, 'outputs.0.text.start must not have fewer than 1'],
  ['two embeddings', { ...tinyDualManifest(), outputs: [embed, tinyDualOutput()] }, 'both embed and dual'],
  [
    'template',
    {
      outputs: [
        tinyDualOutput({ words: { template: 'no place', activation: 'sigmoid', scale: 1, least: 0, most: 1 } }),
      ],
    },
    'outputs.0.words.template must match',
  ],
])('names the field that is wrong: %s', (_name, changes, problem) => {
  const read = (): unknown => parseManifest(JSON.stringify({ ...tinyManifest(), ...changes }), 'x.json');
  expect(read).toThrow(
    expect.objectContaining({ code: 'model.bad_manifest', message: expect.stringContaining(problem) }),
  );
});

it.each(['', '{', 'null', '[]', '3', '"text"'])('refuses %j as a manifest', (text) => {
  expect(() => parseManifest(text, 'x.json')).toThrow(/^The manifest x.json cannot be used: it /);
});

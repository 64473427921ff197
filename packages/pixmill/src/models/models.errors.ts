import { defineCodes } from '../platform/errors/error-catalogue.ts';
import { errorsOf } from '../platform/errors/pixmill-error.ts';

/** What can be wrong with a model. */
export const modelCodes = defineCodes('model', {
  not_found: {
    status: 404,
    retry: false,
    message:
      'There is no model "{name}" here; `pixmill models list` shows those that are, and those that can be pulled.',
  },
  unknown: {
    status: 404,
    retry: false,
    message: 'No model is known by the name "{name}"; `pixmill models list` shows all names.',
  },
  no_manifest: {
    status: 422,
    retry: false,
    message:
      '{folder} holds neither a manifest.json nor the files of a model that Pixmill knows; put a manifest beside the files.',
  },
  bad_manifest: {
    status: 422,
    retry: false,
    message: 'The manifest {file} cannot be used: {problem}.',
  },
  missing_file: {
    status: 422,
    retry: false,
    message: 'The model "{name}" lacks its file {file}; add it again, or pull it.',
  },
  wrong_file: {
    status: 422,
    retry: false,
    message: 'The file {file} of the model "{name}" is not the one that its manifest names ({problem}); get it again.',
  },
  unreadable: {
    status: 422,
    retry: false,
    message: 'The file {file} of the model "{name}" is no model that can be run ({problem}); get it again.',
  },
  wrong_inputs: {
    status: 422,
    retry: false,
    message: 'The model "{name}" does not have what its manifest says ({problem}); mend the manifest.',
  },
  no_text: {
    status: 422,
    retry: false,
    message: 'The model "{name}" reads no texts; take a dual encoder, whose manifest has the task dual.',
  },
  no_number: {
    status: 422,
    retry: false,
    message: 'The model "{name}" gave values that are no numbers; look for another model if this happens often.',
  },
  no_end: {
    status: 422,
    retry: false,
    message:
      'The model "{name}" had not come to the end of a caption after {most} tokens; raise `most` in its manifest, or look for another model if this happens often.',
  },
  too_slow: {
    status: 422,
    retry: false,
    message: 'The model "{name}" took longer than {seconds} seconds for a caption; use a smaller one.',
  },
  too_large: {
    status: 422,
    retry: false,
    message: 'The model "{name}" needs more memory than there is ({problem}); use a smaller one.',
  },
  no_runtime: {
    status: 503,
    retry: false,
    message:
      'Models cannot be run, since a package that runs them is not there or does not work here ({problem}); install it with `npm install onnxruntime-node @huggingface/tokenizers`.',
  },
  failed: {
    status: 500,
    retry: true,
    message: 'The model "{name}" could not be run ({problem}); try again, and look for another model if it stays so.',
  },
  closed: { status: 503, retry: true, message: 'Models are being stopped; try again in a moment.' },
  download: {
    status: 502,
    retry: true,
    message:
      'The file {file} of the model "{name}" could not be downloaded ({problem}); run the command again to go on, or get the files elsewhere and run `pixmill models add DIR`.',
  },
  no_address: {
    status: 422,
    retry: false,
    message:
      'The model "{name}" has no address to be pulled from; get its files (see {origin}) and run `pixmill models add DIR`.',
  },
});

export const modelError = errorsOf(modelCodes);

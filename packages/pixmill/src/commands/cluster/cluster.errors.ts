import { defineCodes } from '../../platform/errors/error-catalogue.ts';
import { errorsOf } from '../../platform/errors/pixmill-error.ts';

/** What can stand in the way of `pixmill cluster`. */
export const clusterCommandCodes = defineCodes('cluster_command', {
  bad_report_path: {
    status: 422,
    retry: false,
    message: 'The report cannot be written to {path} ({reason}): choose another --out.',
  },
  report_not_written: {
    status: 507,
    retry: true,
    message:
      'The pictures were grouped, but the report could not be written to {path} ({reason}): choose another --out.',
  },
  groups_need_kmeans: {
    status: 422,
    retry: false,
    message: '--groups needs --algorithm kmeans: hdbscan finds the number of groups itself.',
  },
});

export const clusterCommandError = errorsOf(clusterCommandCodes);

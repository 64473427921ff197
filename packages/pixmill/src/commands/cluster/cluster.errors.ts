import { defineCodes } from '../../platform/errors/error-catalogue.ts';
import { errorsOf } from '../../platform/errors/pixmill-error.ts';

/** What can stand in the way of `pixmill cluster`. */
export const clusterCommandCodes = defineCodes('cluster_command', {
  groups_need_kmeans: {
    status: 422,
    retry: false,
    message: '--groups needs --algorithm kmeans: hdbscan finds the number of groups itself.',
  },
});

export const clusterCommandError = errorsOf(clusterCommandCodes);

import { defineCodes } from '../../platform/errors/error-catalogue.ts';
import { errorsOf } from '../../platform/errors/pixmill-error.ts';

/** What can be wrong with clusters, and why a run fails. */
export const clusterCodes = defineCodes('cluster', {
  no_project: { status: 404, retry: false, message: 'There is no such project, or it is not yours.' },
  not_found: {
    status: 404,
    retry: false,
    message: 'There are no such clusters, or they are not yours; POST /projects/{id}/clusters makes some.',
  },
  no_group: { status: 404, retry: false, message: 'These clusters have no group {group}.' },
  too_few: {
    status: 400,
    retry: false,
    message: 'Clusters need at least {least} images that can be compared; this project has {count}: add some first.',
  },
  too_many: {
    status: 400,
    retry: false,
    message: 'The project has {count} images; at most {most} can be put into clusters: split it first.',
  },
  too_many_for_hdbscan: {
    status: 400,
    retry: false,
    message:
      'HDBSCAN compares all pairs and takes at most {most} images, this project has {count}: use kmeans or auto.',
  },
  no_count_for_hdbscan: {
    status: 422,
    retry: false,
    loc: ['body', 'groups'],
    message: 'HDBSCAN finds the number of groups itself: leave groups out, or use kmeans.',
  },
  running: {
    status: 409,
    retry: true,
    message: 'Clusters of this project are being made (run {run}): wait until they are, or cancel them.',
  },
  not_cancellable: {
    status: 400,
    retry: false,
    message: "Cannot cancel clusters with status '{status}'; only pending and running ones can be cancelled.",
  },
  not_completed: {
    status: 400,
    retry: false,
    message: "These clusters have the status '{status}': this needs completed ones.",
  },
  not_labelled: {
    status: 400,
    retry: false,
    message: 'Group {group} has not been made a label, so there is nothing to take back.',
  },
  nothing_chosen: {
    status: 422,
    retry: false,
    loc: ['body', 'groups'],
    message: 'The chosen groups have no images any more: choose others, or make the clusters anew.',
  },
  too_many_chosen: {
    status: 422,
    retry: false,
    loc: ['body', 'groups'],
    message: 'The chosen groups have {count} images; a dataset takes at most {most} at once: choose fewer groups.',
  },
  unexpected: {
    status: 500,
    retry: true,
    message: 'Making the clusters met something that Pixmill did not expect: start them again, or tell your admin.',
  },
});

export const clusterError = errorsOf(clusterCodes);

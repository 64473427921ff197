import type { Terminal } from '../terminal.ts';
import { showProgressBars } from './progress/progress-bars.ts';
import { showProgressEvents } from './progress/progress-events.ts';
import { showProgressLines } from './progress/progress-lines.ts';
import type { Progress } from './progress/progress.ts';

/** Shows a job while it runs: as JSON events, as bars where a person looks, or as plain lines. */
export const showProgress = ({ json, terminal }: { readonly json: boolean; readonly terminal: Terminal }): Progress => {
  if (json) return showProgressEvents(terminal);
  return terminal.isInteractive ? showProgressBars(terminal) : showProgressLines(terminal);
};

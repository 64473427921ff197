import { Type, type Static } from 'typebox';
import { greeting, shorten, type MailContent } from '../mail-content.ts';

const Count = Type.Integer({ minimum: 0 });

export const JobFinishedValues = Type.Object({
  /** Of the reader. */
  name: Type.Union([Type.String(), Type.Null()]),
  kind: Type.Enum(['job', 'dataset']),
  /** Name of the job or dataset. */
  title: Type.String(),
  status: Type.Enum(['completed', 'failed', 'cancelled']),
  /** Why it failed, in one sentence. */
  reason: Type.Union([Type.String(), Type.Null()]),
  kept: Count,
  duplicates: Count,
  rejected: Count,
  failed: Count,
  /** Where it is shown. */
  url: Type.String(),
});

const BODY = `
<mj-text font-size="22px" font-weight="600">{{heading}}</mj-text>
<mj-text>{{greeting}}</mj-text>
<mj-text>{{sentence}}</mj-text>
<mj-table padding="8px 24px 16px">
<tr><td style="padding:6px 0">Kept</td><td align="right" style="padding:6px 0"><b>{{kept}}</b></td></tr>
<tr><td style="padding:6px 0">Duplicates</td><td align="right" style="padding:6px 0">{{duplicates}}</td></tr>
<tr><td style="padding:6px 0">Rejected</td><td align="right" style="padding:6px 0">{{rejected}}</td></tr>
<tr><td style="padding:6px 0">Failed</td><td align="right" style="padding:6px 0">{{failed}}</td></tr>
</mj-table>
<mj-button href="{{url}}">Look at the result</mj-button>`;

const NUMBER = new Intl.NumberFormat('en');

/** What a job or a dataset ended with. */
export const jobFinishedMail = (values: Static<typeof JobFinishedValues>): MailContent => {
  const { name, kind, status, reason, url } = values;
  const title = shorten(values.title, 120);
  const ended = { completed: 'is finished', failed: 'has failed', cancelled: 'was cancelled' }[status];
  const known = `${kind === 'job' ? 'The job' : 'The dataset'} “${title}” ${ended}`;
  const sentence = reason === null ? `${known}.` : `${known}: ${shorten(reason, 500)}`;
  const kept = NUMBER.format(values.kept);
  const duplicates = NUMBER.format(values.duplicates);
  const rejected = NUMBER.format(values.rejected);
  const failed = NUMBER.format(values.failed);
  return {
    subject: `“${shorten(values.title, 80)}” ${ended}`,
    body: BODY,
    fields: {
      heading: { completed: 'Finished', failed: 'Failed', cancelled: 'Cancelled' }[status],
      greeting: greeting(name),
      sentence,
      kept,
      duplicates,
      rejected,
      failed,
      url,
    },
    text: `${greeting(name)}

${sentence}

Kept:       ${kept}
Duplicates: ${duplicates}
Rejected:   ${rejected}
Failed:     ${failed}

${url}
`,
  };
};

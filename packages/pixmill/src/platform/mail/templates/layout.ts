/** Fonts that are there already; none is loaded from anywhere. */
const FONTS = "-apple-system, 'Segoe UI', Roboto, 'Helvetica Neue', Arial, sans-serif";

/** Readers that know no dark mode keep the light colours; the others swap them by class. */
const DARK = `
@media (prefers-color-scheme: dark) {
  body, body > div { background-color: #14171a !important; }
  .card, .card > table, .card > table > tbody > tr > td { background-color: #1f2428 !important; }
  .card div, .card td, .card b { color: #e6e9ec !important; }
  .quiet div, .card .quiet div { color: #9aa4ad !important; }
  .card a[href] { color: #6cb6ff !important; }
  .card .action a[href] { color: #ffffff !important; }
}`;

/** The whole MJML of a mail: what all mails share, around a body. `{{subject}}` and `{{baseUrl}}` are fields of it. */
export const layout = (body: string): string => `
<mjml lang="en">
  <mj-head>
    <mj-title>{{subject}}</mj-title>
    <mj-attributes>
      <mj-all font-family="${FONTS}" />
      <mj-text color="#24292f" font-size="15px" line-height="1.5" padding="8px 24px" />
      <mj-class name="quiet" css-class="quiet" color="#57606a" />
      <mj-table color="#24292f" font-size="15px" />
      <mj-button align="left" background-color="#1d6b4f" color="#ffffff" border-radius="6px" font-size="15px"
        inner-padding="12px 20px" padding="16px 24px" css-class="action" />
    </mj-attributes>
    <mj-raw>
      <meta name="color-scheme" content="light dark" />
      <meta name="supported-color-schemes" content="light dark" />
    </mj-raw>
    <mj-style>${DARK}</mj-style>
  </mj-head>
  <mj-body background-color="#f3f5f6" width="560px">
    <mj-section padding="24px 0 8px"><mj-column>
      <mj-text mj-class="quiet" font-weight="600" letter-spacing="0.04em">Pixmill</mj-text>
    </mj-column></mj-section>
    <mj-section background-color="#ffffff" border-radius="10px" padding="16px 0" css-class="card"><mj-column>
      ${body}
    </mj-column></mj-section>
    <mj-section padding="8px 0 24px"><mj-column>
      <mj-text mj-class="quiet" font-size="12px">Sent by Pixmill at {{baseUrl}}</mj-text>
    </mj-column></mj-section>
  </mj-body>
</mjml>`;

import { createHash } from 'node:crypto';
import type { FastifyReply, FastifyRequest } from 'fastify';

/** A page that this server writes itself: it loads nothing, runs only its own script, and stands in no frame. */
export type HtmlPage = { readonly html: string; readonly policy: string };

const STYLE = `:root { color-scheme: light dark; font: 16px/1.5 system-ui, sans-serif }
body { margin: 20vh auto 0; max-width: 30rem; padding: 0 1rem }
h1 { font-size: 1.25rem; margin: 0 }
label, input, button { display: block; font: inherit }
input { box-sizing: border-box; margin: .25rem 0 1rem; padding: .5rem; width: 100% }
button { padding: .5rem 1rem }`;

/** Makes a page. Nothing that people typed may be in its parts. */
export const makeHtmlPage = ({ body, script = '' }: { readonly body: string; readonly script?: string }): HtmlPage => {
  const hash = createHash('sha256').update(script).digest('base64');
  const scriptPolicy = script === '' ? '' : `script-src 'sha256-${hash}'; connect-src 'self'; `;
  return {
    html: `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Pixmill</title>
<link rel="icon" href="data:,">
<style>
${STYLE}
</style>
</head>
<body>
<h1>Pixmill</h1>
${body}
${script === '' ? '' : `<script>${script}</script>\n`}</body>
</html>
`,
    policy: `default-src 'none'; ${scriptPolicy}style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`,
  };
};

/** Whether a person in front of a browser asks. */
export const wantsHtml = ({ method, headers }: FastifyRequest): boolean =>
  (method === 'GET' || method === 'HEAD') && /\btext\/html\b/.test(headers.accept ?? '');

/** Answers with a page. */
export const sendHtmlPage = (reply: FastifyReply, { html, policy }: HtmlPage): FastifyReply =>
  reply.header('content-security-policy', policy).type('text/html; charset=utf-8').send(html);

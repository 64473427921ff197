import type { HttpServer } from '../../platform/http/create-server.ts';
import { makeHtmlPage, sendHtmlPage } from '../../platform/http/html-page.ts';
import { PASSWORD_LENGTH } from './passwords.rules.ts';

const BODY = `<form id="form" hidden>
<p>Choose a new password for your account. You are logged out everywhere.</p>
<label for="password">New password, at least ${PASSWORD_LENGTH.minLength} characters</label>
<input id="password" type="password" autocomplete="new-password" required minlength="${PASSWORD_LENGTH.minLength}" maxlength="${PASSWORD_LENGTH.maxLength}" autofocus>
<button>Set the password</button>
</form>
<p id="said" role="status">This link is not whole: open it as it stands in the mail.</p>
<noscript><p>This page needs JavaScript.</p></noscript>`;

const SCRIPT = `
const form = document.getElementById('form');
const said = document.getElementById('said');
const token = new URLSearchParams(location.search).get('token');
// It works once, and need not stay in the history.
history.replaceState(null, '', location.pathname);
if (token) {
  form.hidden = false;
  said.textContent = '';
}
form.addEventListener('submit', async (event) => {
  event.preventDefault();
  said.textContent = 'One moment …';
  try {
    const response = await fetch('/api/v1/reset-password', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ token, new_password: document.getElementById('password').value }),
    });
    const answer = await response.json();
    form.hidden = response.ok;
    said.textContent =
      answer.message ?? (Array.isArray(answer.detail) ? answer.detail.map(({ msg }) => 'The password ' + msg + '.').join(' ') : answer.detail);
  } catch {
    said.textContent = 'Pixmill does not answer; try again in a moment.';
  }
});
`;

/** Adds the page that the mailed link to a new password opens. */
export const addResetPage = (server: HttpServer): void => {
  const page = makeHtmlPage({ body: BODY, script: SCRIPT });
  server.get(
    '/reset-password',
    { schema: { hide: true }, config: { access: { kind: 'public' }, uncounted: true } },
    async (_, reply) => sendHtmlPage(reply.header('cache-control', 'no-store'), page),
  );
};

// Passkeys: asks the browser for one and sends its answer with an ordinary form.
import { csrfToken } from "./csrf.js";
import { giveUpAfter } from "./page.js";

const FETCH_MS = 15_000;

const bytes = (text) => Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (each) => each.charCodeAt(0));
const text = (buffer) =>
  btoa(String.fromCharCode(...new Uint8Array(buffer))).replace(/\+/g, "-").replace(/\//g, "_").replace(/=/g, "");

const named = (list) => (list ?? []).map((each) => ({ ...each, id: bytes(each.id) }));

/** What the server wrote as JSON, with the bytes that browsers want. */
function readable(options) {
  const read = { ...options, challenge: bytes(options.challenge) };
  if (options.user) read.user = { ...options.user, id: bytes(options.user.id) };
  if (options.excludeCredentials) read.excludeCredentials = named(options.excludeCredentials);
  if (options.allowCredentials) read.allowCredentials = named(options.allowCredentials);
  return read;
}

/** What the passkey answered, as the server reads it. */
function written(credential) {
  const response = {};
  for (const name of ["clientDataJSON", "attestationObject", "authenticatorData", "signature", "userHandle"]) {
    if (credential.response[name]) response[name] = text(credential.response[name]);
  }
  return { id: credential.id, rawId: text(credential.rawId), type: credential.type, response };
}

async function optionsOf(form) {
  if (form.dataset.options) return JSON.parse(form.dataset.options);
  const answer = await fetch(form.dataset.optionsUrl, {
    method: "POST",
    headers: { "Content-Type": "application/json", "X-CSRF-Token": csrfToken() },
    body: "{}",
    signal: giveUpAfter(FETCH_MS),
  });
  if (!answer.ok) throw new Error(String(answer.status));
  return (await answer.json()).options;
}

async function ask(form) {
  const publicKey = readable(await optionsOf(form));
  const credential = await navigator.credentials[form.dataset.passkey]({ publicKey });
  form.elements.passkey.value = JSON.stringify(written(credential));
}

for (const form of document.querySelectorAll("form[data-passkey]")) {
  if (!globalThis.PublicKeyCredential) continue;
  form.hidden = false;
  const trouble = form.querySelector("[role=alert]");
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    trouble.hidden = true;
    try {
      await ask(form);
    } catch {
      trouble.hidden = false;
      return;
    }
    form.submit();
  });
}

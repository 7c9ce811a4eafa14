// One request that changes something: with its key, a forgery token of now, and an end to waiting.
import { csrfToken, renewCsrfToken } from "./csrf.js";
import { giveUpAfter } from "./page.js";

const SEND_TIMEOUT_MS = 20_000;
const PHOTO_TIMEOUT_MS = 90_000; // half a megabyte over the edge of a network

/** What came of a request: `{status, body}`; status 0 when there was no answer of ours. */
export const NO_ANSWER = { status: 0, body: null };

async function once(address, key, body, timeoutMs) {
  const isForm = body instanceof FormData;
  const headers = { "Idempotency-Key": key, "X-CSRF-Token": csrfToken() };
  if (!isForm) headers["Content-Type"] = "application/json";
  const answer = await fetch(address, {
    method: "POST",
    headers,
    body: isForm ? body : JSON.stringify(body),
    signal: giveUpAfter(timeoutMs),
  });
  // The sign-in page of some café's network answers 200 too, but not in JSON.
  const read = await answer.json().catch(() => null);
  return read === null && answer.ok ? NO_ANSWER : { status: answer.status, body: read };
}

async function send(address, key, body, timeoutMs) {
  const answer = await once(address, key, body, timeoutMs);
  if (![400, 403].includes(answer.status) || answer.body?.code !== "csrf_failed") return answer;
  // The page may be older than the session: one try with a token of now.
  return (await renewCsrfToken()) ? once(address, key, body, timeoutMs) : { status: 401, body: null };
}

/** Posts JSON under a key. */
export const post = (address, key, body) => send(address, key, body, SEND_TIMEOUT_MS).catch(() => NO_ANSWER);

/** Posts one photo under its own key; the same photo sent twice is kept once. */
export async function postPhoto({ key, file }) {
  const form = new FormData();
  form.append("photo", file, file.name || "photo.jpg");
  const answer = await send("/api/v1/photos", key, form, PHOTO_TIMEOUT_MS).catch(() => NO_ANSWER);
  // A proxy in front of us says so in a page of its own.
  return answer.status === 413 && !answer.body ? { status: 413, body: { code: "photo_too_large" } } : answer;
}

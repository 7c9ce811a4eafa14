// The outbox: scans made without a network, kept with their own key and time until they are answered.
import { database } from "../vendor/outbox.js";
import { csrfToken, renewCsrfToken } from "./csrf.js";
import { giveUpAfter, uuid } from "./page.js";

const BULK = "/api/v1/scans/bulk";
const BATCH_MAX = 100;
const SEND_TIMEOUT_MS = 20_000;
const LATER = [401, 408, 429]; // signed out, slow or too many at once: the scan itself has no answer yet
const LOCK = "redbee-outbox";

/** Keeps a scan `{key, token, occurred_at, device_id}` until `flush` gets an answer for it. */
export async function keep(scan) {
  await (await database()).put("outbox", scan);
}

/** The scans that wait, oldest first. */
export async function waiting() {
  const scans = await (await database()).getAll("outbox");
  return scans.sort((a, b) => a.occurred_at.localeCompare(b.occurred_at));
}

async function send(scans) {
  const post = () =>
    fetch(BULK, {
      method: "POST",
      headers: {
        "Content-Type": "application/json",
        "Idempotency-Key": uuid(),
        "X-CSRF-Token": csrfToken(),
      },
      body: JSON.stringify({ scans }),
      signal: giveUpAfter(SEND_TIMEOUT_MS),
    });
  const answer = await post();
  if (answer.ok || ![400, 403].includes(answer.status)) return answer;
  // The page may be older than the session: one try with a token of now.
  return (await renewCsrfToken()) ? post() : answer;
}

/** A scan is answered by whatever says yes or no to it; what failed on the way is sent again. */
function isAnswered(status) {
  return status < 500 && !LATER.includes(status);
}

async function flushAll() {
  const done = { answers: [], left: 0, status: 0 };
  let scans = await waiting();
  while (scans.length) {
    const batch = scans.slice(0, BATCH_MAX);
    const reply = await send(batch).catch(() => null);
    done.status = reply?.status ?? 0;
    if (!reply?.ok) break;
    const { answers } = await reply.json();
    const answered = answers.filter((answer) => isAnswered(answer.status));
    const db = await database();
    for (const answer of answered) await db.delete("outbox", answer.key);
    done.answers.push(...answered);
    scans = scans.slice(BATCH_MAX);
  }
  done.left = (await waiting()).length;
  return done;
}

let running = null;

/**
 * Sends what waits; `{answers, left, status}` when done, or null while another tab is at it.
 * Two flushes never run at once: one per tab, and one per browser where there are locks. Where
 * there are none, the scans' own keys still keep a double sending from counting twice.
 */
export function flush() {
  if (running) return running;
  const work = navigator.locks
    ? navigator.locks.request(LOCK, { ifAvailable: true }, (lock) => (lock ? flushAll() : null))
    : flushAll();
  running = work.finally(() => {
    running = null;
  });
  return running;
}

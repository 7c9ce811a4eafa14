// The outbox: scans and gates of a round made without a network, kept with their own key and time until they are answered.
import { database } from "../vendor/outbox.js";
import { csrfToken, renewCsrfToken } from "./csrf.js";
import { giveUpAfter, uuid } from "./page.js";

const BULK = {
  scans: "/api/v1/scans/bulk",
  checks: "/api/v1/rounds/checks/bulk",
};
const BATCH_MAX = 100;
const SEND_TIMEOUT_MS = 20_000;
const LATER = [401, 408, 429]; // signed out, slow or too many at once: the scan itself has no answer yet
const LOCK = "redbee-outbox";

/**
 * Keeps what has no answer yet: a scan `{key, token, occurred_at, device_id}`, or a gate of a round
 * `{key, kind: "checks", household_id, …, occurred_at}`. The moment of either is `occurred_at` here.
 */
export async function keep(entry) {
  await (await database()).put("outbox", entry);
}

/** What waits, oldest first; of one kind if it is named. */
export async function waiting(kind) {
  const entries = await (await database()).getAll("outbox");
  return entries.filter((it) => !kind || kindOf(it) === kind).sort((a, b) => a.occurred_at.localeCompare(b.occurred_at));
}

/** Scans were kept before there were kinds. */
function kindOf(entry) {
  return entry.kind ?? "scans";
}

/** What a door takes: a gate's moment has another name there, and no door knows of kinds. */
function sendable({ kind, occurred_at, ...rest }) {
  return kind === "checks" ? { ...rest, checked_at: occurred_at } : { ...rest, occurred_at };
}

async function send(kind, entries) {
  const post = () =>
    fetch(BULK[kind], {
      method: "POST",
      headers: {
        "Content-Type": "application/json",
        "Idempotency-Key": uuid(),
        "X-CSRF-Token": csrfToken(),
      },
      body: JSON.stringify({ [kind]: entries.map(sendable) }),
      signal: giveUpAfter(SEND_TIMEOUT_MS),
    });
  const answer = await post();
  if (answer.ok || ![400, 403].includes(answer.status)) return answer;
  // The page may be older than the session: one try with a token of now.
  return (await renewCsrfToken()) ? post() : answer;
}

/** An entry is answered by whatever says yes or no to it; what failed on the way is sent again. */
function isAnswered(status) {
  return status < 500 && !LATER.includes(status);
}

async function flushAll() {
  const done = { answers: [], left: 0, status: 0 };
  for (const kind of Object.keys(BULK)) await flushKind(kind, done);
  done.left = (await waiting()).length;
  return done;
}

async function flushKind(kind, done) {
  let entries = await waiting(kind);
  while (entries.length) {
    const batch = entries.slice(0, BATCH_MAX);
    const reply = await send(kind, batch).catch(() => null);
    done.status = reply?.status ?? 0;
    if (!reply?.ok) break;
    const { answers } = await reply.json();
    const answered = answers.filter((answer) => isAnswered(answer.status));
    const db = await database();
    for (const answer of answered) await db.delete("outbox", answer.key);
    done.answers.push(...answered);
    entries = entries.slice(BATCH_MAX);
  }
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

// The outbox: what was done without a network, kept with its own key and time until it is answered.
//
// An entry is `{key, kind, owner, occurred_at, …}`; the key makes it happen once, however often it
// is sent. `state` says what waits for the person instead of the network: "draft" is still being
// written, "refused" came back with its `problem`. Photos lie in it as `{key, file, photo_id?}` and
// are sent before it.
import { database } from "../vendor/outbox.js";
import { numbered } from "./device.js";
import { owner, uuid } from "./page.js";
import { NO_ANSWER, post, postPhoto } from "./post.js";

/** What one phone keeps at most: as many entries as a door takes at once, and photos of this size in all. */
export const ENTRIES_MAX = 500;
export const PHOTO_BYTES_KEPT_MAX = 150 * 1024 * 1024;

const BATCH_MAX = 100;
const SCANS_MAX = 500; // as many as the door for scans takes at once: a keeper's whole day
const LATER = [0, 401, 408, 429]; // no network, signed out, slow or too many at once: no answer yet
const LOCK = "redbee-outbox";
const OTHERS_KEPT_MS = 72 * 3_600_000;
/** The goods have left the shop: a hand-over waits for its keeper until the voucher has long run out. */
const HAND_OVERS_KEPT_MS = 30 * 24 * 3_600_000;
/** Somebody must see these when they are refused; a refused scan is told once and gone. */
const COMES_BACK = ["checks", "claims", "votes", "hand_overs", "reports"];
/** It stands in the ledger already: nothing is left to put right. */
const STANDS = ["gate_already_checked"];

const photoIds = (entry) => (entry.photos ?? []).map((it) => it.photo_id);
const MANY = {
  scans: ["/api/v1/scans/bulk", ({ kind: _kind, owner: _owner, ...scan }) => scan],
  checks: [
    "/api/v1/rounds/checks/bulk",
    (it) => ({
      key: it.key,
      household_id: it.household_id,
      item_code: it.item_code,
      found: it.found,
      ticked: it.ticked,
      points_of_list: it.points_of_list,
      checked_at: it.occurred_at,
      ...(it.photos?.length ? { photo_ids: photoIds(it) } : {}),
    }),
  ],
  hand_overs: [
    "/api/v1/hand-overs/bulk",
    (it) => ({
      key: it.key,
      voucher_id: it.voucher_id,
      counter_id: it.counter_id,
      digits: it.digits,
      relation: it.relation,
      ...(it.collector_name ? { collector_name: it.collector_name } : {}),
      handed_at: it.occurred_at,
    }),
  ],
};
const ONE = {
  claims: [() => "/api/v1/claims", (it) => ({ ...it.act, photo_ids: photoIds(it) })],
  reports: [() => "/api/v1/reports", (it) => ({ ...it.report, photo_ids: photoIds(it), occurred_at: it.seen_at })],
  votes: [(it) => `/api/v1/claims/${it.claim_id}/votes`, (it) => ({ vote: it.vote })],
  purposes: [(it) => `/api/v1/scans/${it.scan_key}/purpose`, (it) => ({ purpose: it.purpose })],
  undos: [
    (it) => `/api/v1/scans/${it.scan_key}/undo`,
    (it) => ({ occurred_at: it.occurred_at, device_time: new Date().toISOString() }),
  ],
};
/** What a phone says of the sending itself: its clock now, by which the server sets times right. */
const SENDING = { scans: () => ({ device_time: new Date().toISOString() }) };

/** More is kept than a phone should hold: the oldest must be sent first. */
export class OutboxFullError extends Error {
  name = "OutboxFullError";
}

const isMine = (entry) => !entry.owner || entry.owner === owner();
const byTime = (one, other) => one.occurred_at.localeCompare(other.occurred_at);
/** Scans were kept before there were kinds. */
const kindOf = (entry) => entry.kind ?? "scans";

async function everything() {
  return (await database()).getAll("outbox");
}

/** What this person has on this phone, oldest first; of one kind if it is named. */
export async function entries(kind) {
  return (await everything()).filter((it) => isMine(it) && (!kind || kindOf(it) === kind)).sort(byTime);
}

/** What waits for the network, oldest first; of one kind if it is named. */
export async function waiting(kind) {
  return (await entries(kind)).filter((it) => !it.state);
}

/** How many wait that this person kept in another role; those of other people are nobody's business. */
export async function waitingInOtherRoles() {
  const person = owner().split(".")[1];
  return (await everything()).filter((it) => person && !isMine(it) && !it.state && it.owner.endsWith(`.${person}`)).length;
}

/** One entry as it stands, or undefined when it was answered or thrown away. */
export async function find(key) {
  return (await database()).get("outbox", key);
}

/** Raises OutboxFullError where an entry is one too many, or its photos are too much, for this phone. */
export async function requireRoom(entry) {
  const all = await everything();
  const photos = [...all.filter((it) => it.key !== entry.key), entry].flatMap((it) => it.photos ?? []);
  const bytes = photos.reduce((sum, it) => sum + it.file.size, 0);
  const isNew = !all.some((it) => it.key === entry.key);
  if ((isNew && all.length >= ENTRIES_MAX) || bytes > PHOTO_BYTES_KEPT_MAX) throw new OutboxFullError();
}

/** Keeps what has no answer yet; raises OutboxFullError, or what the browser raises when the phone is full. */
export async function keep(entry) {
  const kept = { ...(owner() ? { owner: owner() } : {}), ...entry };
  await requireRoom(kept);
  // Not before there is room: a number that is given and not kept would be missed for ever.
  const entire = kindOf(kept) === "scans" ? await numbered(kept) : kept;
  await (await database()).put("outbox", entire);
}

/** Throws an entry away, whatever its state. */
export async function discard(key) {
  await (await database()).delete("outbox", key);
}

/** Changes an entry if it is still as `holds` wants it; the entry as it was stored, or null. */
export async function amend(key, holds, change) {
  const transaction = (await database()).transaction("outbox", "readwrite");
  const stored = await transaction.store.get(key);
  const next = stored && holds(stored) ? change(stored) : null;
  if (next) {
    if (next.key !== key) await transaction.store.delete(key);
    await transaction.store.put(next);
  }
  await transaction.done;
  return next;
}

const isYes = (status) => status >= 200 && status < 300;
/** An entry is answered by whatever of ours says yes or no to it; what failed on the way is sent again. */
const isAnswered = ({ status, body }) => status < 500 && !LATER.includes(status) && (isYes(status) || Boolean(body?.code));

/** Lets an answered entry go, or keeps it for the person to see. */
async function settle(entry, { status, body }) {
  const stays = !isYes(status) && COMES_BACK.includes(kindOf(entry)) && !STANDS.includes(body?.code);
  if (!stays) return discard(entry.key);
  // Photos that proved nothing for a week are gone from the server, but not from here.
  const anew = body?.code === "photo_not_found" && !entry.anew;
  return amend(
    entry.key,
    (it) => !it.state,
    (it) =>
      anew
        ? { ...it, anew, photos: it.photos.map(({ photo_id: _, ...photo }) => photo) }
        : { ...it, state: "refused", problem: { code: body?.code ?? "internal_error", status } },
  );
}

/** Sends the photos of an entry that have not been sent; the first answer that is no "yes", or null. */
async function sendPhotos(entry) {
  for (const photo of entry.photos ?? []) {
    if (photo.photo_id) continue;
    const answer = await postPhoto(photo);
    if (!isYes(answer.status) || !answer.body.photo_id) return isYes(answer.status) ? NO_ANSWER : answer;
    photo.photo_id = answer.body.photo_id;
    const { photos } = entry;
    await amend(entry.key, (it) => !it.state, (it) => ({ ...it, photos }));
  }
  return null;
}

/** Notes an answer; without one it tells whether trying the next thing is of any use. */
async function note(entry, answer, done) {
  if (isAnswered(answer)) {
    await settle(entry, answer);
    done.answers.push({ key: entry.key, kind: kindOf(entry), ...answer });
  } else {
    done.status = answer.status;
    done.isBlocked = answer.status < 500;
  }
}

async function flushOne(kind, done) {
  const [address, body] = ONE[kind];
  for (const entry of await waiting(kind)) {
    if (done.isBlocked) return;
    const answer = (await sendPhotos(entry)) ?? (await post(address(entry), entry.key, body(entry)));
    await note(entry, answer, done);
  }
}

async function flushMany(kind, done) {
  const [address, body] = MANY[kind];
  const batchMax = kind === "scans" ? SCANS_MAX : BATCH_MAX;
  let left = await waiting(kind);
  while (left.length && !done.isBlocked) {
    const batch = [];
    for (const entry of left.slice(0, batchMax)) {
      const stopped = done.isBlocked ? NO_ANSWER : await sendPhotos(entry);
      if (stopped) await note(entry, stopped, done);
      else batch.push(entry);
    }
    left = left.slice(batchMax);
    if (done.isBlocked || !batch.length) continue;
    const { status, body: told } = await post(address, uuid(), { ...SENDING[kind]?.(), [kind]: batch.map(body) });
    done.status = status;
    done.isBlocked = LATER.includes(status);
    if (!isYes(status)) return;
    const answers = new Map(told.answers.map((it) => [it.key, it]));
    for (const entry of batch) if (answers.has(entry.key)) await note(entry, answers.get(entry.key), done);
  }
}

/** What others left here unsent: too old to count, it goes. */
async function dropOld() {
  for (const it of await everything()) {
    const kept = it.kind === "hand_overs" ? HAND_OVERS_KEPT_MS : OTHERS_KEPT_MS;
    if (!isMine(it) && it.occurred_at < new Date(Date.now() - kept).toISOString()) await discard(it.key);
  }
}

async function flushAll() {
  const done = { answers: [], left: 0, status: 0, isBlocked: false };
  await dropOld();
  for (const kind of Object.keys(MANY)) await flushMany(kind, done);
  for (const kind of Object.keys(ONE)) await flushOne(kind, done);
  done.left = (await waiting()).length;
  return done;
}

let running = null;

/**
 * Sends what waits; `{answers, left, status}` when done, or null while another tab is at it.
 * Two flushes never run at once: one per tab, and one per browser where there are locks. Where
 * there are none, the entries' own keys still keep a double sending from counting twice.
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

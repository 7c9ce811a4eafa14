// What this counter took along: the vouchers that only it hands out meanwhile, with or without a network.
//
// The list is one keeper's and lies in the device's database. Digits are not in it, only what they
// hash to, slowly: it keeps a glance away, not somebody with the tablet and time. The server checks the
// digits once more when a hand-over is sent.
import { database } from "../vendor/outbox.js";
import { owner } from "./page.js";
import { requireRoom } from "./queue.js";
import { unbase32 } from "./tokens.js";

const VOUCHER = 0x16; // version 1, kind 6 (qr/kinds.py)
const HEAD_BYTES = 2;
const SUBJECT_BYTES = 8;
const TRIES_MAX = 3;
const LOCKED_MS = 15 * 60_000;
const LIST = "counter-list";
const TRIES = "counter-tries";

const hex = (bytes) => Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");

/** What digits hash to; slow on purpose, and as slow as the server says. */
export async function digitsHash(digits, salt, iterations) {
  const [secret, about] = [digits, salt].map((it) => new TextEncoder().encode(it));
  const key = await crypto.subtle.importKey("raw", secret, "PBKDF2", false, ["deriveBits"]);
  const how = { name: "PBKDF2", hash: "SHA-256", salt: about, iterations };
  return hex(new Uint8Array(await crypto.subtle.deriveBits(how, key, 256)));
}

/** Keeps what was taken along: `{shop_id, counter_id, until, vouchers}`. */
export async function keepList(list) {
  await (await database()).put("kept", { ...list, owner: owner() }, LIST);
}

/** Forgets it: it was given back, or somebody else signed in. */
export async function dropList() {
  const db = await database();
  await db.delete("kept", LIST);
  await db.delete("kept", TRIES);
}

/** What was taken along and is still this counter's, or null; another keeper's is forgotten. */
export async function takenAlong() {
  const list = await (await database()).get("kept", LIST);
  if (!list) return null;
  if (list.owner !== owner()) {
    await dropList();
    return null;
  }
  return Date.parse(list.until) > Date.now() ? list : null;
}

/**
 * Vouchers of the list that were not handed out yet. A hand-over that waits counts, whoever of the
 * keepers of this tablet did it: the goods have left the shop.
 */
export async function openVouchers() {
  const list = await takenAlong();
  if (!list) return [];
  const all = await (await database()).getAll("outbox");
  return list.vouchers.filter((it) => !it.gone && !it.done_at && !all.some(isHandOverOf(it.voucher_id)));
}

const isHandOverOf = (voucherId) => (it) => it.kind === "hand_overs" && it.state !== "refused" && it.voucher_id === voucherId;

/** Changes what the list says of some vouchers, if it is still there. */
async function note(ids, change) {
  const transaction = (await database()).transaction("kept", "readwrite"); // or one note undoes another
  const list = await transaction.store.get(LIST);
  if (list?.owner === owner()) {
    for (const it of list.vouchers) if (ids.includes(it.voucher_id)) Object.assign(it, change);
    await transaction.store.put(list, LIST);
  }
  await transaction.done;
}

/** Notes in the list that vouchers are gone: the server said so. */
export const strike = (ids) => note(ids, { gone: true });

/** Notes that hand-overs of vouchers were refused: they may be tried again. */
export const reopen = (ids) => note(ids, { done_at: undefined });

/** The vouchers of which a hand-over waits to be sent. */
export async function onTheirWay() {
  const all = await (await database()).getAll("outbox");
  return new Set(all.filter((it) => isHandOverOf(it.voucher_id)(it)).map((it) => it.voucher_id));
}

/** Keeps a hand-over to be sent; false where another tab was quicker: nothing leaves the shop twice. */
export async function keepHandOver(entry) {
  const kept = { ...entry, owner: owner() };
  await requireRoom(kept);
  const transaction = (await database()).transaction("outbox", "readwrite");
  const isFirst = !(await transaction.store.getAll()).some(isHandOverOf(entry.voucher_id));
  if (isFirst) await transaction.store.put(kept);
  await transaction.done;
  if (isFirst) await note([entry.voucher_id], { done_at: entry.occurred_at });
  return isFirst;
}

/** The kind of thing a scanned text names: `{isVoucher, subject}`; null when it is no code of ours. */
export function readCode(text) {
  try {
    const bytes = unbase32(text.split("/").pop());
    if (bytes.length < HEAD_BYTES + SUBJECT_BYTES || bytes[0] >> 4 !== 1) return null;
    return { isVoucher: bytes[0] === VOUCHER, subject: hex(bytes.slice(HEAD_BYTES, HEAD_BYTES + SUBJECT_BYTES)) };
  } catch {
    return null;
  }
}

const subjectOf = (voucherId) => voucherId.split("-").join("").slice(0, 2 * SUBJECT_BYTES);

/** The open voucher that a scanned code names, or null. */
export async function findByCode(text) {
  const read = readCode(text);
  if (!read?.isVoucher) return null;
  return (await openVouchers()).find((it) => subjectOf(it.voucher_id) === read.subject) ?? null;
}

async function holds(voucher, digits) {
  const list = await takenAlong();
  if (!list) return false;
  return (await digitsHash(digits, `${list.counter_id}/${voucher.voucher_id}`, list.digits_rounds)) === voucher.digits_hash;
}

/** The open vouchers of a household's number, or those whose digits were typed. */
export async function findByTyped(typed) {
  const open = await openVouchers();
  const ofHousehold = open.filter((it) => it.household_number && it.household_number.slice(-4) === typed);
  if (ofHousehold.length) return ofHousehold;
  const fits = await Promise.all(open.map((it) => holds(it, typed)));
  return open.filter((_, n) => fits[n]);
}

/** Whether the digits are those of a voucher: "good", "wrong" or, three times wrong, "locked". */
export async function tryDigits(voucher, digits) {
  const isGood = await holds(voucher, digits); // slow: looked at before the tries are, or two at once count as one
  const transaction = (await database()).transaction("kept", "readwrite");
  const tries = (await transaction.store.get(TRIES)) ?? {};
  const mine = tries[voucher.voucher_id] ?? { count: 0, until: 0 };
  if (mine.until > Date.now()) return "locked";
  const count = (mine.until ? 0 : mine.count) + 1;
  if (isGood) delete tries[voucher.voucher_id];
  else tries[voucher.voucher_id] = { count, until: count >= TRIES_MAX ? Date.now() + LOCKED_MS : 0 };
  await transaction.store.put(tries, TRIES);
  await transaction.done;
  if (isGood) return "good";
  return count >= TRIES_MAX ? "locked" : "wrong";
}

// Filing an act: what is typed and photographed is a draft on the phone at once; handed in it waits
// in the outbox, and what the server refuses comes back with all that was typed.
import { FULL_WORDS, seenAfter, sendNow, showRefusal, whenAnswered } from "./handing-in.js";
import { uuid } from "./page.js";
import { photoBox } from "./photos.js";
import { OutboxFullError, amend, discard, entries, keep, requireRoom } from "./queue.js";

const $ = (id) => document.getElementById(id);
const form = $("claim");
const SCALARS = ["day", "number", "words", "source"];
const SAVED = "写到一半的，存在手机里了。";
const GONE = "这一张在另一页交上去了，或者丢掉了。要再报一件，请重新打开。";
let draft = null; // the entry as it is stored
let dropped = null; // what was thrown away last, for the way back
let isClosed = false;
let isUnsaved = false;
let work = Promise.resolve();
const box = photoBox(form.querySelector("[data-photos]"), save);

function read() {
  const chosen = form.querySelector("input[name=item]:checked");
  const typed = { item: chosen?.value ?? "", title: chosen?.closest("label").querySelector("strong").textContent ?? "" };
  for (const name of SCALARS) typed[name] = form.elements[name]?.value ?? "";
  typed.evidence = [...form.querySelectorAll("input[name=evidence]:checked")].map((it) => it.value);
  return typed;
}

function write(typed) {
  for (const it of form.querySelectorAll("input[name=item]")) it.checked = it.value === typed.item;
  openClass();
  for (const name of SCALARS) if (form.elements[name] && typed[name]) form.elements[name].value = typed[name];
  for (const it of form.querySelectorAll("input[name=evidence]")) it.checked = typed.evidence.includes(it.value);
}

/** Open the class of the item that is chosen: the others are not shown. */
function openClass() {
  const kind = form.querySelector("input[name=item]:checked")?.closest("li").dataset.kind;
  for (const it of form.querySelectorAll("input[name=kind]")) if (it.value === kind) it.checked = true;
}

/** What the door takes; the photos' IDs are added when they are known. */
function actOf(typed) {
  return {
    item_code: typed.item,
    occurred_on: typed.day,
    words: typed.words.trim(),
    evidence: typed.evidence,
    ...(typed.number.trim() ? { household_number: typed.number.trim() } : {}),
    ...(typed.source ? { source: typed.source } : {}),
  };
}

function current() {
  const typed = read();
  return { typed, act: actOf(typed), photos: box.photos, title: typed.title, form: form.dataset.claim };
}

function say(words, button = "") {
  $("draft").hidden = !words;
  $("draft-words").textContent = words;
  $("draft-button").textContent = button;
  $("draft-button").hidden = !button;
}

function close() {
  isClosed = true;
  for (const it of form.elements) it.disabled = true;
  document.querySelector('button[form="claim"]').disabled = true;
  say(GONE, "再报一件");
}

async function store() {
  if (isClosed) return;
  const now = { ...current(), occurred_at: new Date().toISOString() };
  if (draft) {
    await requireRoom({ ...draft, ...now });
    draft = await amend(draft.key, (it) => Boolean(it.state), (it) => ({ ...it, ...now }));
  } else if ((await entries("claims")).some((it) => it.state === "draft" && it.form === now.form)) {
    draft = null; // another tab began one meanwhile: two would be two claims
  } else {
    draft = { key: uuid(), kind: "claims", state: "draft", ...now };
    await keep(draft);
  }
  isUnsaved = false;
  if (!draft) close();
  else say(SAVED, "丢掉重写");
}

/** Keeps what is typed, one saving after the other. */
function save() {
  dropped = null;
  work = work.then(store).catch((error) => {
    isUnsaved = true;
    say(error instanceof OutboxFullError || error.name === "QuotaExceededError" ? FULL_WORDS : "这部手机存不下草稿，请写完就交。");
  });
  return work;
}

async function drop() {
  await work;
  if (draft) await discard(draft.key);
  dropped = draft;
  draft = null;
  form.reset();
  box.show([]);
  $("came-back").hidden = true;
  say("丢掉了。", "找回来");
}

async function bringBack() {
  write(dropped.typed);
  box.show(dropped.photos);
  await save();
}

function turnTo(part) {
  for (const it of document.querySelectorAll("[data-part]")) it.hidden = it.dataset.part !== part;
}

async function handIn() {
  await box.ready;
  await save();
  if (isUnsaved && navigator.onLine) return sendPlainly();
  if (!draft || isUnsaved) return undefined;
  const isRefused = draft.state === "refused";
  const handed = await amend(
    draft.key,
    (it) => Boolean(it.state),
    // What was refused was never written down: changed, it is another request.
    ({ state: _, problem: __, anew: ___, ...it }) => ({ ...it, key: isRefused ? uuid() : it.key, occurred_at: new Date().toISOString() }),
  );
  if (!handed) return close();
  isClosed = true;
  return tell(handed.key, await sendNow(handed.key));
}

/** The phone keeps no more: the form sends itself, once, under the key it was drawn with. */
async function sendPlainly() {
  if (draft) await discard(draft.key).catch(() => {});
  isClosed = true;
  box.giveBack();
  form.submit();
}

function tell(key, came) {
  if (came.is === "refused") return comeBack(came.entry);
  if (came.is === "sent" && came.body?.claim_id) return location.assign(seenAfter(`/claims/${came.body.claim_id}`, came.body));
  if (came.is === "sent") return location.assign("/claims");
  turnTo("kept");
  $("kept").focus();
  return whenAnswered(key, (entry, answer) => {
    if (entry) return comeBack(entry);
    $("kept-title").textContent = "交上去了";
    $("kept-words").textContent = "评议后公示，没有异议就入账。";
    if (answer.body?.claim_id) $("kept-link").href = seenAfter(`/claims/${answer.body.claim_id}`, answer.body);
    return undefined;
  });
}

function comeBack(entry) {
  draft = entry;
  isClosed = false;
  busy(false);
  turnTo("form");
  showRefusal($("came-back"), entry.problem?.code, "您写的都还在。");
}

function busy(is) {
  const button = document.querySelector('button[form="claim"]');
  button.disabled = is;
  button.textContent = is ? "正在交……" : button.dataset.words;
}

/** A page of yesterday, opened without a network, would let nobody file an act of today. */
function moveDays() {
  const { day } = form.elements;
  const today = new Intl.DateTimeFormat("sv-SE", { timeZone: "Asia/Shanghai" }).format(new Date());
  if (day.max >= today) return;
  if (day.value === day.max) day.value = today;
  day.max = today;
}

async function begin() {
  moveDays();
  const button = document.querySelector('button[form="claim"]');
  button.dataset.words = button.textContent;
  const asked = new URLSearchParams(location.hash.slice(1)).get("draft");
  const mine = (await entries("claims")).filter((it) => it.state && it.form === form.dataset.claim);
  draft = mine.find((it) => it.key === asked) ?? mine.find((it) => it.state === "draft") ?? null;
  if (draft) {
    write(draft.typed);
    box.show(draft.photos);
    say(SAVED, "丢掉重写");
  }
  if (draft?.state === "refused") showRefusal($("came-back"), draft.problem.code, "您写的都还在。");
  form.addEventListener("input", save);
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    if (isClosed) return;
    busy(true);
    await handIn().catch(() => {});
    if (!isClosed) busy(false);
  });
  $("draft-button").addEventListener("click", () => {
    if (isClosed) location.assign(location.pathname + location.search);
    else if (dropped) bringBack();
    else drop();
  });
  form.dataset.ready = "1";
}

// Where a browser keeps nothing, the form sends itself as it would without this script.
begin().catch(() => form.addEventListener("submit", () => box.giveBack()));

// Reporting what is wrong in the street: the picture first, then one tap. What is begun is a draft on
// the phone at once; handed in it waits in the outbox. An emergency never waits there: it is called.
import { FULL_WORDS, seenAfter, sendNow, showRefusal, whenAnswered } from "./handing-in.js";
import { uuid } from "./page.js";
import { photoBox } from "./photos.js";
import { equipPosition } from "./report-position.js";
import { post, postPhoto } from "./post.js";
import { OutboxFullError, amend, discard, entries, keep, requireRoom } from "./queue.js";

const $ = (id) => document.getElementById(id);
const form = $("report");
const button = document.querySelector('button[form="report"]');
const SCALARS = ["place", "where", "words", "latitude", "longitude"];
const TICKS = ["emergency", "called"];
const SAVED = "拍到的、写到的，存在手机里了。";
const GONE = "这一条在另一页报上去了，或者丢掉了。要再报一件，请重新打开。";
const KEPT_WORDS = "您拍的、写的都还在。";
const UNSENT = "没有网，没报上去。急事请马上打电话，这里不排队。";
let draft = null; // the entry as it is stored
let dropped = null; // what was thrown away last, for the way back
let isClosed = false;
let isUnsaved = false;
let seen = null; // when the first picture was taken
let work = Promise.resolve();
const box = photoBox(form.querySelector("[data-photos]"), () => {
  if (!box.photos.length) seen = null;
  return save();
});
const position = equipPosition($("position"), form, save);

const chosen = () => form.querySelector("input[name=category]:checked");

function read() {
  const typed = { category: chosen()?.value ?? "", title: chosen()?.closest("label").textContent.trim() ?? "" };
  for (const name of SCALARS) typed[name] = form.elements[name].value;
  for (const name of TICKS) typed[name] = form.elements[name].checked;
  return typed;
}

function write(typed) {
  for (const it of form.querySelectorAll("input[name=category]")) it.checked = it.value === typed.category;
  for (const name of SCALARS) form.elements[name].value = typed[name];
  for (const name of TICKS) form.elements[name].checked = typed[name];
  position.show();
  orderCalls();
}

/** The number that helps first in such a case stands first. */
function orderCalls() {
  const first = (chosen()?.dataset.call ?? "").split(" ");
  const links = [...$("calls").children];
  links.sort((one, other) => first.indexOf(one.dataset.number) - first.indexOf(other.dataset.number));
  if (first[0]) $("calls").append(...links);
}

/** What the door takes; the photos' IDs and the moment are added when it is sent. */
function reportOf(typed) {
  const [kind, id] = typed.where.split(":");
  return {
    category: typed.category,
    place: typed.place.trim(),
    words: typed.words.trim(),
    ...(kind === "station" ? { station_id: id } : kind === "unit" ? { unit_code: id } : {}),
    ...(typed.latitude ? { position: { latitude: Number(typed.latitude), longitude: Number(typed.longitude) } } : {}),
    ...(typed.emergency ? { is_emergency: true, has_called: typed.called } : {}),
  };
}

function current() {
  const typed = read();
  seen = seen ?? new Date().toISOString();
  return { typed, report: reportOf(typed), photos: box.photos, title: typed.title, seen_at: seen };
}

function say(words, more = "") {
  $("draft").hidden = !words;
  $("draft-words").textContent = words;
  $("draft-button").textContent = more;
  $("draft-button").hidden = !more;
}

function close() {
  isClosed = true;
  for (const it of form.elements) it.disabled = true;
  button.disabled = true;
  say(GONE, "再拍一件");
}

async function store() {
  if (isClosed) return;
  const now = { ...current(), occurred_at: new Date().toISOString() };
  if (draft) {
    await requireRoom({ ...draft, ...now });
    draft = await amend(draft.key, (it) => Boolean(it.state), (it) => ({ ...it, ...now }));
  } else if ((await entries("reports")).some((it) => it.state === "draft")) {
    draft = null; // another tab began one meanwhile: two would be two reports
  } else {
    draft = { key: uuid(), kind: "reports", state: "draft", ...now };
    await keep(draft);
  }
  isUnsaved = false;
  if (!draft) close();
  else say(SAVED, "丢掉重拍");
}

/** Keeps what there is, one saving after the other. */
function save() {
  dropped = null;
  work = work.then(store).catch((error) => {
    isUnsaved = true;
    say(error instanceof OutboxFullError || error.name === "QuotaExceededError" ? FULL_WORDS : "这部手机存不下草稿，请写完就报。");
  });
  return work;
}

async function drop() {
  await work;
  if (draft) await discard(draft.key);
  dropped = draft;
  draft = null;
  seen = null;
  form.reset();
  position.forget();
  box.show([]);
  $("came-back").hidden = true;
  say("丢掉了。", "找回来");
}

async function bringBack() {
  seen = dropped.seen_at;
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
  if (draft.typed.emergency) return callIn();
  const isRefused = draft.state === "refused";
  const handed = await amend(
    draft.key,
    (it) => Boolean(it.state),
    // What was refused was never written down: changed, it is another request.
    ({ state: _, problem: __, anew: ___, ...it }) => ({ ...it, key: isRefused ? uuid() : it.key }),
  );
  if (!handed) return close();
  isClosed = true;
  return tell(handed.key, await sendNow(handed.key));
}

/** An emergency is sent now or not at all: it waits nowhere, and whoever sees it has called. */
async function callIn() {
  if (!draft.typed.called) return comeBack({ ...draft, problem: { code: "emergency_call_first" } });
  // Seen is now: what is not answered now is tried again by hand, under the same key.
  const { key, report, seen_at } = draft;
  for (const photo of box.photos) {
    const answer = photo.photo_id ? null : await postPhoto(photo);
    if (answer && !answer.body?.photo_id) return unanswered(answer);
    if (answer) photo.photo_id = answer.body.photo_id;
  }
  const photo_ids = box.photos.map((it) => it.photo_id);
  const answer = await post("/api/v1/reports", key, { ...report, photo_ids, occurred_at: seen_at });
  if (answer.status >= 300 || !answer.body?.report_id) return unanswered(answer);
  await discard(key);
  isClosed = true;
  return location.assign(seenAfter(`/reports/${answer.body.report_id}`, answer.body));
}

/** Nothing was written down, or nobody knows: the phone keeps the draft, and says to call. */
async function unanswered({ status, body }) {
  if (!body?.code || status >= 500) {
    say(UNSENT);
    $("sos").focus();
    return;
  }
  seen = new Date().toISOString();
  const anew = uuid();
  draft = await amend(draft.key, (it) => Boolean(it.state), (it) => ({ ...it, key: anew, seen_at: seen }));
  comeBack({ ...draft, problem: body });
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
  if (came.is === "sent" && came.body?.report_id) return location.assign(seenAfter(`/reports/${came.body.report_id}`, came.body));
  if (came.is === "sent") return location.assign("/reports");
  turnTo("kept");
  $("kept").focus();
  return whenAnswered(key, (entry, answer) => {
    if (entry) return comeBack(entry);
    $("kept-title").textContent = "报上去了";
    $("kept-words").textContent = "网格员会去看，走到哪一步都在“我的上报”里。";
    if (answer.body?.report_id) $("kept-link").href = seenAfter(`/reports/${answer.body.report_id}`, answer.body);
    return undefined;
  });
}

function comeBack(entry) {
  draft = entry;
  // What came too late is looked at again, and seen now.
  if (entry.state === "refused") seen = null;
  isClosed = false;
  busy(false);
  turnTo("form");
  showRefusal($("came-back"), entry.problem?.code, KEPT_WORDS);
}

function busy(is) {
  button.disabled = is;
  button.textContent = is ? "正在报……" : button.dataset.words;
}

async function begin() {
  button.dataset.words = button.textContent;
  const asked = new URLSearchParams(location.hash.slice(1)).get("draft");
  const mine = (await entries("reports")).filter((it) => it.state);
  draft = mine.find((it) => it.key === asked) ?? mine.find((it) => it.state === "draft") ?? null;
  if (draft) {
    seen = draft.state === "refused" ? null : draft.seen_at;
    write(draft.typed);
    box.show(draft.photos);
    say(SAVED, "丢掉重拍");
  } else {
    position.show();
    orderCalls();
  }
  if (draft?.state === "refused") showRefusal($("came-back"), draft.problem.code, KEPT_WORDS);
  form.addEventListener("input", save);
  form.addEventListener("change", orderCalls);
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    if (isClosed) return;
    busy(true);
    await handIn().catch(() => {});
    if (!isClosed) busy(false);
  });
  $("draft-button").addEventListener("click", () => {
    if (isClosed) location.assign(location.pathname);
    else if (dropped) bringBack();
    else drop();
  });
  form.dataset.ready = "1";
}

// Where a browser keeps nothing, the form sends itself as it would without this script.
begin().catch(() => form.addEventListener("submit", () => box.giveBack()));

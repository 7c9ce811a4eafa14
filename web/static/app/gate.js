// A gate of a round: what was found, with its photos, goes into the outbox first and is sent from there.
//
// The same page stands for a gate that was never opened: the worker serves it without a network, and
// it finds in its own list which gate the address means.
import { FULL_WORDS, seenAfter, sendNow, showRefusal, whenAnswered } from "./handing-in.js";
import { uuid } from "./page.js";
import { photoBox } from "./photos.js";
import { OutboxFullError, discard, entries, keep } from "./queue.js";
import { foundWords } from "./round-words.js";

const $ = (id) => document.getElementById(id);
const main = $("gate");
const asked = new URLSearchParams(location.search).get("item");
let gate = { id: main.dataset.gate, name: main.dataset.name, walked: main.dataset.walked };
let form = null;
let box = null;

/** On the page of any gate: which one this address means. */
function findGate() {
  if (gate.id) return true;
  const id = location.pathname.split("/").pop();
  const row = document.querySelector(`[data-gate-id="${CSS.escape(id)}"]`);
  if (!row) return false;
  gate = { id, name: row.dataset.name, walked: row.dataset.walked };
  document.title = document.title.replace("一户", gate.name);
  document.querySelector(".rb-top h1").textContent = gate.name;
  for (const link of document.querySelectorAll("[data-item-link]")) link.href = `/rounds/gates/${id}?item=${link.dataset.itemLink}`;
  return true;
}

async function ofThis() {
  return (await entries("checks")).filter((it) => it.household_id === gate.id && it.item_code === form.dataset.item);
}

function checkOf(found) {
  const ticks = [...form.querySelectorAll("input[name=tick]")];
  const isAbsent = found === "absent";
  const ticked = isAbsent ? [] : ticks.filter((it) => it.checked).map((it) => it.value);
  return {
    key: uuid(),
    kind: "checks",
    household_id: gate.id,
    item_code: form.dataset.item, // `form.elements.item` is a method
    found,
    ticked: ticked.length,
    ticks: ticked,
    points_of_list: ticks.length,
    photos: isAbsent ? [] : box.photos,
    title: gate.name,
    is_first: !gate.walked,
    occurred_at: new Date().toISOString(),
  };
}

function turnTo(part) {
  form.hidden = part !== "form";
  $("kept").hidden = part !== "kept";
}

function showKept(entry) {
  turnTo("kept");
  $("kept-words").textContent = `${foundWords(entry)}。有网自动上传。`;
  $("kept-again").hidden = entry.found === "good";
  whenAnswered(entry.key, (left, { body }) => (left ? showRefused(left) : location.assign(seenAfter("/rounds/today", body))));
}

function showRefused(entry) {
  turnTo("form");
  for (const it of form.querySelectorAll("input[name=tick]")) it.checked = entry.ticks.includes(it.value);
  box.show(entry.photos);
  for (const it of form.querySelectorAll("button[name=found]")) it.disabled = false;
  showRefusal($("came-back"), entry.problem?.code, "勾的和照片都还在。");
  $("came-back-drop").onclick = async () => {
    await discard(entry.key);
    location.assign("/rounds/today");
  };
}

async function check(found) {
  await box.ready;
  const entry = checkOf(found);
  if (found === "good" && entry.ticked !== entry.points_of_list) return showRefusal($("came-back"), "round_ticks_invalid");
  if (found === "not_yet" && entry.ticked === entry.points_of_list) return showRefusal($("came-back"), "round_ticks_invalid");
  const before = await ofThis();
  await keep(entry);
  for (const old of before) if (old.state) await discard(old.key);
  const came = await sendNow(entry.key);
  if (came.is === "refused") return showRefused(came.entry);
  if (came.is === "kept") {
    showKept(entry);
    return $("kept").focus();
  }
  return location.assign(seenAfter("/rounds/today", came.body));
}

async function begin() {
  if (!findGate()) {
    $("unknown").hidden = false;
    return;
  }
  const forms = [...document.querySelectorAll("form[data-item]")];
  form = forms.find((it) => it.dataset.item === asked) ?? forms[0];
  if (!form) return;
  form.hidden = false;
  for (const link of document.querySelectorAll("[data-item-link]")) {
    if (link.dataset.itemLink === form.dataset.item) link.setAttribute("aria-current", "true");
  }
  box = photoBox(form.querySelector("[data-photos]"), () => {});
  const latest = (await ofThis()).pop();
  if (latest) (latest.state ? showRefused : showKept)(latest);
  $("kept-again").addEventListener("click", () => turnTo("form"));
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const buttons = form.querySelectorAll("button[name=found]");
    const found = event.submitter.value;
    for (const it of buttons) it.disabled = true;
    await check(found).catch((error) => {
      $("gate-said").textContent = error instanceof OutboxFullError || error.name === "QuotaExceededError" ? FULL_WORDS : "没有记上。请再点一次。";
    });
    for (const it of buttons) it.disabled = false;
  });
  form.dataset.ready = "1";
}

begin().catch(() => {}); // where a browser keeps nothing, the form of the gate's own page sends itself

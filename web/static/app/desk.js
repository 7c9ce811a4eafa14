// The keys of every desk: rows, boxes, buttons and pages without the mouse. Without this script all of
// it is links and forms. What a key does stands at the thing itself, so the help never says another:
//   data-key="N", "Shift A"   pressed by that key; a field is gone to, a summary is opened
//   data-row-key="A"          the same for the row one is in: it alone is chosen first
//   data-go="C"               pressed after G
//   data-says="…"             how the help calls it, where its own words do not do
//   data-download             a form that is answered with a file: the page stays, and may ask again
//   data-chooses              a form with boxes in rows: [data-all], [data-chosen], [data-none]
//   data-shows="address"      of a row: what #shown of that page says is shown beside the table
import { drawKeys, openHelp } from "./desk-help.js";
import { fill } from "./page.js";

const READER_GAP_MS = 50; // a barcode reader types faster than people
const READER_LENGTH_MIN = 16;
const SHOW_AFTER_MS = 150;
const OFF = "desk-keys-off";
const ROW = "desk-row";
const FIELD = "textarea, select, [contenteditable], input:not([type=checkbox]):not([type=radio]):not([type=submit])";

const all = (selector, within = document) => [...within.querySelectorAll(selector)];
const seen = (it) => it.getClientRects().length > 0 && !it.disabled;
const rows = () => all(".main tbody tr").filter(seen);
const boxOf = (row) => row?.querySelector("input[type=checkbox]");

/** What the browser remembers between pages; some browsers remember nothing. */
const memory = {
  get: (store, name) => { try { return window[store].getItem(name); } catch { return null; } },
  set: (store, name, value) => { try { window[store].setItem(name, value); } catch { /* then not */ } },
};
const lettersOff = () => memory.get("localStorage", OFF) === "1";
const turnLetters = (off) => memory.set("localStorage", OFF, off ? "1" : "");
const LETTERS = { lettersOff, turnLetters };

// Rows ------------------------------------------------------------------------

function currentRow() {
  return document.activeElement?.closest?.(".main tbody tr") ?? document.querySelector(".main tbody tr.cur");
}

function goTo(row) {
  for (const it of all(".main tr.cur")) {
    it.classList.remove("cur");
    it.removeAttribute("aria-current");
  }
  row.classList.add("cur");
  row.setAttribute("aria-current", "true");
  const target = row.querySelector("a[href]") ?? row;
  if (target === row) row.tabIndex = -1;
  target.focus({ preventScroll: true });
  row.scrollIntoView({ block: "nearest" });
  showBeside(row);
}

function move(step) {
  const known = rows();
  const at = known.indexOf(currentRow());
  const next = at < 0 ? (step > 0 ? 0 : known.length - 1) : at + step;
  if (known[next]) goTo(known[next]);
}

let asked = { timer: 0, stop: null };

/** Fetches what is shown beside the table for a row, once somebody stays at it. */
function showBeside(row) {
  const place = document.getElementById("shown");
  clearTimeout(asked.timer);
  asked.stop?.abort();
  if (!place || !seen(place) || !row.dataset.shows || place.dataset.of === row.dataset.shows) return;
  const stop = new AbortController();
  const timer = setTimeout(async () => {
    const answer = await fetch(row.dataset.shows, { signal: stop.signal }).catch(() => null);
    if (!answer?.ok) return; // the row's own link still leads there
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const found = page.getElementById("shown");
    if (!found || stop.signal.aborted) return;
    fill(place, ...found.childNodes);
    place.dataset.of = row.dataset.shows;
  }, SHOW_AFTER_MS);
  asked = { timer, stop };
}

// Choosing --------------------------------------------------------------------

const boxes = (form) => all("tbody input[type=checkbox]", form);

function countChosen(form) {
  const chosen = boxes(form).filter((it) => it.checked);
  for (const it of boxes(form)) it.closest("tr").classList.toggle("sel", it.checked);
  const every = form.querySelector("[data-all]");
  if (every) {
    every.checked = chosen.length > 0 && chosen.length === boxes(form).length;
    every.indeterminate = chosen.length > 0 && !every.checked;
  }
  const none = form.querySelector("[data-none]");
  if (none) none.hidden = !chosen.length;
  const place = form.querySelector("[data-chosen]");
  if (!place) return;
  if (place.dataset.before === undefined) place.dataset.before = place.textContent;
  const points = chosen.reduce((sum, it) => sum + Number(it.dataset.points ?? 0), 0);
  const worth = points < 0 ? `−${-points}` : `+${points}`;
  place.textContent = chosen.length ? `已选 ${chosen.length} 条，共 ${worth} 分` : place.dataset.before;
}

function choose(form, which) {
  for (const it of boxes(form)) it.checked = which(it);
  countChosen(form);
}

function listenToChoices(form) {
  const every = form.querySelector("[data-all]");
  if (every) {
    every.hidden = false;
    every.addEventListener("change", () => choose(form, () => every.checked));
  }
  form.querySelector("[data-none]")?.addEventListener("click", () => choose(form, () => false));
  form.addEventListener("change", () => countChosen(form));
  countChosen(form);
}

// Pressing --------------------------------------------------------------------

function press(it) {
  if (it.matches(FIELD)) {
    it.focus();
    it.select?.();
  } else if (it.matches("summary")) {
    it.parentElement.open = true;
    (it.parentElement.querySelector(FIELD) ?? it).focus();
  } else it.click();
}

/** Does with the row one is in what would be done with many; afterwards the next row is there. */
function pressInRow(it) {
  const row = currentRow();
  if (!row) return move(1);
  if (row.contains(it)) return press(it);
  const box = boxOf(row);
  if (!box) return tell("这一条要别人办");
  choose(box.form, (each) => each === box);
  memory.set("sessionStorage", ROW, JSON.stringify([location.pathname, rows().indexOf(row)]));
  return press(it);
}

function tell(words) {
  const place = document.getElementById("told") ?? document.body.appendChild(document.createElement("p"));
  place.id = "told";
  place.className = "vh";
  place.setAttribute("role", "status");
  place.textContent = words;
}

/** What a key would press now: a function, or nothing. */
function meant(key) {
  const inRow = currentRow()?.querySelector(`[data-row-key="${key}"]`);
  const ofRow = inRow ?? all(`[data-row-key="${key}"]`).find((it) => !it.closest("tbody") && seen(it));
  if (ofRow) return () => pressInRow(ofRow);
  const it = all(`[data-key="${key}"]`).find(seen);
  if (it) return () => press(it);
  if (key === "?") return () => openHelp(LETTERS);
  if (key === "J") return () => move(1);
  if (key === "K") return () => move(-1);
  return null;
}

let led = 0; // when G was pressed: the next letter is a page
const LED_MS = 2000;

function letter(key) {
  if (Date.now() - led < LED_MS) {
    led = 0;
    const link = all("[data-go]").find((it) => it.dataset.go === key && seen(it));
    if (link) link.click();
    else tell("没有这一页");
    return;
  }
  if (key === "G") led = Date.now();
  else meant(key)?.();
}

// Keys ------------------------------------------------------------------------

let typed = { text: "", at: -Infinity, timer: 0 };

/** Waits a moment: what a barcode reader types is one text and no keys. Tells whether it is taken. */
function take(event, key) {
  const quick = !event.repeat && event.timeStamp - typed.at < READER_GAP_MS;
  clearTimeout(typed.timer);
  typed.text = quick ? typed.text + event.key : event.key;
  typed.at = event.timeStamp;
  if (quick) return true;
  typed.timer = setTimeout(() => letter(key), event.repeat ? 0 : READER_GAP_MS);
  return key === "G" || Date.now() - led < LED_MS || Boolean(meant(key));
}

/** Goes where a code leads that a reader has typed; everything else keeps its Enter. */
function endOfText(event) {
  const isText = event.timeStamp - typed.at < READER_GAP_MS && typed.text.length >= READER_LENGTH_MIN;
  const token = isText && /([A-Za-z0-9.]{16,})$/.exec(typed.text)?.[1];
  typed.text = "";
  if (!token) return;
  event.preventDefault();
  location.assign(`/q/${token}`);
}

const NAMED = {
  " ": (row) => boxOf(row)?.click(),
  ArrowRight: () => document.querySelector(".main a[rel=next]")?.click(),
  ArrowLeft: () => document.querySelector(".main a[rel=prev]")?.click(),
};

function named(event) {
  const row = currentRow();
  if (event.key === " " && (!boxOf(row) || document.activeElement.matches("button, summary, input"))) return;
  const aside = document.activeElement.closest(".wide");
  if (event.key !== " " && aside && aside.scrollWidth > aside.clientWidth) return; // it scrolls
  if (event.key !== " " && document.activeElement.matches("input")) return;
  event.preventDefault();
  NAMED[event.key](row);
}

function leaveField(field) {
  field.blur();
  const row = document.querySelector(".main tr.cur");
  if (row) goTo(row);
}

function submitFrom(field) {
  const around = field.closest("details, form");
  const button = around?.querySelector("button.go, button[type=submit]") ?? field.form?.querySelector("button[type=submit]");
  button?.click();
}

addEventListener("keydown", (event) => {
  const { key, target } = event;
  if (event.isComposing || document.querySelector("dialog[open]")) return;
  const field = target.matches?.(FIELD) ? target : null;
  if (key === "Enter" && event.ctrlKey && target.form) {
    event.preventDefault();
    submitFrom(target);
    return;
  }
  if (event.ctrlKey || event.altKey || event.metaKey) return;
  if (key === "Escape") {
    if (field) leaveField(field);
    else for (const form of all("form[data-chooses]")) choose(form, () => false);
    return;
  }
  if (field || lettersOff()) return;
  if (key === "Enter") endOfText(event);
  else if (key in NAMED) named(event);
  else if (key.length === 1) {
    const said = key.toUpperCase();
    const isLetter = said !== key.toLowerCase();
    if (take(event, isLetter && event.shiftKey ? `Shift ${said}` : said)) event.preventDefault();
  }
});

// The page --------------------------------------------------------------------

function beBusy() {
  for (const form of all(".main form[method=post]")) {
    form.addEventListener("submit", (event) => {
      if (form.dataset.sent) return event.preventDefault(); // the second press of an impatient hand
      if ("download" in form.dataset) return undefined;
      form.dataset.sent = "1";
      document.getElementById("busy").hidden = false;
      return undefined;
    });
  }
  addEventListener("pageshow", () => {
    document.getElementById("busy").hidden = true;
    for (const form of all("form[data-sent]")) delete form.dataset.sent;
  });
}

function backToRow() {
  const [path, index] = JSON.parse(memory.get("sessionStorage", ROW) || "[]");
  memory.set("sessionStorage", ROW, "");
  const known = rows();
  if (path === location.pathname && known.length) goTo(known[Math.min(index, known.length - 1)]);
}

for (const form of all("form[data-chooses]")) listenToChoices(form);
beBusy();
drawKeys(LETTERS);
backToRow();
// On a phone the menu lies below the page: scrolling to it would hide what the page is about.
if (matchMedia("(min-width: 901px)").matches) {
  document.querySelector(".nav [aria-current]")?.scrollIntoView({ block: "nearest" });
}
document.body.dataset.keys = "on";

// What the keys of a desk are called: at the buttons, in the foot line, and all of them in one dialog.
import { fill } from "./page.js";

const FOOT_KEYS_MAX = 7;
const GENERAL = [["G 再按一个字母", "去别的页"], ["Ctrl Enter", "提交正在填的"], ["Esc", "离开输入框，取消选择"], ["?", "全部快捷键"]];
const IN_ROWS = [["J K", "往下一行、往上一行"], ["Enter", "打开这一行"]];
const IN_BOXES = [["空格", "勾选这一行"]];
const PAGING = [["← →", "上一页、下一页"]];

const all = (selector) => [...document.querySelectorAll(selector)];
const seen = (it) => it.getClientRects().length > 0;

function made(tag, words = "", of = {}) {
  const it = document.createElement(tag);
  it.textContent = words;
  for (const [name, value] of Object.entries(of)) it.setAttribute(name, value);
  return it;
}

/** How a thing is called: by what it says of itself, without the key that is written on it. */
function saysOf(it) {
  if (it.dataset.says) return it.dataset.says;
  const copy = it.cloneNode(true);
  for (const key of copy.querySelectorAll("kbd")) key.remove();
  return copy.textContent.trim() || it.getAttribute("aria-label") || "";
}

/** The keys of this page with their words, each once: those of a row first, the search last. */
function keysOfPage() {
  const ofRows = new Map(), ofPage = new Map();
  for (const it of all("[data-key], [data-row-key]").filter(seen)) {
    const { key, rowKey, rowSays } = it.dataset;
    if (rowKey && !ofRows.has(rowKey)) ofRows.set(rowKey, rowSays ?? saysOf(it));
    if (key && !ofPage.has(key)) ofPage.set(key, saysOf(it));
  }
  return [...ofRows, ...[...ofPage].sort(([a], [b]) => (a === "/") - (b === "/"))];
}

/** Writes its key on every button that has one. */
function drawHints() {
  for (const it of all("[data-key], [data-row-key]")) {
    const keys = [it.dataset.key, it.dataset.rowKey].filter(Boolean);
    const [key] = keys;
    it.setAttribute("aria-keyshortcuts", keys.map((each) => each.replace("Shift ", "Shift+")).join(" "));
    if (it.matches(".btn, summary") && !it.closest("tbody") && !it.querySelector("kbd")) it.append(made("kbd", key, { "aria-hidden": "true" }));
    if (it.matches("[type=search]")) it.after(made("kbd", key, { "aria-hidden": "true" }));
  }
}

function drawFoot(help, { lettersOff }) {
  const place = document.getElementById("keys");
  if (!place) return;
  const hasRows = all(".main tbody tr").some(seen);
  const boxed = all(".main tbody input[type=checkbox]").some(seen);
  const shown = [...(hasRows ? [["J K", "上下"]] : []), ...(boxed ? [["空格", "勾选"]] : []), ...keysOfPage()];
  const parts = lettersOff() ? [] : shown.slice(0, FOOT_KEYS_MAX).map(([key, words]) => {
    const part = made("span", words);
    part.prepend(made("kbd", key));
    return part;
  });
  const button = made("button", "全部快捷键", { type: "button", class: "r", "aria-haspopup": "dialog" });
  button.prepend(made("kbd", "?"));
  button.addEventListener("click", help);
  fill(place, ...parts, button);
  place.hidden = false;
}

function section(title, keys) {
  const list = made("dl", "", { class: "kv" });
  for (const [key, words] of keys) {
    const term = made("dt");
    term.append(made("kbd", key));
    list.append(term, made("dd", words));
  }
  const whole = made("section");
  whole.append(made("h3", title), list);
  return whole;
}

function sections() {
  const hasRows = all(".main tbody tr").some(seen);
  const boxed = all(".main tbody input[type=checkbox]").some(seen);
  const paged = all(".main a[rel=next], .main a[rel=prev]").some(seen);
  const inRows = [...(hasRows ? IN_ROWS : []), ...(boxed ? IN_BOXES : []), ...(paged ? PAGING : [])];
  const pages = all("[data-go]").map((it) => [`G ${it.dataset.go}`, it.dataset.says ?? it.firstElementChild?.nextSibling?.textContent ?? ""]);
  const groups = [["这一页", keysOfPage()], ["表格里", inRows], ["到处都能用", GENERAL], ["去别的页", pages]];
  return groups.filter(([, keys]) => keys.length).map(([title, keys]) => section(title, keys));
}

function theSwitch({ lettersOff, turnLetters }, redraw) {
  const label = made("label", "", { class: "bar" });
  const box = made("input", "", { type: "checkbox" });
  box.checked = !lettersOff();
  box.addEventListener("change", () => {
    turnLetters(!box.checked);
    redraw();
  });
  label.append(box, made("span", "用单个字母的快捷键（读屏或语音输入会误按的，可以关掉）"));
  return label;
}

/** Opens the list of all keys; Esc or the button closes it, and one is back where one was. */
export function openHelp(letters) {
  const dialog = made("dialog", "", { class: "help card", "aria-labelledby": "help-title" });
  const head = made("header");
  const close = made("button", "关上", { type: "button", class: "btn" });
  head.append(made("h2", "全部快捷键", { id: "help-title" }), made("span", "", { class: "sp" }), close);
  const lists = made("div", "", { class: "help-lists pad" });
  lists.append(...sections());
  const foot = made("div", "", { class: "pad" });
  foot.append(theSwitch(letters, () => drawFoot(() => openHelp(letters), letters)));
  dialog.append(head, lists, foot);
  document.body.append(dialog);
  const before = document.activeElement;
  const gone = () => {
    dialog.remove();
    before?.focus?.();
  };
  dialog.addEventListener("close", gone);
  close.addEventListener("click", () => (dialog.close ? dialog.close() : gone()));
  if (dialog.showModal) dialog.showModal();
  else dialog.setAttribute("open", ""); // Safari before 15.4
}

/** Draws what is shown of the keys before anybody asks. */
export function drawKeys(letters) {
  drawHints();
  drawFoot(() => openHelp(letters), letters);
}

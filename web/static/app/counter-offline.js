// Handing out what this counter took along: drawn, checked and kept here, sent when there is a network.
//
// This is the way with a network too: the hand-over goes into the outbox first and is sent from there
// at once, so that a lost answer and a dead spot are one case. Without an answer the slip says 待传.
import { keepHandOver, openVouchers, tryDigits } from "./counter-list.js";
import { isReachable, sync } from "./counter-link.js";
import { beginPin } from "./counter-pin.js";
import { REFUSALS } from "./messages.js";
import { uuid } from "./page.js";
import { find, waiting } from "./queue.js";

const $ = (id) => document.getElementById(id);
const number = (amount) => amount.toLocaleString("en");
const clock = () => new Date().toLocaleString("zh-CN", { timeZone: "Asia/Shanghai", hour12: false, year: "numeric", month: "2-digit", day: "2-digit", hour: "2-digit", minute: "2-digit" }).split("/").join("-");
const WRONG = {
  wrong: ["4 位数不对。", "请来领的人再看一眼手机上的 4 位领取码，重新输。"],
  locked: ["输错三次，这张凭证锁住了。", "15 分钟后再试，先办下一位；要紧的等联网后用服务卡办。"],
};

const TWICE = ["这张凭证刚发过了。", "另一个窗口里已经交付，东西别再给一份。"];

function draw(name, filled) {
  const part = $(name).content.cloneNode(true);
  for (const [field, words] of Object.entries(filled)) {
    for (const place of part.querySelectorAll(`[data-${field}]`)) place.textContent = words;
  }
  return part;
}

function show(part, step) {
  const place = $("offline-step");
  place.textContent = "";
  place.append(part);
  place.hidden = false;
  $("online-step")?.toggleAttribute("hidden", true);
  document.querySelector(".market")?.toggleAttribute("hidden", true);
  document.querySelectorAll(".steps li").forEach((it, n) => {
    it.className = n + 1 < step ? "done" : n + 1 === step ? "now" : "";
    if (n + 1 === step) it.setAttribute("aria-current", "step");
    else it.removeAttribute("aria-current");
  });
}

/** Goes back to the camera. */
export function putDown() {
  location.assign(`/shops/${document.body.dataset.shop}/counter`);
}

function cell(words, name = "") {
  const it = document.createElement("td");
  it.textContent = words;
  it.className = name;
  return it;
}

function rows(lines) {
  return lines.map((it) => {
    const row = document.createElement("tr");
    row.append(cell(it.name, "b"), cell(`${it.quantity} ${it.measure}`), cell(number(it.points), "num b"));
    return row;
  });
}

function slipLines(lines) {
  return lines.map((it) => {
    const line = document.createElement("span");
    line.className = "slip-line";
    for (const words of [it.name, `×${it.quantity}`, String(it.points)]) {
      const part = document.createElement("span");
      part.textContent = words;
      line.append(part);
    }
    return line;
  });
}

const quantityOf = (voucher) => voucher.lines.reduce((sum, it) => sum + it.quantity, 0);

async function showReceipt(entry) {
  const waits = (await waiting("hand_overs")).length;
  const filled = { amount: `${number(entry.amount)} 分`, number: entry.number, waiting: `${waits} 笔`, "owner-name": entry.owner_name, relation: entry.relation_words, at: entry.at_words };
  const part = draw("offline-receipt", filled);
  part.querySelector(".slip [data-amount]").textContent = number(entry.amount);
  part.querySelector("[data-slip-lines]").append(...slipLines(entry.lines));
  part.querySelector("[data-print]").addEventListener("click", () => print());
  part.querySelector("[data-next]").addEventListener("click", putDown);
  show(part, 4);
  $("offline-step").querySelector('[role="status"]').focus();
}

function wrong(form, [title, words]) {
  form.querySelector("[data-wrong]").hidden = false;
  form.querySelector("[data-wrong-title]").textContent = title;
  form.querySelector("[data-wrong-words]").textContent = words;
}

function entryOf(voucher, form, list) {
  const relation = form.querySelector("input[name=relation]:checked");
  return {
    key: uuid(),
    kind: "hand_overs",
    shop_id: list.shop_id,
    counter_id: list.counter_id,
    voucher_id: voucher.voucher_id,
    digits: form.querySelector("input[name=digits]").value,
    relation: relation.value,
    relation_words: relation.closest("label").textContent.trim(),
    collector_name: form.querySelector("input[name=collector_name]").value.trim(),
    title: `${voucher.masked_name} ${voucher.lines.map((it) => it.name).join("、")}`,
    number: voucher.number,
    owner_name: voucher.masked_name,
    amount: voucher.amount,
    lines: voucher.lines,
    at_words: clock(),
    occurred_at: new Date().toISOString(),
  };
}

async function send(entry, form) {
  await sync();
  const left = await find(entry.key);
  if (left?.state === "refused") {
    const no = REFUSALS[left.problem.code] ?? REFUSALS.internal_error;
    return wrong(form, [`${no.headline}。`, no.advice]);
  }
  // Once it is written down the page of the ledger shows it, with what is left.
  if (!left && (await isReachable())) {
    sessionStorage.setItem("redbee-last-slip", entry.voucher_id);
    return location.assign(`/shops/${entry.shop_id}/counter?done=${entry.voucher_id}&after=${form.dataset.position || ""}`);
  }
  return showReceipt(entry);
}

async function handOver(voucher, form, list) {
  const stranger = !["self", "family"].includes(form.querySelector("input[name=relation]:checked").value);
  const name = form.querySelector("input[name=collector_name]");
  if (stranger && !name.value.trim()) {
    name.focus();
    return wrong(form, ["代领的要写上是谁。", "写上名字再交付。"]);
  }
  if (!(await openVouchers()).some((it) => it.voucher_id === voucher.voucher_id)) return wrong(form, TWICE);
  const came = await tryDigits(voucher, form.querySelector("input[name=digits]").value);
  if (came !== "good") {
    form.querySelector("input[name=digits]").value = "";
    form.dispatchEvent(new Event("pin-cleared"));
    return wrong(form, WRONG[came]);
  }
  const entry = entryOf(voucher, form, list);
  if (!(await keepHandOver(entry))) return wrong(form, TWICE);
  return send(entry, form);
}

/** Shows a voucher that was taken along, to be read aloud and handed out. */
export function offer(voucher, list) {
  const part = draw("offline-confirm", { quantity: `${quantityOf(voucher)} 件`, amount: `${number(voucher.amount)} 分`, "owner-name": voucher.masked_name });
  part.querySelector("[data-lines]").append(...rows(voucher.lines));
  const form = part.querySelector("form");
  part.querySelector("[data-put-down]").addEventListener("click", putDown);
  show(part, 3);
  beginPin(form);
  document.body.addEventListener("hand-overs-sent", ({ detail }) => {
    const mine = detail.answers.find((it) => it.body?.voucher_id === voucher.voucher_id);
    if (mine) form.dataset.position = mine.body.position ?? "";
  });
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const button = form.querySelector("button[type=submit]");
    button.disabled = true;
    await handOver(voucher, form, list).catch(() => wrong(form, ["没有记下来。", "平板存满了或浏览器不让存：先连上网传完，再来办。"]));
    button.disabled = false;
  });
  form.querySelector("input[name=digits]").focus();
}

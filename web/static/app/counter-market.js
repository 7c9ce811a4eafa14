// The market day: numbers are called one after the other, from what this counter took along.
//
// The queue is this tablet's and no fact of the ledger: whose turn it is, who was passed over, how
// long a household takes. It survives a reload and a network that is gone.
import { database } from "../vendor/outbox.js";
import { dropList, keepList, onTheirWay, openVouchers, takenAlong } from "./counter-list.js";
import { isReachable } from "./counter-link.js";
import { REFUSALS } from "./messages.js";
import { uuid } from "./page.js";
import { post } from "./post.js";

const QUEUE = "counter-queue";
const TELL_MS = 5_000;
const PAUSE_MS = 10 * 60_000; // a longer gap is a pause, not a household
const $ = (id) => document.getElementById(id);
const number = (amount) => amount.toLocaleString("en");
const clock = (ms) => new Date(ms).toLocaleTimeString("zh-CN", { timeZone: "Asia/Shanghai", hour12: false, hour: "2-digit", minute: "2-digit" });

async function queue() {
  return { turns: {}, passed: [], next: 1, walkIns: [], served: [], ...(await (await database()).get("kept", QUEUE)) };
}

const keepQueue = async (it) => (await database()).put("kept", it, QUEUE);

/**
 * Households in the order in which they are called: `{turn, owner_id, vouchers}`; whoever came without
 * a voucher has none, and the number of the home that was typed.
 */
async function households() {
  const [state, open] = [await queue(), await openVouchers()];
  const of = new Map();
  for (const it of open) of.set(it.owner_id, [...(of.get(it.owner_id) ?? []), it]);
  let isNew = false;
  for (const id of of.keys()) {
    if (state.turns[id]) continue;
    state.turns[id] = state.next++;
    isNew = true;
  }
  if (isNew) await keepQueue(state);
  const place = (id) => state.passed.lastIndexOf(id);
  const walkIns = state.walkIns.map((it) => ({ owner_id: it.id, turn: it.turn, vouchers: [], home: it.home }));
  return [...of].map(([id, vouchers]) => ({ owner_id: id, turn: state.turns[id], vouchers })).concat(walkIns)
    .sort((one, other) => place(one.owner_id) - place(other.owner_id) || one.turn - other.turn);
}

/** Average seconds of a household, from one hand-over to the next; 0 before there are two. */
export function paceOf(moments) {
  const sorted = [...moments].sort((one, other) => one - other);
  const gaps = sorted.slice(1).map((it, n) => it - sorted[n]).filter((it) => it < PAUSE_MS);
  return gaps.length ? Math.max(1, Math.round(gaps.reduce((sum, it) => sum + it, 0) / gaps.length / 1000)) : 0;
}

function tile(each, isNow) {
  const part = $("called").content.cloneNode(true);
  const pieces = each.vouchers.flatMap((it) => it.lines).reduce((sum, it) => sum + it.quantity, 0);
  const points = each.vouchers.reduce((sum, it) => sum + it.amount, 0);
  const { household_number: home, masked_name: name } = each.vouchers[0] ?? { household_number: "", masked_name: `${each.home} 户` };
  part.querySelector("[data-turn]").textContent = String(each.turn).padStart(3, "0");
  part.querySelector("[data-name]").textContent = home ? `${home} · ${name}` : name;
  part.querySelector("[data-what]").textContent = each.home ? "到柜台再选" : `${pieces} 件 · ${number(points)} 分`;
  if (each.home) {
    part.querySelector("[data-tag]").textContent = "现选，要联网";
    part.querySelector("[data-tag]").className = "tag soon";
  }
  part.querySelector("li").className = isNow ? "now" : "";
  if (isNow) part.querySelector("li").setAttribute("aria-current", "true");
  return part;
}

function showPrepared(waiting) {
  const sums = new Map();
  for (const it of waiting.flatMap((each) => each.vouchers).flatMap((voucher) => voucher.lines)) {
    const known = sums.get(it.name) ?? { quantity: 0, measure: it.measure };
    sums.set(it.name, { ...known, quantity: known.quantity + it.quantity });
  }
  const rows = [...sums].map(([name, { quantity, measure }]) => {
    const row = document.createElement("tr");
    const [what, many] = [document.createElement("td"), document.createElement("td")];
    what.textContent = name;
    many.className = "num b";
    many.textContent = `${number(quantity)} ${measure}`;
    row.append(what, many);
    return row;
  });
  $("prepare").textContent = "";
  $("prepare").append(...rows);
}

let shown = "";

async function show() {
  const list = await takenAlong();
  if (!list) return;
  const waiting = await households();
  const done = list.vouchers.filter((it) => it.done_at);
  const { served } = await queue();
  const pace = paceOf([...done.map((it) => Date.parse(it.done_at)), ...served]);
  $("done").textContent = String(new Set(done.map((it) => it.owner_id)).size + served.length);
  $("left").textContent = String(waiting.length);
  $("pace").textContent = pace ? String(pace) : "—";
  $("ends").textContent = pace && waiting.length ? clock(Date.now() + pace * 1000 * waiting.length) : "—";
  $("queue-count").textContent = String(waiting.length);
  const state = waiting.map((it) => `${it.turn}:${it.vouchers.length}`).join();
  if (state === shown) return;
  shown = state;
  const limit = Number($("call").dataset.limit);
  $("call").textContent = "";
  $("call").append(...waiting.slice(0, limit).map((it, n) => tile(it, n === 0)));
  $("call-words").textContent = waiting.length ? `扫 ${String(waiting[0].turn).padStart(3, "0")} 号${waiting[0].home ? "的码，或报户号" : "凭证"}` : "都办完了，扫下一位";
  $("served").hidden = !waiting[0]?.home;
  $("pass").hidden = waiting.length < 2;
  showPrepared(waiting);
}

async function passOver() {
  const [first] = await households();
  if (!first) return;
  const state = await queue();
  await keepQueue({ ...state, passed: [...state.passed.filter((it) => it !== first.owner_id), first.owner_id] });
  await show();
}

/** Gives whoever came without a voucher the next number; the same home waits once. */
async function addNumber(event) {
  event.preventDefault();
  const home = $("walk-in").value.trim();
  const state = await queue();
  const isNew = /^[0-9]{1,10}$/.test(home) && !state.walkIns.some((it) => it.home === home);
  if (isNew) {
    const it = { id: `walk-in:${state.next}`, home, turn: state.next };
    await keepQueue({ ...state, walkIns: [...state.walkIns, it], next: state.next + 1 });
    $("walk-in").value = "";
  }
  $("walk-in-words").textContent = isNew ? `${home} 户是 ${String(state.next).padStart(3, "0")} 号。` : "没有加。请输户号的数字；排着的户不用再加。";
  await show();
}

async function walkInServed() {
  const [first] = await households();
  if (!first?.home) return;
  const state = await queue();
  await keepQueue({ ...state, walkIns: state.walkIns.filter((it) => it.id !== first.owner_id), served: [...state.served, Date.now()] });
  await show();
}

function say(words) {
  $("along-words").textContent = words;
}

const seeAnew = (position) => location.assign(`${location.pathname}${position ? `?after=${position}` : ""}`);

async function take(address) {
  const answer = await post(`${address}/take`, uuid(), { counter_id: document.body.dataset.counter });
  if (answer.status >= 300 || !answer.status) return say(`没有带上。${(REFUSALS[answer.body?.code] ?? REFUSALS.internal_error).advice}`);
  const old = await takenAlong();
  const known = new Map((old?.vouchers ?? []).map((it) => [it.voucher_id, it]));
  // What the server still has waiting was handed out only if that is on its way.
  const sending = await onTheirWay();
  const fresh = answer.body.vouchers.map((it) => ({ ...it, done_at: sending.has(it.voucher_id) ? known.get(it.voucher_id)?.done_at : undefined }));
  const ids = new Set(fresh.map((it) => it.voucher_id));
  const gone = (old?.vouchers ?? []).filter((it) => it.done_at && !ids.has(it.voucher_id)).map((it) => ({ ...it, gone: true }));
  await keepList({ ...answer.body, shop_id: document.body.dataset.shop, vouchers: [...gone, ...fresh] });
  return seeAnew(answer.body.position);
}

async function giveBack(address) {
  const answer = await post(`${address}/give-back`, uuid(), { counter_id: document.body.dataset.counter });
  if (answer.status >= 300 || !answer.status) return say("没有还上。待传的先传完，再收摊。");
  await dropList();
  await (await database()).delete("kept", QUEUE);
  return seeAnew(answer.body.position);
}

function onSubmit(form, act) {
  form?.addEventListener("submit", async (event) => {
    event.preventDefault();
    if (!(await isReachable())) return say("开集和收摊要联网。等有网再点。");
    const button = form.querySelector("button");
    button.disabled = true;
    await act(`/api/v1/shops/${document.body.dataset.shop}/counter`).catch(() => say("平板存满了，或浏览器不让存。换一台再开集。"));
    button.disabled = false;
    return undefined;
  });
}

/** Draws the queue from the list, and lets the buttons of the market day work. */
export function beginMarket() {
  onSubmit($("open-market"), take);
  onSubmit($("close-market"), giveBack);
  $("pass").addEventListener("click", passOver);
  $("served").addEventListener("click", walkInServed);
  $("add-number")?.addEventListener("submit", addNumber);
  if ($("add-number")) $("add-number").hidden = false;
  document.body.addEventListener("hand-overs-sent", show);
  setInterval(show, TELL_MS);
  show();
}

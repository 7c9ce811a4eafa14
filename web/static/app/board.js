// The public big screen: fetches the boards, turns the two pages of a top ten, draws the chart.
import { init } from "../vendor/chart.js";
import { fill, giveUpAfter } from "./page.js";

const POLL_MS = 10_000;
const POLL_TIMEOUT_MS = 8000;
const TURN_MS = 12_000;
const FADE_MS = 200;
const ROWS_MAX = 5;
const PLACES_MAX = 10;
const STALE_MS = 10 * 60_000;
const SVG = "http://www.w3.org/2000/svg";
const UNITS = { hours: "时", points: "分", visits: "次" };

const $ = (id) => document.getElementById(id);
const boards = { lead: { etag: "", items: [] }, beside: { etag: "", items: [] } };
let page = 0;
let asOf = null;

const amount = (value, measure) =>
  measure === "hours"
    ? (Math.floor(value / 6) / 10).toLocaleString("en", { minimumFractionDigits: 1 })
    : value.toLocaleString("en");

function element(name, text, attributes = {}) {
  const made = document.createElement(name);
  if (text) made.textContent = text;
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  return made;
}

function bar(value, top) {
  const picture = document.createElementNS(SVG, "svg");
  picture.setAttribute("viewBox", `0 0 ${top || 1} 14`);
  picture.setAttribute("preserveAspectRatio", "none");
  picture.setAttribute("aria-hidden", "true");
  for (const [name, width] of [["x", top || 1], ["g", value]]) {
    const part = document.createElementNS(SVG, "rect");
    part.setAttribute("class", name);
    part.setAttribute("width", width);
    part.setAttribute("height", 14);
    picture.append(part);
  }
  return picture;
}

function leadRow(item, top, measure) {
  const row = element("tr", "", item.rank <= 3 ? { class: "a" } : {});
  const rank = element("td");
  rank.append(element("i", String(item.rank)));
  const name = element("td");
  name.append(element("span", item.name), bar(item.value, top));
  const value = element("td");
  value.append(element("b", amount(item.value, measure)), element("small", UNITS[measure]));
  row.append(rank, name, value);
  return row;
}

function showLead() {
  const { items } = boards.lead;
  if (!items.length) return;
  const pages = Math.ceil(items.length / ROWS_MAX);
  page %= pages;
  const { measure } = $("lead").dataset;
  const rows = items.slice(page * ROWS_MAX, (page + 1) * ROWS_MAX);
  fill($("lead-rows"), ...rows.map((item) => leadRow(item, items[0].value, measure)));
  $("page-words").textContent = pages > 1 ? ` · 第 ${page + 1} 屏，共 ${pages} 屏` : "";
}

function turn() {
  if (boards.lead.items.length <= ROWS_MAX) return;
  $("lead-rows").classList.add("turning");
  setTimeout(() => {
    page += 1;
    showLead();
    $("lead-rows").classList.remove("turning");
  }, FADE_MS);
}

let chart = null;

function showBeside() {
  const { measure, title } = $("beside").dataset;
  const items = boards.beside.items.slice(0, ROWS_MAX);
  fill(
    $("beside-rows"),
    ...items.map((item) => {
      const row = element("tr");
      row.append(element("td", String(item.rank)), element("td", item.name), element("td", `${amount(item.value, measure)} ${UNITS[measure]}`));
      return row;
    }),
  );
  if (!items.length) return;
  chart = chart || init($("chart"), null, { renderer: "svg" });
  const font = "Noto Sans CJK SC, Microsoft YaHei, PingFang SC, WenQuanYi Micro Hei, sans-serif";
  chart.setOption({
    animation: false,
    aria: { enabled: true, label: { description: `${title}，${items.map((item) => `${item.name} ${amount(item.value, measure)} ${UNITS[measure]}`).join("，")}` } },
    textStyle: { fontFamily: font },
    grid: { left: 0, right: 130, top: 30, bottom: -20 },
    xAxis: { type: "value", min: 0, show: false },
    yAxis: { type: "category", inverse: true, data: items.map((item) => item.name), axisLine: { show: false }, axisTick: { show: false }, axisLabel: { inside: true, verticalAlign: "bottom", padding: [0, 0, 22, 0], fontSize: 44, color: "#18211d", align: "left", margin: 0 }, z: 3 },
    series: [{ type: "bar", barWidth: 26, data: items.map((item) => item.value), itemStyle: { color: "#f0b429", borderRadius: 6 }, label: { show: true, position: "right", fontSize: 46, fontWeight: 700, distance: 12, color: "#18211d", formatter: ({ value }) => amount(value, measure) } }],
  });
  $("chart").dataset.ready = "1";
}

async function refresh(name, draw) {
  const board = boards[name];
  const answer = await fetch($(name).dataset.url, {
    headers: board.etag ? { "If-None-Match": board.etag } : {},
    cache: "no-store",
    signal: giveUpAfter(POLL_TIMEOUT_MS),
  });
  if (answer.status === 200) {
    const body = await answer.json();
    board.etag = answer.headers.get("ETag") ?? "";
    board.items = body.items.slice(0, PLACES_MAX);
    if (body.as_of) asOf = body.as_of;
    draw();
  } else if (answer.status !== 304) throw new Error("busy");
}

function tellTime(fresh) {
  const clock = (moment) => moment.toLocaleTimeString("zh-CN", { timeZone: "Asia/Shanghai", hour12: false, hour: "2-digit", minute: "2-digit" });
  const [, month, date] = new Intl.DateTimeFormat("sv-SE", { timeZone: "Asia/Shanghai" }).format(new Date()).split("-").map(Number);
  if (fresh) asOf = new Date().toISOString();
  if (asOf) {
    $("as-of").textContent = clock(new Date(asOf));
    $("as-of").setAttribute("datetime", asOf);
  }
  const stale = asOf && Date.now() - Date.parse(asOf) > STALE_MS;
  $("clock").textContent = stale ? `数据截至 ${clock(new Date(asOf))}` : `${month}月${date}日 ${clock(new Date())}`;
}

async function poll() {
  const fresh = await Promise.all([refresh("lead", showLead), refresh("beside", showBeside)]).then(() => true, () => false);
  tellTime(fresh);
  setTimeout(poll, POLL_MS);
}

addEventListener("resize", () => chart?.resize());
setInterval(turn, TURN_MS);
poll();

// The list of stations by distance, where the visitor allows it: reckoned on the phone, never sent.
import { awayWords, metresBetween, whereAmI, whyNot } from "./distance.js";
import { fill, giveUpAfter } from "./page.js";

const PAGE = 200;
const PAGES_MAX = 20;
const SHOWN = 20;
const TIMEOUT_MS = 10_000;
const $ = (id) => document.getElementById(id);

/** What is looked for besides the district: whoever wants to charge goes to the nearest socket. */
const asked = () => [...document.querySelectorAll("#filters input[type=hidden]")].map((it) => `&${it.name}=${encodeURIComponent(it.value)}`).join("");

/** Every station of the city that is wanted and says where it lies; those on this page when there is no network. */
async function everyStation() {
  const found = [];
  let cursor = "";
  for (let page = 0; page < PAGES_MAX; page += 1) {
    const next = cursor ? `&cursor=${encodeURIComponent(cursor)}` : "";
    const answer = await fetch(`/api/v1/stations?limit=${PAGE}${asked()}${next}`, { signal: giveUpAfter(TIMEOUT_MS) });
    if (!answer.ok) throw new Error("no stations");
    const body = await answer.json();
    found.push(...body.items.filter((it) => it.location));
    if (!body.next) break;
    cursor = body.next;
  }
  return found.map((it) => ({
    id: it.station_id,
    name: it.name,
    words: [it.closed_since ? "停止开放" : it.hours, it.services.filter((words) => !it.out_of_order.includes(words.split(" ")[0])).join("、")].filter(Boolean).join(" · "),
    lat: it.location.lat_deg,
    lon: it.location.lon_deg,
  }));
}

const here = () =>
  [...document.querySelectorAll("section[data-lat]")].map((it) => ({
    id: it.id.slice(1),
    name: it.getAttribute("aria-label"),
    words: it.querySelector(".rb-note").textContent,
    lat: Number(it.dataset.lat),
    lon: Number(it.dataset.lon),
  }));

function row(station) {
  const part = $("nearest-row").content.cloneNode(true);
  part.querySelector("a").href = `/stations/${station.id}`;
  part.querySelector("strong").textContent = station.name;
  part.querySelector("[data-words]").textContent = station.words;
  part.querySelector("[data-away]").textContent = awayWords(station.away);
  return part;
}

/** Puts the visitor into the sketch, if they are in it. */
function markMe(me) {
  const sketch = $("sketch");
  const mark = $("me-mark");
  if (!mark) return;
  const middle = { lat: Number(sketch.dataset.lat), lon: Number(sketch.dataset.lon) };
  const scale = Number(sketch.dataset.metres);
  const east = Math.sign(me.lon - middle.lon) * metresBetween(middle, { lat: middle.lat, lon: me.lon });
  const north = Math.sign(me.lat - middle.lat) * metresBetween(middle, { lat: me.lat, lon: middle.lon });
  const [, , width, height] = sketch.querySelector("svg").getAttribute("viewBox").split(" ").map(Number);
  const x = width / 2 + east / scale;
  const foot = Number(sketch.querySelector("[data-foot]").dataset.foot);
  const y = (height - foot) / 2 - north / scale;
  if (x < 0 || y < 0 || x > width || y > height) return;
  mark.setAttribute("transform", `translate(${x.toFixed(1)} ${y.toFixed(1)})`);
  mark.removeAttribute("hidden");
}

async function sortByDistance(me) {
  const all = await everyStation().catch(here);
  const sorted = all.map((it) => ({ ...it, away: metresBetween(me, it) })).sort((one, other) => one.away - other.away);
  if (!sorted.length) {
    $("near-said").textContent = "还没有驿站登记过位置，先按旗县区挑。";
    return;
  }
  fill($("nearest-rows"), ...sorted.slice(0, SHOWN).map(row));
  $("nearest").hidden = false;
  $("listed").hidden = true;
  $("near-said").textContent = "按直线距离排的，实际路程会远一些。位置没有离开您的手机。";
}

async function near() {
  $("near").disabled = true;
  $("near-said").textContent = "正在找您的位置…";
  try {
    const me = await whereAmI();
    markMe(me);
    const only = $("only");
    if (only) {
      const away = metresBetween(me, { lat: Number(only.dataset.lat), lon: Number(only.dataset.lon) });
      $("near-said").textContent = `${awayWords(away)}（直线）。位置没有离开您的手机。`;
    } else {
      await sortByDistance(me);
    }
  } catch (error) {
    $("near-said").textContent = whyNot(error);
  }
  $("near").disabled = false;
}

if (navigator.geolocation && $("near")) {
  $("near").hidden = false;
  $("near").addEventListener("click", near);
}
$("near-off")?.addEventListener("click", () => {
  $("nearest").hidden = true;
  $("listed").hidden = false;
  $("near").focus();
});

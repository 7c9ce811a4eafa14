// Lists of what is on this phone only: drafts, what waits for the network, what came back.
import { REFUSALS } from "./messages.js";
import { discard, entries } from "./queue.js";
import { foundWords } from "./round-words.js";

const VOTES = { for: "同意", against: "不同意", recused: "回避" };
const day = (iso) => new Date(iso).toLocaleString("zh-CN", { timeZone: "Asia/Shanghai", hour12: false, month: "numeric", day: "numeric", hour: "2-digit", minute: "2-digit" });

const SHOWN = {
  scans: () => ({ title: "扫码", words: "", address: "" }),
  checks: (it) => ({ title: it.title, words: foundWords(it), address: `/rounds/gates/${it.household_id}?item=${it.item_code}` }),
  claims: (it) => ({
    title: `申报：${it.title || "还没选哪一条"}`,
    words: it.photos.length ? `照片 ${it.photos.length}` : "",
    address: `/claims/new${it.form === "neighbour" ? "?for=neighbour" : ""}#draft=${it.key}`,
  }),
  reports: (it) => ({
    title: `随手拍：${it.title || "还没选是什么"}`,
    words: it.photos.length ? `照片 ${it.photos.length}` : "",
    address: `/reports/new#draft=${it.key}`,
  }),
  votes: (it) => ({ title: `评议：${it.title}`, words: VOTES[it.vote], address: `/reviews/${it.claim_id}` }),
};

function row(place, entry) {
  const { title, words, address } = SHOWN[entry.kind ?? "scans"](entry);
  const part = place.querySelector(`template[data-state="${entry.state ?? "waiting"}"]`).content.cloneNode(true);
  const why = entry.state === "refused" ? (REFUSALS[entry.problem.code] ?? REFUSALS.internal_error).headline : "";
  part.querySelector("strong").textContent = title;
  part.querySelector("[data-words]").textContent = [day(entry.occurred_at), why || words].filter(Boolean).join(" ");
  const open = part.querySelector("a");
  if (open) open.href = address;
  const drop = part.querySelector("[data-drop]");
  if (drop) {
    drop.setAttribute("aria-label", `丢掉：${title}`);
    drop.addEventListener("click", async () => {
      await discard(entry.key);
      show();
    });
  }
  return part;
}

async function show() {
  const all = await entries();
  for (const place of document.querySelectorAll("[data-outbox]")) {
    const kinds = place.dataset.outbox.split(" ");
    const found = all.filter((it) => kinds.includes(it.kind ?? "scans"));
    const list = place.querySelector("ul");
    place.hidden = found.length === 0;
    list.textContent = "";
    list.append(...found.map((it) => row(place, it)));
  }
}

document.body.addEventListener("scans-sent", show);
show();

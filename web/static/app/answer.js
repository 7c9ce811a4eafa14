// What a scan came to, in words: from the API's answer to {tone, title, words, facts, code, button, to}.
import { ALREADY, REFUSALS, RESULTS } from "./messages.js";

const MINUTE_DECIMALS = 10;
const UNKNOWN = REFUSALS.internal_error;

const hours = (minutes) => (Math.floor((minutes * MINUTE_DECIMALS) / 60) / MINUTE_DECIMALS).toFixed(1);
const clock = (iso) => new Date(iso).toLocaleTimeString("zh-CN", { timeZone: "Asia/Shanghai", hour12: false, hour: "2-digit", minute: "2-digit" });
const day = (iso) => {
  const [, month, date] = new Intl.DateTimeFormat("sv-SE", { timeZone: "Asia/Shanghai" }).format(new Date(iso)).split("-").map(Number);
  return `${month}月${date}日`;
};

function factsOf(body) {
  const facts = [];
  if (body.place?.name) facts.push(["地方", body.place.name]);
  if (body.occurred_at) facts.push(["时间", clock(body.occurred_at)]);
  if (Number.isInteger(body.minutes)) facts.push(["时长", `${body.minutes} 分钟（${hours(body.minutes)} 小时）`]);
  if (body.held_minutes > 0) facts.push(["待确认", `${body.held_minutes} 分钟`]);
  if (body.points > 0) facts.push(["积分", `+${body.points}`]);
  if (body.visits_today > 0 && body.result !== "scan_undone") facts.push(["今天到站", `第 ${body.visits_today} 次`]);
  return facts;
}

/** A rider's visit is said in one line: there is a question below it, and gloves on. */
function placeAndTime(body) {
  return [body.place?.name, body.occurred_at && clock(body.occurred_at)].filter(Boolean).join("，");
}

/** Whether a scan was somebody's at a station, so that it may be said what for. */
export const isVisit = (body) => ["visit_counted", "visit_declared"].includes(body.result) || body.code === "visit_already_counted";

/** The home, drawn only when it knows what was just recorded. */
const homeAfter = (position) => (Number.isInteger(position) ? `/?after=${position}` : "/");

/** The words for a scan that counted. */
export function told(body) {
  const [title, words] = RESULTS[body.result] ?? ["记好了", ""];
  // Of those who may open a gate only grid workers walk a round.
  if (body.household && document.body.dataset.role === "grid_worker") {
    const { household_id: id, group, number } = body.household;
    return { tone: "ok", title: `${group} ${number} 户`, words: "门牌对得上", facts: [], code: "", button: "看这一户", to: `/rounds/gates/${id}` };
  }
  const points = body.result === "visit_counted" && body.points > 0 ? `到站 +${body.points} 分` : title;
  if (body.voucher) return { tone: "ok", title, words, facts: [], code: "", button: "去柜台核对", to: `/shop/counter?voucher=${body.voucher.voucher_id}` };
  if (isVisit(body) && document.body.dataset.role === "rider") {
    const where = placeAndTime(body);
    const said = body.result === "visit_declared" ? `${where}。${words}` : where;
    return { tone: "ok", title: points, words: said, facts: [], code: "", button: "完成", to: homeAfter(body.position) };
  }
  const until = body.undo_until ? `扫错了？${clock(body.undo_until)} 以前可以撤销` : "";
  return { tone: "ok", title: points, words, facts: factsOf(body), note: until, code: "", button: "完成", to: homeAfter(body.position) };
}

function refusalFacts(problem) {
  const facts = [];
  if (problem.requested > problem.available) facts.push(["还差", `${problem.requested - problem.available} 分`]);
  if (problem.again_from) facts.push(["再来", `${clock(problem.again_from)} 以后`]);
  if (problem.until) facts.push(["到", `${day(problem.until)} ${clock(problem.until)}`]);
  if (problem.retry_after_s) facts.push(["再等", `${Math.ceil(problem.retry_after_s / 60)} 分钟`]);
  return facts;
}

/** The words for a refusal: what happened, what to do, one button. */
export function refused(problem) {
  const no = REFUSALS[problem.code] ?? UNKNOWN;
  const tone = ALREADY.includes(problem.code) ? "again" : "warn";
  return { tone, title: no.headline, words: no.advice, facts: refusalFacts(problem), code: problem.code ?? "internal_error", button: no.button, to: no.to };
}

/** The words for a scan that stays on the phone for now. */
export function kept(count) {
  return { tone: "info", title: "先存在手机里了", words: "有网后自动上传，不用再扫", facts: [["等着上传", `${count} 次`]], code: "", button: "知道了", to: "/" };
}

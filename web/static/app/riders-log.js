// What a keeper scanned on this phone and what came of each scan, kept over reloads.
//
// A line is `{key, n, token, occurred_at, device_id, state, code?}`; state is "waiting", "counted",
// "again" or "refused". The token goes once there is an answer. A line that waits though the outbox
// holds nothing under its key was answered elsewhere: the same scan is put back under its own key
// and has the same answer again, for a key counts once.
import { database } from "../vendor/outbox.js";
import { ALREADY } from "./messages.js";
import { owner } from "./page.js";
import { find, keep } from "./queue.js";

export const LINES_MAX = 500;
const place = () => `riders-log.${owner()}`;

/** The lines of this keeper, the newest first. */
export async function lines() {
  return (await (await database()).get("kept", place())) ?? [];
}

async function change(how) {
  const transaction = (await database()).transaction("kept", "readwrite");
  const next = how((await transaction.store.get(place())) ?? []);
  await transaction.store.put(next, place());
  await transaction.done;
  return next;
}

/** Notes a scan; answered lines give way where there are too many. */
export function add(scan) {
  return change((all) => {
    const n = (all[0]?.n ?? 0) + 1;
    const next = [{ ...scan, n, state: "waiting" }, ...all];
    const waits = next.filter((it) => it.state === "waiting").length;
    let room = Math.max(0, LINES_MAX - waits);
    return next.filter((it) => it.state === "waiting" || room-- > 0);
  });
}

const stateOf = ({ status, body }) => {
  if (status >= 200 && status < 300) return "counted";
  return ALREADY.includes(body?.code) ? "again" : "refused";
};

/** Notes what came of scans: answers as the outbox hands them on. */
export function settle(answers) {
  const known = new Map(answers.map((it) => [it.key, it]));
  return change((all) =>
    all.map((it) => {
      const answer = known.get(it.key);
      if (!answer || it.state !== "waiting") return it;
      const { token: _token, ...rest } = it;
      return { ...rest, state: stateOf(answer), code: answer.body?.code ?? "" };
    }),
  );
}

/** Drops the lines that have an answer. */
export const clear = () => change((all) => all.filter((it) => it.state === "waiting"));

/** Takes back a line whose scan could not be kept. */
export const drop = (key) => change((all) => all.filter((it) => it.key !== key));

/** Puts scans back of which nobody here heard the answer; their number. */
export async function askAgain() {
  let asked = 0;
  for (const { key, token, occurred_at, device_id, state } of await lines()) {
    if (state !== "waiting" || (await find(key))) continue;
    await keep({ key, token, occurred_at, device_id });
    asked += 1;
  }
  return asked;
}

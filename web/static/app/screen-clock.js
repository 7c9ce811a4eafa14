// What time it is for a code screen: the server's clock where it was heard, kept for when it is not.

const SKEW_SHOWN_MS = 2000;
const HALF_SECOND_MS = 500; // the header names whole seconds
/** `offline_max_h`: what was scanned later than this after the last answer is looked at by people. */
export const OFFLINE_MAX_MS = 72 * 3_600_000;
/** One step of a code: a clock set back further than this since it was last right is not believed. */
const BACK_MAX_MS = 30_000;

/** What an answer of the server says of this device's clock: `{heardAt, skewMs}`, or null. */
export function heard(dateHeader, deviceMs) {
  const said = Date.parse(dateHeader ?? "");
  if (Number.isNaN(said)) return null;
  const off = said + HALF_SECOND_MS - deviceMs;
  return { heardAt: said, skewMs: Math.abs(off) > SKEW_SHOWN_MS ? off : 0 };
}

/**
 * How the screen stands: `{state, forMs}` with state "online", "offline", "too_long" or "no_clock".
 * `known` is what was last heard (kept over restarts); without it nothing is known of the time.
 */
export function standing(known, deviceMs, isOnline) {
  if (!known) return { state: isOnline ? "online" : "offline", forMs: 0 };
  const forMs = deviceMs + known.skewMs - known.heardAt;
  if (isOnline) return { state: "online", forMs: 0 };
  if (forMs < -BACK_MAX_MS) return { state: "no_clock", forMs: 0 };
  return { state: forMs > OFFLINE_MAX_MS ? "too_long" : "offline", forMs: Math.max(0, forMs) };
}

/** "26 分钟", "3 小时", "2 天 5 小时". */
export function duration(ms) {
  const minutes = Math.floor(ms / 60_000);
  const hours = Math.floor(minutes / 60);
  const days = Math.floor(hours / 24);
  if (!minutes) return "不到 1 分钟";
  if (!hours) return `${minutes} 分钟`;
  if (!days) return `${hours} 小时`;
  return hours % 24 ? `${days} 天 ${hours % 24} 小时` : `${days} 天`;
}

const UNITS = [
  [86_400, "天"],
  [3600, "小时"],
  [60, "分钟"],
];

/** "快 3 小时" or "慢 40 秒": how a clock that is `seconds` ahead looks to people. */
export function offWords(seconds) {
  const ahead = seconds > 0 ? "快" : "慢";
  const much = Math.abs(seconds);
  const [size, unit] = UNITS.find(([it]) => Math.round(much / it) >= 2) ?? [1, "秒"];
  return `${ahead} ${Math.round(much / size)} ${unit}`;
}

// Rotating codes made on the device from its own secret, the very ones the server would make.
// A token is base32 of: version and kind, key id, 8 bytes of subject, low 16 bits of the step,
// 10 bytes of HMAC-SHA256 over all that with the step written in full (qr/layout.py).

export const STEP_S = 30;
const VERSION = 1;
const SUBJECT_BYTES = 8;
const SECRET_BYTES = 32;
const CHECK_BYTES = 4;
const MAC_BYTES = 10;
const ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

/** Base32 in capitals, without padding. */
export function base32(bytes) {
  let text = "";
  let bits = 0;
  let held = 0;
  for (const byte of bytes) {
    held = (held << 8) | byte;
    bits += 8;
    while (bits >= 5) {
      bits -= 5;
      text += ALPHABET[(held >> bits) & 31];
    }
    held &= (1 << bits) - 1;
  }
  return bits ? text + ALPHABET[(held << (5 - bits)) & 31] : text;
}

/** The bytes of a base32 text; throws on a letter that is none of ours. */
export function unbase32(text) {
  const bytes = [];
  let bits = 0;
  let held = 0;
  for (const letter of text.trim().toUpperCase()) {
    const value = ALPHABET.indexOf(letter);
    if (value < 0) throw new Error("not base32");
    held = (held << 5) | value;
    bits += 5;
    if (bits >= 8) {
      bits -= 8;
      bytes.push((held >> bits) & 255);
      held &= (1 << bits) - 1;
    }
  }
  return Uint8Array.from(bytes);
}

/** Reads a device secret's line: `{kind, keyId, subject, secret}`; throws if it is damaged. */
export async function readSecret(text) {
  const raw = unbase32(text);
  const middle = 2 + SUBJECT_BYTES;
  const end = middle + SECRET_BYTES;
  if (raw.length !== end + CHECK_BYTES) throw new Error("not a device secret");
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", raw.slice(0, end)));
  if (raw.slice(end).some((byte, n) => byte !== digest[n])) throw new Error("damaged device secret");
  return { kind: raw[0], keyId: raw[1], subject: raw.slice(2, middle), secret: raw.slice(middle, end) };
}

/** The number of the step that runs at a moment in Unix milliseconds. */
export const stepAt = (ms) => Math.floor(ms / 1000 / STEP_S);

/** Seconds, 1 to 30, that the code of this moment still has. */
export const secondsLeft = (ms) => STEP_S - (Math.floor(ms / 1000) % STEP_S);

/** The step of a moment, written in full. */
function fullStep(ms) {
  const step = stepAt(ms);
  const full = new Uint8Array(8);
  const view = new DataView(full.buffer);
  view.setUint32(0, Math.floor(step / 2 ** 32));
  view.setUint32(4, step % 2 ** 32);
  return full;
}

async function hmac(secret, bytes) {
  const key = await crypto.subtle.importKey("raw", secret, { name: "HMAC", hash: "SHA-256" }, false, ["sign"]);
  return new Uint8Array(await crypto.subtle.sign("HMAC", key, bytes));
}

/** The six digits beside the code at a moment (qr/digits.py). */
export async function makeDigits({ secret }, ms) {
  const label = new TextEncoder().encode("redbee/digits");
  const proof = await hmac(secret, Uint8Array.of(...label, ...fullStep(ms)));
  let rest = 0; // the first 8 bytes as a number modulo a million, byte by byte
  for (const byte of proof.slice(0, 8)) rest = (rest * 256 + byte) % 1_000_000;
  return String(rest).padStart(6, "0");
}

/** The token to show at a moment. */
export async function makeToken({ kind, keyId, subject, secret }, ms) {
  const full = fullStep(ms);
  const head = Uint8Array.of((VERSION << 4) | kind, keyId, ...subject);
  const mac = await hmac(secret, Uint8Array.of(...head, ...full));
  return base32(Uint8Array.of(...head, ...full.slice(6), ...mac.slice(0, MAC_BYTES)));
}

/** The address that goes into the picture, in capitals so that the code stays at version 3. */
export const codeUrl = (host, token) => `HTTPS://${host.toUpperCase()}/Q/${token}`;

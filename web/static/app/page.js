// Small things that in-app browsers of 2020 lack, in one place.

/** A random UUID (version 4). */
export function uuid() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 0x0f) | 0x40;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join("-");
}

/** Puts `parts` in the place of what `place` holds. */
export function fill(place, ...parts) {
  place.textContent = "";
  place.append(...parts);
}

/** Submits a form as its button would. */
export function submit(form) {
  if (form.requestSubmit) form.requestSubmit();
  else form.submit();
}

/** A signal that gives up after `ms`, or none where browsers cannot. */
export const giveUpAfter = (ms) => AbortSignal.timeout?.(ms);

/** Whose page this is: role and person, or "" when nobody is signed in. What is kept is theirs. */
export const owner = () => document.body.dataset.owner ?? "";

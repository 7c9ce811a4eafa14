// The forgery token of this session. A page that came from the cache may carry an old one.
import { owner } from "./page.js";

const meta = document.querySelector('meta[name="csrf-token"]');

/** The token this page was drawn with. */
export const csrfToken = () => meta?.content ?? "";

/**
 * Asks for a page of now and takes its token; false without a network, and when somebody else has
 * signed in meanwhile: what this page keeps must not be sent in their name.
 */
export async function renewCsrfToken() {
  const answer = await fetch("/help", { cache: "no-store" }).catch(() => null);
  if (!answer?.ok) return false;
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const fresh = page.querySelector('meta[name="csrf-token"]')?.content;
  if (!fresh || !meta || (page.body.dataset.owner ?? "") !== owner()) return false;
  meta.content = fresh;
  return true;
}

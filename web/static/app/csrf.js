// The forgery token of this session. A page that came from the cache may carry an old one.

const meta = document.querySelector('meta[name="csrf-token"]');

/** The token this page was drawn with. */
export const csrfToken = () => meta?.content ?? "";

/** Asks for a page of now and takes its token; false without a network. */
export async function renewCsrfToken() {
  const answer = await fetch("/scan", { cache: "no-store", headers: { "X-Fresh": "1" } }).catch(() => null);
  if (!answer?.ok) return false;
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const fresh = page.querySelector('meta[name="csrf-token"]')?.content;
  if (!fresh || !meta) return false;
  meta.content = fresh;
  return true;
}

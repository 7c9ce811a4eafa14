// The service worker of the whole site. The server puts RELEASE and SHELL above this line.
// Static files: from the cache. Pages: from the network, a copy kept for when there is none.
// The API is never cached, and nothing here sends anything: the pages own the outbox.

const SHELL_CACHE = `redbee-shell-${RELEASE}`;
const PAGES_CACHE = `redbee-pages-${RELEASE}`;
const NETWORK_TIMEOUT_MS = 5000;
const FILES = SHELL.filter((address) => address.startsWith("/static/"));
const PAGES = SHELL.filter((address) => !address.startsWith("/static/"));

const PAGES_MAX = 80;
/** A copy of this age is good enough to start from without a network. */
const FRESH_MS = 3_600_000;
const ANY_GATE = "/rounds/gates/any";
// What a code led to once, and who may come in, must be asked every time.
const NEVER_KEPT = /^\/(q|login|logout|desk|me\/sessions|shops\/[^/]+\/basket)(\/|$)/i;

/** Where a page's copy lies: what it waited for (`after`) makes it newer, not another page. */
function place(url) {
  const { pathname, search } = new URL(url, location.href);
  const asked = new URLSearchParams(search);
  asked.delete("after");
  return asked.toString() ? `${pathname}?${asked}` : pathname;
}

/** Drops what was kept for somebody else on this phone, or for the same person in another role. */
async function dropOthers(pages, reader) {
  for (const address of await pages.keys()) {
    const other = (await pages.match(address))?.headers.get("Kept-For");
    if (other === reader) return; // all later ones are this reader's too
    if (other) await pages.delete(address);
  }
}

async function keepPage(request) {
  const answer = await fetch(request);
  const reader = answer.headers.get("Kept-For");
  if (reader) await dropOthers(await caches.open(PAGES_CACHE), reader);
  // A page that sent us to the login must not stand in for itself later.
  const { pathname } = new URL(answer.url || location.href);
  if (answer.ok && !answer.redirected && !NEVER_KEPT.test(pathname)) {
    const pages = await caches.open(PAGES_CACHE);
    await pages.put(place(request.url ?? request), answer.clone());
    const kept = await pages.keys();
    await Promise.all(kept.slice(0, Math.max(0, kept.length - PAGES_MAX)).map((old) => pages.delete(old)));
  }
  return answer;
}

const keepPages = () => Promise.all(PAGES.map((address) => keepPage(address).catch(() => null)));

async function dropOld() {
  const names = await caches.keys();
  const old = names.filter((name) => name.startsWith("redbee-") && name !== SHELL_CACHE && name !== PAGES_CACHE);
  await Promise.all(old.map((name) => caches.delete(name)));
}

self.addEventListener("install", (event) => {
  const fill = async () => {
    await (await caches.open(SHELL_CACHE)).addAll(FILES);
    await keepPages();
    await self.skipWaiting();
  };
  event.waitUntil(fill());
});

self.addEventListener("activate", (event) => {
  event.waitUntil(dropOld().then(() => self.clients.claim()));
});

/** Keeps pages that the page at hand leads to, unless there is a copy of this hour. */
async function keepAhead(addresses) {
  const pages = await caches.open(PAGES_CACHE);
  for (const address of addresses) {
    const kept = await pages.match(address);
    const age = Date.now() - Date.parse(kept?.headers.get("Date") ?? "");
    if (!(age < FRESH_MS)) await keepPage(address).catch(() => null);
  }
}

/** Keeps files of this release that only some desks need: those of the counter. */
async function keepFiles(addresses) {
  const shell = await caches.open(SHELL_CACHE);
  for (const address of addresses) {
    const isOurs = address.startsWith(`/static/${RELEASE}/`);
    if (isOurs && !(await shell.match(address))) await shell.add(address).catch(() => null);
  }
}

self.addEventListener("message", (event) => {
  if (event.data?.files) event.waitUntil(keepFiles(event.data.files));
  if (event.data === "keep-pages") event.waitUntil(keepPages()); // pages of earlier releases say so
  if (event.data?.keep) event.waitUntil(keepPages().then(() => keepAhead(event.data.keep)));
});

function timeout() {
  return new Promise((_, reject) => {
    setTimeout(() => reject(new Error("slow")), NETWORK_TIMEOUT_MS);
  });
}

async function fallBack(url) {
  // A code opened by another camera app: hand it to the scanning page, which keeps it.
  const token = url.pathname.match(/^\/q\/([a-z2-7]{32,36})$/i)?.[1];
  if (token) return Response.redirect(`/scan#q=${token}`, 302);
  const pages = await caches.open(PAGES_CACHE);
  const known = (await pages.match(place(url))) ?? (await pages.match(url.pathname));
  if (known) return known;
  // A gate that was never opened: one page knows them all, and finds which by its address.
  const gate = url.pathname.startsWith("/rounds/gates/") ? await pages.match(ANY_GATE) : null;
  return gate ?? (await pages.match("/offline")) ?? Response.error();
}

async function page(request, url) {
  const fresh = keepPage(request);
  fresh.catch(() => {});
  try {
    // A copy is older than what a page with `after` is to show: it stands in only without a network.
    const isAwaited = url.searchParams.has("after");
    const copy = isAwaited ? null : await caches.match(place(url), { cacheName: PAGES_CACHE });
    return await (copy ? Promise.race([fresh, timeout()]) : fresh);
  } catch {
    return fallBack(url);
  }
}

async function file(request) {
  return (await caches.match(request)) ?? fetch(request);
}

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== "GET" || url.origin !== location.origin || url.pathname.startsWith("/api/")) return;
  if (request.mode === "navigate") event.respondWith(page(request, url));
  else if (url.pathname.startsWith("/static/") || url.pathname === "/manifest.webmanifest") event.respondWith(file(request));
});

/** What a push says; one that cannot be read is still shown, as browsers demand. */
function newsOf(event) {
  try {
    return event.data.json();
  } catch {
    return {};
  }
}

self.addEventListener("push", (event) => {
  const { title = "红蜂账本", body = "有一条消息", address = "/me/messages", tag = "" } = newsOf(event);
  const icon = `/static/${RELEASE}/app/icon-192.png`;
  event.waitUntil(self.registration.showNotification(title, { body, tag, icon, badge: icon, data: { address } }));
});

/** Opens the page of a notification, in a tab that is there already if there is one. */
async function openNews(address) {
  const { pathname } = new URL(address, location.origin);
  const tabs = await self.clients.matchAll({ type: "window" });
  const tab = tabs.find((it) => new URL(it.url).pathname === pathname);
  return tab ? tab.focus() : self.clients.openWindow(pathname);
}

self.addEventListener("notificationclick", (event) => {
  event.notification.close();
  event.waitUntil(openNews(event.notification.data?.address ?? "/me/messages"));
});

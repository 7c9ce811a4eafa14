// IndexedDB behind a plain promise interface: what waits to be sent, and what a device keeps.
import { openDB } from "idb";

const VERSION = 1;

/** The one database of this origin: `outbox` (scans by key) and `kept` (device values by name). */
export function database() {
  return openDB("redbee", VERSION, {
    upgrade(db) {
      db.createObjectStore("outbox", { keyPath: "key" });
      db.createObjectStore("kept");
    },
  });
}

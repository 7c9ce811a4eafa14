// What the server knows this phone by, and the running number of what it keeps for each owner.
import { uuid } from "./page.js";

const DEVICE = "redbee-device";
const NUMBERS = "redbee-kept";

/** This browser's own ID; random, and gone with its storage. */
export function deviceId() {
  let id = localStorage.getItem(DEVICE);
  if (!id) {
    id = uuid();
    localStorage.setItem(DEVICE, id);
  }
  return id;
}

/** Takes the next number of an owner; two tabs never take the same where there are locks. */
async function next(owner) {
  const take = () => {
    const numbers = JSON.parse(localStorage.getItem(NUMBERS) ?? "{}");
    const number = (numbers[owner] ?? 0) + 1;
    localStorage.setItem(NUMBERS, JSON.stringify({ ...numbers, [owner]: number }));
    return number;
  };
  return navigator.locks ? navigator.locks.request(NUMBERS, take) : take();
}

/** A scan with its running number, by which a lost one is noticed; unnumbered without an owner. */
export async function numbered(scan) {
  if (scan.sequence || !scan.owner) return scan;
  return { ...scan, sequence: await next(scan.owner) };
}

// What was found at a gate, in words.
const FOUND = { good: "合格，已申报", not_yet: "还差一点，下回再看", absent: "没人在家，再来" };

/** "合格，已申报，照片 1" */
export function foundWords({ found, photos }) {
  const count = photos?.length ?? 0;
  return `${FOUND[found]}${count ? `，照片 ${count}` : ""}`;
}

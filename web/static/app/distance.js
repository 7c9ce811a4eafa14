// How far things are from the visitor. The visitor's place stays in this phone: nothing here sends
// or keeps it, and what is asked of the server does not depend on it.

const EARTH_M = 6_371_000;
const radians = (degrees) => (degrees * Math.PI) / 180;
const ASK_MS = 15_000;

/** Metres between two places `{lat, lon}` in degrees. */
export function metresBetween(one, other) {
  const north = radians(other.lat - one.lat) / 2;
  const east = radians(other.lon - one.lon) / 2;
  const half = Math.sin(north) ** 2 + Math.cos(radians(one.lat)) * Math.cos(radians(other.lat)) * Math.sin(east) ** 2;
  return 2 * EARTH_M * Math.asin(Math.min(1, Math.sqrt(half)));
}

/** "约 350 米", "约 2.4 公里", "约 18 公里". */
export function awayWords(metres) {
  if (metres < 1000) return `约 ${Math.max(10, Math.round(metres / 10) * 10)} 米`;
  const kilometres = metres / 1000;
  return `约 ${kilometres < 10 ? kilometres.toFixed(1) : Math.round(kilometres)} 公里`;
}

/** Asks where the visitor is, once; raises the browser's own error if that is not told. */
export function whereAmI() {
  return new Promise((resolve, reject) => {
    const told = ({ coords }) => resolve({ lat: coords.latitude, lon: coords.longitude });
    navigator.geolocation.getCurrentPosition(told, reject, { enableHighAccuracy: true, maximumAge: 60_000, timeout: ASK_MS });
  });
}

/** What to say when the place is not told. */
export function whyNot(error) {
  if (error.code === 1) return "没给位置，照样能看：按旗县区挑。";
  return "手机没找到位置。按旗县区挑，或到开阔处再试。";
}

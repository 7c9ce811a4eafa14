// Where the phone is, for one report and only if its owner ticks it: rounded before it is kept.
const TIMEOUT_MS = 15_000;
const DIGITS = 4; // 0.0001 degrees, about 10 m
const PLAIN = "只用于这一条，精确到约 10 米";
const LATE = "没取到位置，请写明地点。";

/** Turns the box on where a browser can tell; `changed` is called once a position is there, or gone. */
export function equipPosition(place, form, changed) {
  const tick = place.querySelector("input");
  const said = place.querySelector("[role=status]");
  const { latitude, longitude } = form.elements;

  function put(found) {
    latitude.value = found ? found.latitude.toFixed(DIGITS) : "";
    longitude.value = found ? found.longitude.toFixed(DIGITS) : "";
  }

  function show() {
    tick.checked = Boolean(latitude.value);
    said.textContent = tick.checked ? `带上了，${PLAIN}` : PLAIN;
  }

  function ask() {
    said.textContent = "正在找位置……";
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => {
        if (!tick.checked) return;
        put(coords);
        show();
        changed();
      },
      () => {
        put(null);
        show();
        said.textContent = LATE;
      },
      { enableHighAccuracy: true, timeout: TIMEOUT_MS, maximumAge: 0 },
    );
  }

  tick.addEventListener("input", (event) => event.stopPropagation()); // it is no field of the form
  tick.addEventListener("change", () => {
    if (tick.checked) return ask();
    put(null);
    show();
    return changed();
  });
  place.hidden = !navigator.geolocation;
  return {
    show,
    forget() {
      put(null);
      show();
    },
  };
}

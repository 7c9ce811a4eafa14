// Marking faces and plates in a picture: rectangles by mouse, finger or keyboard. The server makes what
// lies in them unreadable; here they only lie on top.
const SVG = "http://www.w3.org/2000/svg";
const WHOLE = 1000; // thousandths of the picture, on both sides
const LEAST = 12;
const STEP = 10;
const NEW = { left: 400, top: 400, width: 200, height: 200 };
const form = document.querySelector("[data-redact]");
const on = form.querySelector("[data-redact-on]");
const said = form.querySelector("[data-redact-said]");
const add = form.querySelector("[data-redact-add]");
const drop = form.querySelector("[data-redact-drop]");
const send = form.querySelector("[data-redact-send]");
const max = Number(form.dataset.max);
const plain = send.textContent;
let areas = []; // {left, top, width, height, rect, input}
let held = null; // what the pointer moves or draws, and from where

const within = (value, least, most) => Math.min(Math.max(Math.round(value), least), most);

function put(area, { left, top, width, height }) {
  area.width = within(width, LEAST, WHOLE);
  area.height = within(height, LEAST, WHOLE);
  area.left = within(left, 0, WHOLE - area.width);
  area.top = within(top, 0, WHOLE - area.height);
  for (const [name, value] of [["x", area.left], ["y", area.top], ["width", area.width], ["height", area.height]]) area.rect.setAttribute(name, value);
  area.input.value = [area.left, area.top, area.width, area.height].join(",");
}

function tell(words) {
  areas.forEach((it, n) => it.rect.setAttribute("aria-label", `框 ${n + 1}，左 ${it.left}，上 ${it.top}，宽 ${it.width}，高 ${it.height}`));
  said.textContent = words;
  add.disabled = areas.length >= max;
  drop.hidden = !areas.length;
  send.textContent = areas.length ? `遮住 ${areas.length} 处，公开` : plain;
}

function create(shape) {
  const rect = document.createElementNS(SVG, "rect");
  const input = document.createElement("input");
  input.type = "hidden";
  input.name = "area";
  rect.setAttribute("tabindex", "0");
  rect.setAttribute("role", "button");
  rect.setAttribute("aria-describedby", "redact-how");
  const area = { rect, input };
  rect.addEventListener("keydown", (event) => pressed(event, area));
  on.append(rect);
  form.append(input);
  areas.push(area);
  put(area, shape);
  return area;
}

function remove(area) {
  const at = areas.indexOf(area);
  areas = areas.filter((it) => it !== area);
  area.rect.remove();
  area.input.remove();
  tell("去掉了一个框。");
  (areas[Math.min(at, areas.length - 1)]?.rect ?? add).focus();
}

const MOVES = { ArrowLeft: [-STEP, 0], ArrowRight: [STEP, 0], ArrowUp: [0, -STEP], ArrowDown: [0, STEP] };

function pressed(event, area) {
  if (event.key === "Delete" || event.key === "Backspace") remove(area);
  else if (event.key in MOVES) {
    const [x, y] = MOVES[event.key];
    const { left, top, width, height } = area;
    put(area, event.shiftKey ? { left, top, width: width + x, height: height + y } : { left: left + x, top: top + y, width, height });
    tell("");
  } else return;
  event.preventDefault();
  event.stopPropagation(); // the desk's own keys do not move then
}

function place(event) {
  const box = on.getBoundingClientRect();
  const part = (value, from, size) => within(((value - from) / size) * WHOLE, 0, WHOLE);
  return { x: part(event.clientX, box.left, box.width), y: part(event.clientY, box.top, box.height) };
}

function take(event) {
  if (!event.isPrimary || event.button > 0) return;
  const { x, y } = place(event);
  const area = areas.find((it) => it.rect === event.target);
  if (!area && areas.length >= max) return tell(`最多 ${max} 个框。`);
  event.preventDefault();
  on.setPointerCapture(event.pointerId);
  held = area ? { area, x, y, from: { ...area } } : { area: null, x, y };
  return area?.rect.focus();
}

function move(event) {
  if (!held) return;
  const { x, y } = place(event);
  if (held.from) {
    put(held.area, { ...held.from, left: held.from.left + x - held.x, top: held.from.top + y - held.y });
    return;
  }
  const shape = { left: Math.min(x, held.x), top: Math.min(y, held.y), width: Math.abs(x - held.x), height: Math.abs(y - held.y) };
  if (!held.area && Math.max(shape.width, shape.height) < LEAST) return; // a tap draws nothing
  if (held.area) put(held.area, shape);
  else held.area = create(shape);
}

function letGo() {
  if (!held) return;
  const { area, from } = held;
  held = null;
  if (!area) return;
  tell(from ? "挪好了。" : `画好了，一共 ${areas.length} 个框。`);
  area.rect.focus();
}

// A quick stroke is no fling: else a browser takes the next tap, that on the button, for its stop.
on.addEventListener("touchstart", (event) => event.preventDefault(), { passive: false });
on.addEventListener("pointerdown", take);
on.addEventListener("pointermove", move);
on.addEventListener("pointerup", letGo);
on.addEventListener("pointercancel", letGo);
add.addEventListener("click", () => {
  const area = create(NEW);
  tell(`加了一个框，一共 ${areas.length} 个。`);
  area.rect.focus();
});
drop.addEventListener("click", () => {
  const chosen = areas.find((it) => it.rect === last) ?? areas[areas.length - 1];
  if (chosen) remove(chosen);
});
let last = null; // the rectangle that had the focus before a button took it
on.addEventListener("focusin", ({ target }) => {
  last = target;
});
for (const it of [on, add, form.querySelector("[data-redact-how]")]) it.removeAttribute("hidden");
form.querySelector("[data-redact-plain]").hidden = true;
tell("");
form.dataset.ready = "1";

// The bar of months under every drawing: how many events, which time is shown, playback.

import { button, el } from "./dom.js";
import { firstDay } from "./days.js";
import { formatDate } from "./names.js";

const HEIGHT = 44;
const TICK = 900;
/** So many months are shown, however lonely. */
const FEW = 36;
const SVG = "http://www.w3.org/2000/svg";

/** Months in which events begin, as sorted "YYYY-MM". */
const begun = (graph) =>
  [...graph.start.keys()].filter((i) => graph.isEvent[i] && firstDay(graph.start[i])).map((i) => firstDay(graph.start[i]).slice(0, 7)).sort();

function range(first, last) {
  const months = [];
  let [year, month] = first.split("-").map(Number);
  for (;;) {
    const name = `${year}-${String(month).padStart(2, "0")}`;
    months.push(name);
    if (name >= last || months.length > 4000) return months;
    [year, month] = month === 12 ? [year + 1, 1] : [year, month + 1];
  }
}

/** Months from the first to the last event, without the few of long ago that would make all others narrow. */
export function crowded(graph) {
  const months = begun(graph);
  if (!months.length) return [];
  const all = range(months[0], months.at(-1));
  if (all.length <= FEW) return all;
  const share = (part) => months[Math.round((months.length - 1) * part)];
  return range(share(0.03), share(0.99));
}

export function setUpMonths(root, page) {
  const { graph, names } = page;
  const months = crowded(graph);
  root.hidden = months.length < 2;
  if (root.hidden) return { refresh() {} };
  const bars = document.createElementNS(SVG, "svg");
  bars.setAttribute("preserveAspectRatio", "none");
  bars.setAttribute("viewBox", `0 0 ${months.length} ${HEIGHT}`);
  bars.setAttribute("aria-hidden", "true");
  const chosen = el("div", { class: "chosenTime", hidden: true });
  const years = el("div", { class: "years", aria: { hidden: "true" } });
  const track = el("div", { class: "track" }, bars, chosen, years);
  const field = (key) => el("input", { type: "text", size: 8, placeholder: "YYYY-MM", data: { key } });
  const [from, to] = [field("since"), field("until")];
  const play = button("▶", "", () => (timer ? stop() : start()));
  const clear = button("×", "", () => setTime(null, null));
  root.replaceChildren(play, from, track, to, clear);

  let timer = 0;
  const setTime = (since, until, step = true) => page.set({ since, until }, step);
  const stop = () => {
    clearInterval(timer);
    timer = 0;
    play.textContent = "▶";
  };
  const start = () => {
    play.textContent = "❚❚";
    const { since, until } = page.state;
    const width = since && until ? Math.max(1, indexOf(until) - indexOf(since) + 1) : 1;
    let at = since && indexOf(until ?? since) < months.length - 1 ? indexOf(since) : -1;
    const next = () => {
      at++;
      if (at + width > months.length) return stop();
      return setTime(months[at], months[at + width - 1], false);
    };
    next();
    timer = setInterval(next, TICK);
  };
  const indexOf = (month) => {
    const at = months.findIndex((one) => one >= month.slice(0, 7));
    return at < 0 ? months.length - 1 : at;
  };
  for (const input of [from, to]) {
    input.addEventListener("change", () => {
      const valid = /^\d{4}(-\d\d){0,2}$/.test(input.value);
      if (valid || !input.value) page.set({ [input.dataset.key]: input.value || null });
      else input.value = page.state[input.dataset.key] ?? "";
    });
  }
  drag(track, (a, b) => {
    stop();
    setTime(months[Math.floor(a * months.length)], months[Math.min(months.length - 1, Math.floor(b * months.length))]);
  });
  return { refresh };

  function refresh() {
    const { state } = page;
    const counts = new Map(months.map((month) => [month, 0]));
    for (let i = 0; i < graph.n; i++) {
      if (!graph.isEvent[i] || !page.scene.untimed[i]) continue;
      const month = firstDay(graph.start[i]).slice(0, 7);
      if (counts.has(month)) counts.set(month, counts.get(month) + 1);
    }
    const most = Math.max(1, ...counts.values());
    bars.replaceChildren(...[...counts.values()].map((n, k) => bar(k, (n / most) * (HEIGHT - 14))));
    years.replaceChildren(...yearMarks(months));
    chosen.hidden = !state.since && !state.until;
    const a = state.since ? indexOf(state.since) : 0;
    const b = state.until ? indexOf(state.until) : months.length - 1;
    chosen.style.left = `${(a / months.length) * 100}%`;
    chosen.style.width = `${((b - a + 1) / months.length) * 100}%`;
    from.value = state.since ?? "";
    to.value = state.until ?? "";
    for (const [node, key] of [[from, "since"], [to, "until"], [play, "play"], [clear, "allTime"]]) {
      node.title = names.say(key);
      node.setAttribute("aria-label", node.title);
    }
    clear.disabled = chosen.hidden;
    track.title = `${formatDate(months[0], state.lang)} – ${formatDate(months.at(-1), state.lang)}`;
  }
}

function bar(k, height) {
  const rect = document.createElementNS(SVG, "rect");
  const place = { x: k + 0.1, y: HEIGHT - 12 - height, width: 0.8, height };
  for (const [name, value] of Object.entries(place)) rect.setAttribute(name, value);
  return rect;
}

/** Years under the bars, as many as there is room for. */
function yearMarks(months) {
  const marks = months.map((month, k) => [month, k]).filter(([month]) => month.endsWith("-01"));
  const every = Math.ceil(marks.length / 14);
  return marks
    .filter((_, k) => k % every === 0)
    .map(([month, k]) => {
      const mark = el("span", { text: month.slice(0, 4) });
      mark.style.left = `${(k / months.length) * 100}%`;
      return mark;
    });
}

/** Calls `done` with the ends (0 to 1) of a stretch dragged over. */
function drag(track, done) {
  let from = null;
  const share = (event) => {
    const box = track.getBoundingClientRect();
    return Math.max(0, Math.min(0.9999, (event.clientX - box.left) / box.width));
  };
  track.addEventListener("pointerdown", (event) => {
    track.setPointerCapture(event.pointerId);
    from = share(event);
    done(from, from);
  });
  track.addEventListener("pointermove", (event) => {
    if (from !== null) done(Math.min(from, share(event)), Math.max(from, share(event)));
  });
  track.addEventListener("pointerup", () => (from = null));
  track.addEventListener("pointercancel", () => (from = null));
}

// States against states: how often they met, or who visited whom. A cell chooses its events.

import { button, el } from "./dom.js";
import { shorten } from "./labels.js";
import { FONT } from "./painter.js";
import { SURFACE } from "./style.js";

const MOST = 32;
/** Measures of the picture. */
const [LEFT, TOP, CELL] = [210, 56, 30];
const MARK = "#0b5cad";

/** The matrix that is open, as an element, a picture, rows, an object. */
export class Matrix {
  constructor(root, page) {
    Object.assign(this, { root, page });
  }

  show() {
    renderMatrix(this.root, this.page, countsOf(this.page));
  }

  picture() {
    return pictureOf(this.page, countsOf(this.page));
  }

  rows() {
    const { states, at } = countsOf(this.page);
    const { label } = this.page.names;
    return [["", ...states.map(label)], ...states.map((a) => [label(a), ...states.map((b) => at(a, b).length)])];
  }

  data() {
    const { graph, names, state } = this.page;
    const { states, at } = countsOf(this.page);
    const ref = (i) => ({ id: graph.base + graph.id[i], label: names.label(i) });
    return { counted: state.counted, states: states.map(ref), counts: states.map((a) => states.map((b) => at(a, b).length)) };
  }
}

/** States, the most active first; how many there are in all; events of each pair; the most of any. */
function countsOf({ graph, scene, state }) {
  const pairs = state.counted === "visits" ? visits(graph, scene) : contacts(graph, scene);
  const totals = new Map();
  for (const [key, events] of pairs) {
    for (const node of new Set(key.split(" "))) totals.set(+node, (totals.get(+node) ?? 0) + events.length);
  }
  const states = [...totals.keys()].sort((a, b) => totals.get(b) - totals.get(a) || a - b).slice(0, MOST);
  const most = Math.max(1, ...[...pairs.values()].map((events) => events.length));
  return { states, all: totals.size, most, at: (a, b) => pairs.get(`${a} ${b}`) ?? [] };
}

const captionOf = ({ names, state }, { states, all }) =>
  names.say(state.counted === "visits" ? "visitsCaption" : "contactsCaption", { n: states.length, all });

function renderMatrix(root, page, counts) {
  const { names, state } = page;
  const { states, most, at } = counts;
  if (!states.length) {
    root.replaceChildren(el("p", { class: "empty", text: names.say("nothingHere") }));
    return;
  }
  const cell = (a, b) => {
    const events = at(a, b);
    if (!events.length) return el("td", { class: a === b ? "same" : "" });
    const way = `${names.label(a)} ${state.counted === "visits" ? "→" : "–"} ${names.label(b)}`;
    const title = `${way}: ${events.length}`;
    const press = button(String(events.length), title, () => page.pickMany(events), { aria: { label: title } });
    const td = el("td", { class: events.length > most * 0.45 ? "much" : "" }, press);
    td.style.setProperty("--share", `${Math.round(100 * shade(events.length, most))}%`);
    return td;
  };
  const node = (i) => button(names.label(i), names.label(i), () => page.pickNode(i), { class: "node" });
  const corner = el("td", { class: "corner", text: state.counted === "visits" ? names.say("guestByHost") : "" });
  const head = el("tr", {}, corner, ...states.map((i) => el("th", { scope: "col" }, node(i))));
  const rows = states.map((a) => el("tr", {}, el("th", { scope: "row" }, node(a)), ...states.map((b) => cell(a, b))));
  const caption = el("caption", { text: captionOf(page, counts) });
  root.replaceChildren(el("table", { class: "matrix" }, caption, el("thead", {}, head), el("tbody", {}, ...rows)));
}

const shade = (n, most) => 0.12 + 0.88 * Math.sqrt(n / most);

/** The matrix on a canvas or as SVG; columns are numbered as the rows are. */
function pictureOf(page, counts) {
  const { names, scheme } = page;
  const { states, most, at } = counts;
  const surface = SURFACE[scheme];
  const [width, height] = [LEFT + states.length * CELL + 20, TOP + states.length * CELL + 20];
  const draw = (c) => {
    const write = (text, x, y, color = surface.ink) => {
      c.fillStyle = color;
      c.fillText(text, x, y);
    };
    c.fillStyle = surface.paper;
    c.fillRect(0, 0, width, height);
    c.textBaseline = "middle";
    c.textAlign = "left";
    c.font = `12px ${FONT}`;
    write(captionOf(page, counts), 12, 18, surface.faint);
    states.forEach((a, row) => {
      const y = TOP + row * CELL;
      write(`${row + 1}  ${shorten(names.label(a), 26)}`, 12, y + CELL / 2);
      write(String(row + 1), LEFT + row * CELL + 9, TOP - 10, surface.faint);
      states.forEach((b, column) => {
        const n = at(a, b).length;
        const x = LEFT + column * CELL;
        c.globalAlpha = n ? shade(n, most) : a === b ? 0.2 : 0.04;
        c.fillStyle = n ? MARK : surface.ink;
        c.fillRect(x, y, CELL - 1, CELL - 1);
        c.globalAlpha = 1;
        if (n) write(String(n), x + 5, y + CELL / 2, n > most * 0.45 ? "#ffffff" : surface.ink);
      });
    });
  };
  return { width, height, draw };
}

/** "a b" → events in which both states are, in both orders. */
function contacts(graph, scene) {
  const pairs = new Map();
  for (let i = 0; i < graph.n; i++) {
    if (!scene.nodes[i]) continue;
    for (const a of graph.states[i]) for (const b of graph.states[i]) if (a !== b) put(pairs, a, b, i);
  }
  return pairs;
}

/** "guest host" → visits. */
function visits(graph, scene) {
  const pairs = new Map();
  for (let i = 0; i < graph.n; i++) {
    if (!scene.nodes[i]) continue;
    for (const a of graph.guests[i]) for (const b of graph.hosts[i]) if (a !== b) put(pairs, a, b, i);
  }
  return pairs;
}

function put(pairs, a, b, i) {
  const key = `${a} ${b}`;
  if (!pairs.has(key)) pairs.set(key, []);
  pairs.get(key).push(i);
}

// A page for one entity: calendar of its events, whom it met, what it said, offices and sentences.

import { button, el } from "./dom.js";
import { firstDay } from "./days.js";
import { claims, entityFacts, eventList, linksByRole, otherNames } from "./details.js";
import { shorten } from "./labels.js";
import { formatDate } from "./names.js";
import { FONT } from "./painter.js";
import { eventObjects, eventRows } from "./rows.js";
import { SURFACE } from "./style.js";

const PARTNERS = 15;
/** Measures of the picture. */
const [WIDTH, LEFT, CELL, LINE] = [760, 30, 34, 22];

/** The profile that is open, as elements, a picture, rows of its events, an object. */
export class Profile {
  constructor(root, page) {
    Object.assign(this, { root, page });
  }

  show() {
    renderEntity(this.root, this.page);
  }

  picture() {
    return pictureOf(this.page, this.page.state.subject);
  }

  rows() {
    return eventRows(this.page, this.events());
  }

  data() {
    const { graph, names, state } = this.page;
    const i = state.subject;
    if (i < 0) return { events: [] };
    const facts = graph.facts[i].map(({ name, value, start, end }) => ({ name, value: names.phrase(value), start, end }));
    return { id: graph.base + graph.id[i], label: names.label(i), facts, ...eventObjects(this.page, this.events()) };
  }

  events() {
    return this.page.state.subject < 0 ? [] : eventsOf(this.page, this.page.state.subject);
  }
}

function renderEntity(root, page) {
  const { graph, names, state } = page;
  const i = state.subject;
  if (i < 0) {
    root.replaceChildren(el("p", { class: "empty", text: names.say("chooseFirst") }));
    return;
  }
  const events = [];
  const others = [];
  for (const e of graph.edgesOf(i)) (graph.isEvent[graph.otherEnd(e, i)] ? events : others).push(e);
  const numbers = eventsOf(page, i);
  const name = names.label(i);
  root.replaceChildren(
    el(
      "article",
      {},
      el("header", {}, el("p", { class: "kind", text: names.type(i) }), el("h2", { text: name }), otherNames(page, i)),
      el(
        "div",
        { class: "columns" },
        el(
          "div",
          {},
          calendar(page, numbers),
          partners(page, i, numbers, "Person", "metPersons"),
          partners(page, i, numbers, "State", "metStates"),
          entityFacts(page, i),
          linksByRole(page, others, i),
        ),
        el("div", {}, eventList(page, events, i), claims(page, i)),
      ),
    ),
  );
}

/** Visible events of an entity; of a state also those in which somebody stands for it. */
export function eventsOf({ graph, scene }, i) {
  const found = new Set();
  if (graph.isEvent[i]) found.add(i);
  for (const e of graph.edgesOf(i)) {
    const j = graph.otherEnd(e, i);
    if (graph.isEvent[j] && scene.nodes[j]) found.add(j);
  }
  if (graph.families[graph.family[i]] === "State") {
    for (let j = 0; j < graph.n; j++) if (scene.nodes[j] && graph.states[j].includes(i)) found.add(j);
  }
  return [...found].sort((a, b) => a - b);
}

/** Years by months, darker the more there was; a cell narrows the time to its month. */
function calendar(page, events) {
  const { names, state } = page;
  const { counts, years, most } = byMonth(page, events);
  if (!counts.size) return null;
  const short = (m) => shortMonth(m, state.lang);
  const cell = (year, month) => {
    const key = `${year}-${month}`;
    const n = counts.get(key);
    if (!n) return el("td", {});
    const title = `${formatDate(key, state.lang)}: ${n}`;
    const press = button(String(n), title, () => page.set({ since: key, until: key }), { aria: { label: title } });
    const td = el("td", { class: n > most * 0.45 ? "much" : "" }, press);
    td.style.setProperty("--share", `${Math.round(15 + 85 * (n / most))}%`);
    return td;
  };
  const head = el("tr", {}, el("td", {}), ...months.map((m) => el("th", { scope: "col", text: short(m) })));
  const rows = years.map((y) => el("tr", {}, el("th", { scope: "row", text: y }), ...months.map((m) => cell(y, m))));
  const table = el("table", { class: "matrix calendar" }, el("thead", {}, head), el("tbody", {}, ...rows));
  return el("section", {}, el("h3", { text: names.say("calendar") }), table);
}

const months = Array.from({ length: 12 }, (_, k) => String(k + 1).padStart(2, "0"));
const shortMonth = (m, lang) => formatDate(`2024-${m}`, lang).replace(/[\d.,]+|г\.?|ж\.?|-yil/g, "").trim().slice(0, 3);

/** How many events begin in each month, the years latest first, and the most of any month. */
function byMonth({ graph }, events) {
  const counts = new Map();
  for (const i of events) {
    const month = firstDay(graph.start[i]).slice(0, 7);
    if (month) counts.set(month, (counts.get(month) ?? 0) + 1);
  }
  const years = [...new Set([...counts.keys()].map((m) => m.slice(0, 4)))].sort().reverse();
  return { counts, years, most: Math.max(1, ...counts.values()) };
}

/** [entity, shared events] of a family, those who share most first. */
function sharing({ graph }, i, events, family) {
  const shared = new Map();
  for (const event of events) {
    const with_ = new Set(family === "State" ? graph.states[event] : []);
    for (const e of graph.edgesOf(event)) {
      const j = graph.otherEnd(e, event);
      if (graph.families[graph.family[j]] === family) with_.add(j);
    }
    with_.delete(i);
    for (const j of with_) shared.set(j, [...(shared.get(j) ?? []), event]);
  }
  return [...shared].sort((a, b) => b[1].length - a[1].length || a[0] - b[0]).slice(0, PARTNERS);
}

/** Entities of a family that share most events with this one. */
function partners(page, i, events, family, title) {
  const { names } = page;
  const top = sharing(page, i, events, family);
  if (!top.length) return null;
  const most = top[0][1].length;
  const row = ([j, found]) => {
    const meter = button(String(found.length), names.say("showEvents"), () => page.pickMany(found), { class: "bar" });
    meter.style.setProperty("--share", `${(found.length / most) * 100}%`);
    return el("li", {}, button(names.label(j), names.type(j), () => page.openEntity(j), { class: "node" }), meter);
  };
  return el("section", {}, el("h3", { text: names.say(title) }), el("ul", { class: "partners" }, ...top.map(row)));
}

/** Calendar and partners on a canvas or as SVG. */
function pictureOf(page, i) {
  if (i < 0) return { width: WIDTH, height: 40, draw: (c) => c.fillRect(0, 0, WIDTH, 40) };
  const { names, scheme, state } = page;
  const surface = SURFACE[scheme];
  const events = eventsOf(page, i);
  const { counts, years, most } = byMonth(page, events);
  const lists = [["metPersons", "Person"], ["metStates", "State"]].map(([title, family]) => [title, sharing(page, i, events, family)]);
  const top = 110 + years.length * CELL;
  const height = top + 60 + Math.max(...lists.map(([, list]) => list.length)) * LINE;
  const draw = (c) => {
    const write = (text, x, y, size = 13, color = surface.ink) => {
      c.font = `${size}px ${FONT}`;
      c.fillStyle = color;
      c.fillText(text, x, y);
    };
    const box = (x, y, w, h, share) => {
      c.globalAlpha = share;
      c.fillStyle = share > 0.1 ? "#0b5cad" : surface.ink;
      c.fillRect(x, y, w, h);
      c.globalAlpha = 1;
    };
    c.fillStyle = surface.paper;
    c.fillRect(0, 0, WIDTH, height);
    c.textBaseline = "middle";
    c.textAlign = "left";
    write(names.label(i), LEFT, 34, 24);
    write(names.type(i), LEFT, 60, 13, surface.faint);
    months.forEach((m, k) => write(shortMonth(m, state.lang), LEFT + 60 + k * CELL, 88, 11, surface.faint));
    years.forEach((year, row) => {
      const y = 100 + row * CELL;
      write(year, LEFT, y + CELL / 2);
      months.forEach((m, k) => {
        const n = counts.get(`${year}-${m}`) ?? 0;
        box(LEFT + 55 + k * CELL, y, CELL - 2, CELL - 2, n ? 0.15 + 0.85 * (n / most) : 0.04);
        if (n) write(String(n), LEFT + 62 + k * CELL, y + CELL / 2, 12, n > most * 0.45 ? "#ffffff" : surface.ink);
      });
    });
    lists.forEach(([title, list], column) => {
      const x = LEFT + column * (WIDTH / 2 - LEFT / 2);
      if (list.length) write(names.say(title), x, top + 20, 12, surface.faint);
      list.forEach(([j, shared], row) => {
        const y = top + 44 + row * LINE;
        box(x + 190, y - 8, 130 * (shared.length / list[0][1].length), 16, 0.3);
        write(shorten(names.label(j), 27), x, y);
        write(String(shared.length), x + 196, y, 12);
      });
    });
  };
  return { width: WIDTH, height, draw };
}

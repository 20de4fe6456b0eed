// A page for one entity: calendar of its events, whom it met, what it said, offices and sentences.

import { button, el } from "./dom.js";
import { firstDay } from "./days.js";
import { claims, entityFacts, eventList, linksByRole, otherNames } from "./details.js";
import { formatDate } from "./names.js";

const PARTNERS = 15;

export function renderEntity(root, page) {
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
  const { graph, names, state } = page;
  const counts = new Map();
  for (const i of events) {
    const month = firstDay(graph.start[i]).slice(0, 7);
    if (month) counts.set(month, (counts.get(month) ?? 0) + 1);
  }
  if (!counts.size) return null;
  const years = [...new Set([...counts.keys()].map((m) => m.slice(0, 4)))].sort().reverse();
  const months = Array.from({ length: 12 }, (_, k) => String(k + 1).padStart(2, "0"));
  const most = Math.max(...counts.values());
  const short = (m) => formatDate(`2024-${m}`, state.lang).replace(/[\d.,]+|г\.?|ж\.?|-yil/g, "").trim().slice(0, 3);
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

/** Entities of a family that share most events with this one. */
function partners(page, i, events, family, title) {
  const { graph, names } = page;
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
  const top = [...shared].sort((a, b) => b[1].length - a[1].length || a[0] - b[0]).slice(0, PARTNERS);
  if (!top.length) return null;
  const most = top[0][1].length;
  const row = ([j, found]) => {
    const meter = button(String(found.length), names.say("showEvents"), () => page.pickMany(found), { class: "bar" });
    meter.style.setProperty("--share", `${(found.length / most) * 100}%`);
    return el("li", {}, button(names.label(j), names.type(j), () => page.openEntity(j), { class: "node" }), meter);
  };
  return el("section", {}, el("h3", { text: names.say(title) }), el("ul", { class: "partners" }, ...top.map(row)));
}

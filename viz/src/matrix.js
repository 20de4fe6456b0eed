// States against states: how often they met, or who visited whom. A cell chooses its events.

import { button, el } from "./dom.js";

const MOST = 32;

export function renderMatrix(root, page) {
  const { graph, names, scene, state } = page;
  const pairs = state.counted === "visits" ? visits(graph, scene) : contacts(graph, scene);
  const totals = new Map();
  for (const [key, events] of pairs) {
    for (const node of new Set(key.split(" "))) totals.set(+node, (totals.get(+node) ?? 0) + events.length);
  }
  const states = [...totals.keys()].sort((a, b) => totals.get(b) - totals.get(a) || a - b).slice(0, MOST);
  if (!states.length) {
    root.replaceChildren(el("p", { class: "empty", text: names.say("nothingHere") }));
    return;
  }
  const most = Math.max(1, ...[...pairs.values()].map((events) => events.length));
  const cell = (a, b) => {
    const events = pairs.get(`${a} ${b}`) ?? [];
    if (!events.length) return el("td", { class: a === b ? "same" : "" });
    const way = `${names.label(a)} ${state.counted === "visits" ? "→" : "–"} ${names.label(b)}`;
    const title = `${way}: ${events.length}`;
    const press = button(String(events.length), title, () => page.pickMany(events), { aria: { label: title } });
    const td = el("td", { class: events.length > most * 0.45 ? "much" : "" }, press);
    td.style.setProperty("--share", `${Math.round(12 + 88 * Math.sqrt(events.length / most))}%`);
    return td;
  };
  const node = (i) => button(names.label(i), names.label(i), () => page.pickNode(i), { class: "node" });
  const head = el(
    "tr",
    {},
    el("td", { class: "corner", text: state.counted === "visits" ? names.say("guestByHost") : "" }),
    ...states.map((i) => el("th", { scope: "col" }, node(i))),
  );
  const rows = states.map((a) => el("tr", {}, el("th", { scope: "row" }, node(a)), ...states.map((b) => cell(a, b))));
  const caption = names.say(state.counted === "visits" ? "visitsCaption" : "contactsCaption", { n: states.length, all: totals.size });
  root.replaceChildren(
    el("table", { class: "matrix" }, el("caption", { text: caption }), el("thead", {}, head), el("tbody", {}, ...rows)),
  );
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

// The same graph as tables: nodes, edges, statistics. Sortable, for screen readers as for eyes.

import { button, el } from "./dom.js";
import { formatDate } from "./names.js";

const PAGE = 100;

export function renderTable(root, page, view) {
  const { state, names } = page;
  const tabs = ["nodes", "edges", "statistics"].map((name) =>
    button(names.say(name), names.say(name), () => page.set({ table: state.table === name ? null : name }), {
      role: "tab",
      aria: { selected: String(state.table === name), controls: "sheet" },
      data: { tab: name },
    }),
  );
  const bar = el("div", { class: "tabs", role: "tablist", aria: { label: names.say("table") } }, ...tabs);
  const parts = [bar];
  if (state.table === "statistics") parts.push(statistics(page));
  else if (state.table) parts.push(sheet(page, view, state.table === "nodes" ? nodeTable(page) : edgeTable(page)));
  root.replaceChildren(...parts);
  root.classList.toggle("open", state.table !== null);
}

/** Numbers in sight: the selection if it has several, else all visible. */
function rowsInSight(page) {
  const { graph, scene, state } = page;
  const several = state.selection.length > 1;
  const nodes = several ? state.selection : numbersOf(scene.nodes);
  const inside = new Set(nodes);
  const edges = several
    ? [...new Set(nodes.flatMap((i) => [...graph.edgesOf(i)]))].filter((e) => scene.edges[e])
    : numbersOf(scene.edges);
  return { nodes, edges, inside };
}

function numbersOf(mask) {
  const numbers = [];
  for (let i = 0; i < mask.length; i++) if (mask[i]) numbers.push(i);
  return numbers;
}

export function nodeTable(page) {
  const { graph, names, state } = page;
  const columns = [
    ["name", (i) => names.label(i)],
    ["type", (i) => names.type(i)],
    ["status", (i) => (graph.status[i] < 0 ? "" : names.term(graph.statuses[graph.status[i]]))],
    ["date", (i) => graph.start[i] ?? "", (i) => formatDate(graph.start[i], state.lang)],
    ["links", (i) => graph.degree(i)],
  ];
  return { rows: rowsInSight(page).nodes, columns, chosen: (i) => state.selection.includes(i), pick: page.pickNode };
}

export function edgeTable(page) {
  const { graph, names, state } = page;
  const columns = [
    ["from", (e) => names.label(graph.source[e])],
    ["role", (e) => names.term(graph.roles[graph.role[e]])],
    ["to", (e) => names.label(graph.target[e])],
    ["date", (e) => graph.start[graph.source[e]] ?? "", (e) => formatDate(graph.start[graph.source[e]], state.lang)],
    ["sentence", (e) => graph.cited[e].map((s) => graph.sentences[s].text).join(" ¶ ")],
  ];
  return { rows: rowsInSight(page).edges, columns, chosen: (e) => state.edge === e, pick: page.pickEdge };
}

function sheet(page, view, { rows, columns, chosen, pick }) {
  const { names } = page;
  const sort = view[page.state.table] ?? { column: -1, down: false, at: 0 };
  const resort = (change) => {
    view[page.state.table] = { ...sort, ...change };
    page.redrawTable();
  };
  const sorted = sort.column < 0 ? rows : sortBy(rows, columns[sort.column][1], sort.down, page.state.lang);
  const at = Math.min(sort.at, Math.max(0, sorted.length - 1));
  const shown = sorted.slice(at, at + PAGE);
  const head = columns.map(([key], k) =>
    el(
      "th",
      { scope: "col", aria: { sort: sort.column !== k ? "none" : sort.down ? "descending" : "ascending" } },
      button(names.say(key), names.say("sortBy", { name: names.say(key) }), () =>
        resort({ column: k, down: sort.column === k && !sort.down, at: 0 }),
      ),
    ),
  );
  const body = shown.map((row) =>
    el(
      "tr",
      { class: chosen(row) ? "chosen" : "" },
      ...columns.map(([, value, text], k) => {
        const shownText = String((text ?? value)(row));
        return k ? el("td", { text: shownText }) : el("th", { scope: "row" }, button(shownText, "", () => pick(row)));
      }),
    ),
  );
  const caption = names.say("rows", { from: shown.length ? at + 1 : 0, to: at + shown.length, n: sorted.length });
  const table = el("table", {}, el("caption", { text: caption }), el("thead", {}, el("tr", {}, ...head)), el("tbody", {}, ...body));
  const pager = el(
    "p",
    { class: "pager" },
    button("‹", names.say("previous"), () => resort({ at: Math.max(0, at - PAGE) }), { disabled: at === 0 }),
    button("›", names.say("next"), () => resort({ at: at + PAGE }), { disabled: at + PAGE >= sorted.length }),
  );
  const frame = { class: "sheet", id: "sheet", role: "tabpanel", tabIndex: 0, aria: { label: names.say("table") } };
  return el("div", frame, sorted.length > PAGE ? pager : null, table);
}

function sortBy(rows, value, down, lang) {
  const compare = new Intl.Collator(lang, { numeric: true }).compare;
  const keyed = rows.map((row) => [value(row), row]);
  keyed.sort(([a, i], [b, j]) => (typeof a === "number" ? a - b : compare(a, b)) || i - j);
  const sorted = keyed.map(([, row]) => row);
  return down ? sorted.reverse() : sorted;
}

function statistics(page) {
  const { graph, names, state } = page;
  const { nodes, edges } = rowsInSight(page);
  const tally = (numbers, key) => {
    const counts = new Map();
    for (const i of numbers) counts.set(key(i), (counts.get(key(i)) ?? 0) + 1);
    return [...counts].filter(([name]) => name).sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1));
  };
  const dates = nodes.map((i) => graph.start[i]).filter(Boolean).sort();
  const degree = new Map(nodes.map((i) => [i, 0]));
  for (const e of edges) {
    for (const i of [graph.source[e], graph.target[e]]) if (degree.has(i)) degree.set(i, degree.get(i) + 1);
  }
  const top = [...degree].filter(([i]) => !graph.isEvent[i]).sort((a, b) => b[1] - a[1] || a[0] - b[0]).slice(0, 12);
  const block = (title, rows) =>
    rows.length
      ? el("section", {}, el("h3", { text: title }), el("table", {}, el("tbody", {}, ...rows.map(([name, number]) => el("tr", {}, el("th", { scope: "row", text: name }), el("td", { text: String(number) }))))))
      : null;
  return el(
    "div",
    { class: "sheet statistics", id: "sheet", role: "tabpanel", tabIndex: 0, aria: { label: names.say("statistics") } },
    block(names.say("statistics"), [
      [names.say("nodes"), nodes.length],
      [names.say("edges"), edges.length],
      [names.say("from"), formatDate(dates[0], state.lang)],
      [names.say("to"), formatDate(dates.at(-1), state.lang)],
    ]),
    block(names.say("mostLinked"), top.map(([i, d]) => [names.label(i), d])),
    block(names.say("type"), tally(nodes, (i) => names.type(i))),
    block(names.say("status"), tally(nodes, (i) => (graph.status[i] < 0 ? "" : names.term(graph.statuses[graph.status[i]])))),
    block(names.say("role"), tally(edges, (e) => names.term(graph.roles[graph.role[e]]))),
  );
}

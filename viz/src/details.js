// The panel beside the drawing: what is known of a node, an edge or several nodes, and who says so.

import { eventOf } from "./data.js";
import { button, el, link } from "./dom.js";
import { formatDate, formatSpan } from "./names.js";

const NEIGHBOURS = 40;

export function renderDetails(root, page) {
  const { state } = page;
  const parts =
    state.edge >= 0
      ? edgeDetails(page, state.edge)
      : state.selection.length > 1
        ? manyDetails(page)
        : state.selection.length === 1
          ? nodeDetails(page, state.selection[0])
          : [];
  root.hidden = parts.length === 0;
  root.replaceChildren(...parts);
  root.scrollTop = 0;
}

function nodeDetails(page, i) {
  const { graph, names, state } = page;
  return [
    heading(page, names.type(i), names.label(i)),
    actions(page, i),
    otherNames(page, i),
    ...timeAndStatus(page, i),
    facts(page, i),
    sentences(page, sentencesOf(graph, i)),
    neighbours(page, i),
    el("p", { class: "iri" }, iri(graph, i)),
  ].filter(Boolean);

  function iri() {
    return link(graph.id[i], graph.base + graph.id[i]);
  }
}

function edgeDetails(page, e) {
  const { graph, names } = page;
  const event = eventOf(graph, e);
  const [a, b] = [graph.source[e], graph.target[e]];
  const title = `${names.label(a)} → ${names.label(b)}`;
  return [
    heading(page, names.term(graph.roles[graph.role[e]]), title),
    el("p", { class: "ends" }, nodeButton(page, a), nodeButton(page, b)),
    ...(event >= 0 ? timeAndStatus(page, event) : []),
    sentences(page, graph.cited[e].length || event < 0 ? graph.cited[e] : sentencesOf(graph, event)),
  ].filter(Boolean);
}

function manyDetails(page) {
  const { names, state } = page;
  const chosen = state.selection;
  return [
    heading(page, names.say("selection"), names.say("nodesChosen", { n: chosen.length })),
    el(
      "p",
      { class: "actions" },
      button(names.say("focus"), names.say("focusHelp"), () => page.focus(chosen, 1)),
      button(names.say("hide"), names.say("hideHelp"), () => page.hide(chosen)),
      chosen.length === 2 &&
        button(names.say("path"), names.say("pathHelp"), () => page.findPath(chosen[0], chosen[1])),
    ),
    el("ul", { class: "nodes" }, ...chosen.slice(0, 200).map((i) => el("li", {}, nodeButton(page, i)))),
  ];
}

function heading(page, kind, title) {
  const { names } = page;
  return el(
    "header",
    {},
    el("p", { class: "kind", text: kind }),
    button("×", names.say("close"), page.clear, { class: "close", aria: { label: names.say("close") } }),
    el("h2", { text: title }),
  );
}

function actions(page, i) {
  const { names, state } = page;
  const depth = state.focus?.nodes.includes(i) ? state.focus.depth : 0;
  return el(
    "p",
    { class: "actions" },
    ...[1, 2, 3].map((d) =>
      button(d === 1 ? names.say("focus") : `${d}`, names.say("focusDepth", { n: d }), () => page.focus([i], d), {
        aria: { pressed: String(depth === d), label: names.say("focusDepth", { n: d }) },
      }),
    ),
    state.focus && button(names.say("showAll"), names.say("showAllHelp"), page.unfocus),
    state.focus && !depth && button(names.say("expand"), names.say("expandHelp"), () => page.expand(i)),
    button(names.say("hide"), names.say("hideHelp"), () => page.hide([i])),
    i in state.moved && button(names.say("unpin"), names.say("unpinHelp"), () => page.unpin(i)),
    button(names.say("pathFrom"), names.say("pathHelp"), () => page.pathFrom(i)),
  );
}

function otherNames(page, i) {
  const { graph, names } = page;
  const shown = names.label(i);
  const others = [...new Set([...Object.values(graph.label[i] || {}), ...graph.names[i]])];
  const text = others.filter((name) => name !== shown).join(" · ");
  return text ? el("p", { class: "also", text }) : null;
}

function timeAndStatus({ graph, names, state }, i) {
  const rows = [];
  const span = formatSpan(graph.start[i], graph.end[i], state.lang);
  if (span) rows.push([names.say("date"), span]);
  if (graph.status[i] >= 0) rows.push([names.say("status"), names.term(graph.statuses[graph.status[i]])]);
  return rows.length ? [definitions(rows.map(([k, v]) => [k, [el("span", { text: v })]]))] : [];
}

function definitions(rows) {
  return el("dl", {}, ...rows.flatMap(([key, values]) => [el("dt", { text: key }), ...values.map((v) => el("dd", {}, v))]));
}

/** Facts grouped by name; a fact with an article says where it stands. */
function facts(page, i) {
  const { graph, names, state } = page;
  const groups = new Map();
  for (const fact of graph.facts[i]) {
    if (!groups.has(fact.name)) groups.set(fact.name, []);
    groups.get(fact.name).push(fact);
  }
  if (!groups.size) return null;
  const show = (fact) => {
    const text = typeof fact.value === "string" ? names.pick(graph.terms[fact.value]) || fact.value : names.pick(fact.value);
    const span = formatSpan(fact.start, fact.end, state.lang);
    const target = fact.node === undefined ? undefined : graph.byId.get(fact.node);
    return el(
      "span",
      {},
      target === undefined ? el("span", { text }) : nodeButton(page, target, text),
      span ? el("span", { class: "when", text: span }) : null,
      fact.article === undefined ? null : source(page, fact.article),
    );
  };
  return definitions([...groups].map(([name, list]) => [names.term(name), list.map(show)]));
}

function source(page, number) {
  const { graph, state } = page;
  const { title, date, url, publisher } = graph.articles[number];
  const where = [publisher, formatDate(date, state.lang)].filter(Boolean).join(", ");
  return el("span", { class: "source" }, link(title || where, url), title && where ? el("span", { text: ` ${where}` }) : null);
}

/** Sentences that the edges of a node cite: of an event all, of an entity those of its own edges. */
function sentencesOf(graph, i) {
  const cited = new Set();
  for (const e of graph.edgesOf(i)) {
    if (!graph.isEvent[i] || eventOf(graph, e) === i) graph.cited[e].forEach((s) => cited.add(s));
  }
  for (const fact of graph.facts[i]) (fact.sentences ?? []).forEach((s) => cited.add(s));
  return [...cited];
}

function sentences(page, numbers) {
  const { graph, names } = page;
  if (!numbers.length) return null;
  const date = (s) => graph.articles[graph.sentences[s].article].date ?? "";
  const sorted = [...numbers].sort((a, b) => (date(a) < date(b) ? 1 : date(a) > date(b) ? -1 : a - b));
  const quote = (s) => {
    const { text, mark_start: from, mark_end: to, article } = graph.sentences[s];
    const chars = Array.from(text);
    const cut = (a, b) => chars.slice(a, b).join("");
    const body = el("blockquote", {}, cut(0, from));
    if (to > from) body.append(el("mark", { text: cut(from, to) }));
    body.append(cut(Math.max(from, to)));
    return el("li", {}, body, source(page, article));
  };
  const list = el("ol", { class: "quotes" }, ...sorted.slice(0, 20).map(quote));
  if (sorted.length > 20) {
    const more = button(names.say("more", { n: sorted.length - 20 }), "", () => {
      list.append(...sorted.slice(20).map(quote));
      more.remove();
    });
    return el("section", {}, el("h3", { text: names.say("sentences", { n: sorted.length }) }), list, more);
  }
  return el("section", {}, el("h3", { text: names.say("sentences", { n: sorted.length }) }), list);
}

/** Neighbours by role; events with their dates, latest first. */
function neighbours(page, i) {
  const { graph, scene, names, state } = page;
  const byRole = new Map();
  for (const e of graph.edgesOf(i)) {
    const key = `${graph.role[e]} ${graph.source[e] === i ? "→" : "←"}`;
    if (!byRole.has(key)) byRole.set(key, []);
    byRole.get(key).push(e);
  }
  if (!byRole.size) return null;
  const sections = [...byRole].map(([key, edges]) => {
    const [role, arrow] = key.split(" ");
    const when = (e) => graph.start[graph.otherEnd(e, i)] ?? "";
    edges.sort((a, b) => (when(a) < when(b) ? 1 : when(a) > when(b) ? -1 : a - b));
    const items = edges.slice(0, NEIGHBOURS).map((e) => {
      const j = graph.otherEnd(e, i);
      const date = formatDate(graph.start[j], state.lang);
      return el(
        "li",
        { class: scene.nodes[j] ? "" : "unseen" },
        nodeButton(page, j),
        date ? el("span", { class: "when", text: date }) : null,
        graph.cited[e].length ? button("❝", names.say("why"), () => page.pickEdge(e), { class: "why", aria: { label: names.say("why") } }) : null,
      );
    });
    if (edges.length > NEIGHBOURS) items.push(el("li", { class: "when", text: names.say("andMore", { n: edges.length - NEIGHBOURS }) }));
    const title = `${arrow} ${names.term(graph.roles[role])} (${edges.length})`;
    return el("details", { open: edges.length <= 12 || byRole.size === 1 }, el("summary", { text: title }), el("ul", { class: "nodes" }, ...items));
  });
  return el("section", {}, el("h3", { text: names.say("neighbours") }), ...sections);
}

function nodeButton(page, i, text = page.names.label(i)) {
  return button(text, page.names.type(i), () => page.pickNode(i), { class: "node" });
}

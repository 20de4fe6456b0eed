// The panel beside the drawing: what is known of a node, an edge or several nodes, and who says so.

import { eventOf } from "./data.js";
import { firstDay, lastDay } from "./days.js";
import { button, el, link } from "./dom.js";
import { formatDate, formatSpan } from "./names.js";

/** Rows of a list that are shown before "more" is asked for. */
const FEW = 12;
/** Facts of one name that are shown before "more" is asked for. */
const FACTS = 6;
/** Other names that are shown. */
const NAMES = 8;

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
  root.replaceChildren(...parts.filter(Boolean));
  root.scrollTop = 0;
}

function nodeDetails(page, i) {
  const { graph, names } = page;
  const own = graph.isEvent[i] ? eventParts(page, i) : entityParts(page, i);
  const address = el("p", { class: "iri" }, link(graph.id[i], graph.base + graph.id[i]));
  return [heading(page, names.type(i), names.label(i), i), actions(page, i), ...own, address];
}

function eventParts(page, i) {
  const { graph, names, state } = page;
  const span = formatSpan(graph.start[i], graph.end[i], state.lang);
  const status = graph.status[i] < 0 ? "" : names.term(graph.statuses[graph.status[i]]);
  const rows = [
    [names.say("date"), span],
    [names.say("status"), status],
  ].filter(([, value]) => value);
  return [
    definitions(rows.map(([key, value]) => [key, [el("span", { text: value })]])),
    facts(page, i, ["reported", "claim"]),
    linksByRole(page, [...graph.edgesOf(i)], i),
    officesThen(page, i),
    history(page, i),
    sentences(page, sentencesOf(graph, i)),
  ];
}

function entityParts(page, i) {
  const { graph } = page;
  const toEvents = [];
  const others = [];
  for (const e of graph.edgesOf(i)) (graph.isEvent[graph.otherEnd(e, i)] ? toEvents : others).push(e);
  return [
    otherNames(page, i),
    entityFacts(page, i),
    eventList(page, toEvents, i),
    claims(page, i),
    linksByRole(page, others, i),
  ];
}

function edgeDetails(page, e) {
  const { graph, names, state } = page;
  const event = eventOf(graph, e);
  const [a, b] = [graph.source[e], graph.target[e]];
  const cited = graph.cited[e].length || event < 0 ? graph.cited[e] : sentencesOf(graph, event);
  const when = event < 0 ? "" : formatSpan(graph.start[event], graph.end[event], state.lang);
  return [
    heading(page, names.say("link"), capital(names.term(graph.roles[graph.role[e]]))),
    el("p", { class: "ends" }, nodeButton(page, a), el("span", { text: "→", aria: { hidden: "true" } }), nodeButton(page, b)),
    when ? el("p", { class: "when", text: when }) : null,
    sentences(page, cited),
  ];
}

function manyDetails(page) {
  const { names, state } = page;
  const chosen = state.selection;
  const path = () => page.findPath(chosen[0], chosen[1]);
  return [
    heading(page, names.say("selection"), names.say("nodesChosen", { n: chosen.length })),
    el(
      "p",
      { class: "actions" },
      button(names.say("focus"), names.say("focusHelp"), () => page.focus(chosen, 1)),
      button(names.say("hide"), names.say("hideHelp"), () => page.hide(chosen)),
      chosen.length === 2 && button(names.say("path"), names.say("pathHelp"), path),
    ),
    list(page, chosen, (i) => el("li", {}, nodeButton(page, i))),
    chosen.length === 2 && commonEvents(page, ...chosen),
  ];
}

/** The events that two take part in, or are states in, latest first. */
function commonEvents(page, a, b) {
  const { graph, names, scene } = page;
  const of = (i) => {
    const ends = [...graph.edgesOf(i)].map((e) => graph.otherEnd(e, i)).filter((j) => graph.isEvent[j] && scene.nodes[j]);
    for (let j = 0; j < graph.n; j++) if (scene.nodes[j] && graph.states[j].includes(i)) ends.push(j);
    return new Set(ends);
  };
  const others = of(b);
  const events = latestFirst(graph, [...of(a)].filter((j) => others.has(j)));
  if (!events.length) return null;
  return section(page, names.say("commonEvents", { n: events.length }), list(page, events, (j) => eventRow(page, j, [])));
}

const latestFirst = (graph, events) => {
  const when = (event) => graph.start[event] ?? "";
  return events.sort((a, b) => (when(a) < when(b) ? 1 : when(a) > when(b) ? -1 : a - b));
};

/** The offices that people in an event held on its first day. */
function officesThen(page, i) {
  const { graph, names } = page;
  const day = firstDay(graph.start[i] ?? graph.end[i]);
  if (!day) return null;
  const holds = ({ name, start, end }) =>
    name === "office" && (start || end) && (!start || firstDay(start) <= day) && (!end || lastDay(end) >= day);
  const people = [...new Set([...graph.edgesOf(i)].map((e) => graph.otherEnd(e, i)))];
  const rows = people
    .map((j) => [j, graph.facts[j].filter(holds)])
    .filter(([, held]) => held.length)
    .map(([j, held]) => [names.label(j), held.map((fact) => oneFact(page, fact))]);
  return rows.length ? section(page, names.say("officesThen"), definitions(rows)) : null;
}

function heading(page, kind, title, i = -1) {
  const { names, state } = page;
  const close = { class: "close", aria: { label: names.say("close") } };
  const badge = i >= 0 && i in state.moved ? ` · ${names.say("pinned")}` : "";
  return el(
    "header",
    {},
    el("p", { class: "kind", text: capital(kind) + badge }),
    button("×", names.say("close"), page.clear, close),
    el("h2", { text: capital(title) }),
  );
}

const capital = (text) => text.charAt(0).toUpperCase() + text.slice(1);

function actions(page, i) {
  const { graph, names, state } = page;
  const depth = state.focus?.nodes.includes(i) ? state.focus.depth : 0;
  const step = (d) => {
    const label = names.say("focusDepth", { n: d });
    const pressed = { pressed: String(depth === d) };
    const look = { aria: d === 1 ? pressed : { ...pressed, label } };
    return button(d === 1 ? names.say("focus") : String(d), label, () => page.focus([i], d), look);
  };
  const act = (name, run) => button(names.say(name), names.say(`${name}Help`), run);
  return el(
    "p",
    { class: "actions" },
    ...[1, 2, 3].map(step),
    state.focus && act("showAll", page.unfocus),
    state.focus && !depth && act("expand", () => page.expand(i)),
    act("collapse", () => page.collapse(i)),
    act("hide", () => page.hide([i])),
    i in state.moved && act("unpin", () => page.unpin(i)),
    !graph.isEvent[i] && act("openEntity", () => page.openEntity(i)),
    button(names.say("pathFrom"), names.say("pathHelp"), () => page.pathFrom(i)),
  );
}

export function otherNames({ graph, names }, i) {
  const shown = names.label(i);
  const others = [...new Set([...Object.values(graph.label[i] || {}), ...graph.names[i]])];
  const text = others.filter((name) => name !== shown).slice(0, NAMES).join(" · ");
  return text ? el("p", { class: "also", text }) : null;
}

function definitions(rows) {
  if (!rows.length) return null;
  const pairs = rows.flatMap(([key, values]) => [
    el("dt", { text: capital(key) }),
    ...values.map((value) => el("dd", {}, value)),
  ]);
  return el("dl", {}, ...pairs);
}

/** Facts but those in `except`, grouped by name. */
function facts(page, i, except) {
  const { graph, names } = page;
  const groups = new Map();
  for (const fact of graph.facts[i]) {
    if (except.includes(fact.name)) continue;
    if (!groups.has(fact.name)) groups.set(fact.name, []);
    groups.get(fact.name).push(fact);
  }
  const row = (fact) => el("li", {}, oneFact(page, fact));
  return definitions([...groups].map(([name, found]) => [names.term(name), [list(page, found, row, "nodes", FACTS)]]));
}

export const entityFacts = (page, i) => facts(page, i, ["claim", "claimsInAll"]);

function oneFact(page, fact) {
  const { graph, names, state } = page;
  const text = names.phrase(fact.value);
  const span = formatSpan(fact.start, fact.end, state.lang);
  const target = fact.node === undefined ? undefined : graph.byId.get(fact.node);
  return el(
    "span",
    {},
    fact.name === "wikidata" ? link(text, `https://www.wikidata.org/wiki/${text}`) : el("span", { text }),
    target === undefined ? null : nodeButton(page, target),
    span ? el("span", { class: "when", text: span }) : null,
    fact.sentences.length ? reasons(page, fact.sentences) : null,
  );
}

/** A sign that opens the sentences behind a fact. */
function reasons(page, numbers) {
  const { names } = page;
  const quotes = el("ol", { class: "quotes", hidden: true }, ...numbers.map((s) => quote(page, s)));
  const toggle = button("❝", names.say("why"), () => {
    quotes.hidden = !quotes.hidden;
    toggle.setAttribute("aria-expanded", String(!quotes.hidden));
  });
  toggle.className = "why";
  toggle.setAttribute("aria-label", names.say("why"));
  toggle.setAttribute("aria-expanded", "false");
  return el("span", {}, toggle, quotes);
}

/** What article after article said of an event's status and date. */
function history(page, i) {
  const { graph, names, state } = page;
  const reports = graph.facts[i].filter((fact) => fact.name === "reported");
  if (!reports.length) return null;
  const row = (fact) =>
    el(
      "li",
      {},
      el("strong", { text: names.phrase(fact.value) }),
      el("span", { class: "when", text: formatSpan(fact.start ?? graph.start[i], fact.end ?? graph.end[i], state.lang) }),
      source(page, fact.article),
    );
  return section(page, names.say("history"), list(page, reports, row, "history"));
}

function section(page, title, ...content) {
  return el("section", {}, el("h3", { text: title }), ...content);
}

/** A list that shows its first rows and the rest on demand. */
function list(page, items, row, name = "nodes", few = FEW) {
  const { names } = page;
  const root = el("ul", { class: name }, ...items.slice(0, few).map(row));
  if (items.length <= few) return root;
  const more = button(names.say("more", { n: items.length - few }), "", () => {
    root.append(...items.slice(few).map(row));
    more.remove();
  });
  more.className = "more";
  return el("div", {}, root, more);
}

function source({ graph, state }, number) {
  if (number === undefined) return null;
  const { title, date, url, publisher } = graph.articles[number];
  const where = [publisher, formatDate(date, state.lang)].filter(Boolean).join(", ");
  return el(
    "span",
    { class: "source" },
    link(title || where, url),
    title && where ? el("span", { text: ` ${where}` }) : null,
  );
}

/** Sentences that the edges of an event cite, the latest article first. */
function sentencesOf(graph, i) {
  const cited = new Set();
  for (const e of graph.edgesOf(i)) {
    if (eventOf(graph, e) === i) graph.cited[e].forEach((s) => cited.add(s));
  }
  return [...cited];
}

function sentences(page, numbers) {
  const { graph, names } = page;
  if (!numbers.length) return null;
  const date = (s) => graph.articles[graph.sentences[s].article].date ?? "";
  const sorted = [...numbers].sort((a, b) => (date(a) < date(b) ? 1 : date(a) > date(b) ? -1 : a - b));
  const title = names.say("sentences", { n: sorted.length });
  return section(page, title, list(page, sorted, (s) => quote(page, s), "quotes"));
}

function quote(page, s, before = null) {
  const { text, from, to, article } = page.graph.sentences[s];
  const chars = Array.from(text);
  const cut = (a, b) => chars.slice(a, b).join("");
  const body = el("blockquote", {}, before, cut(0, from));
  if (to > from) body.append(el("mark", { text: cut(from, to) }));
  body.append(cut(Math.max(from, to)));
  return el("li", {}, body, source(page, article));
}

export function claims(page, i) {
  const { graph, names } = page;
  const found = graph.facts[i].filter((fact) => fact.name === "claim" && fact.sentences.length);
  if (!found.length) return null;
  const date = (fact) => graph.articles[graph.sentences[fact.sentences[0]].article].date ?? "";
  found.sort((a, b) => (date(a) < date(b) ? 1 : date(a) > date(b) ? -1 : 0));
  const row = (fact) =>
    quote(page, fact.sentences[0], el("span", { class: "tag", text: names.phrase(fact.value) }));
  const all = graph.facts[i].find((fact) => fact.name === "claimsInAll")?.value;
  const title = all ? names.say("latestClaims", { n: found.length, all }) : names.say("claims", { n: found.length });
  return section(page, title, list(page, found, row, "quotes", 3));
}

/** The events of an entity, latest first, each with the entity's roles in it. */
export function eventList(page, edges, i) {
  const { graph, names } = page;
  const byEvent = new Map();
  for (const e of edges) {
    const event = graph.otherEnd(e, i);
    if (!byEvent.has(event)) byEvent.set(event, []);
    byEvent.get(event).push(e);
  }
  if (!byEvent.size) return null;
  const events = latestFirst(graph, [...byEvent.keys()]);
  const row = (event) => eventRow(page, event, byEvent.get(event));
  return section(page, names.say("eventsOf", { n: events.length }), list(page, events, row));
}

/** An event in a list: its name, date, status, and the roles that `edges` give. */
function eventRow(page, event, edges) {
  const { graph, names, scene, state } = page;
  const roles = [...new Set(edges.map((e) => names.term(graph.roles[graph.role[e]])))];
  const status = graph.status[event] < 0 ? "" : names.term(graph.statuses[graph.status[event]]);
  const facts = [formatDate(graph.start[event], state.lang), status, roles.join(", ")];
  const [said] = edges.length ? edges : [...graph.edgesOf(event)].filter((e) => graph.cited[e].length);
  return el(
    "li",
    { class: scene.nodes[event] ? "event" : "event unseen" },
    nodeButton(page, event),
    el("span", { class: "when", text: facts.filter(Boolean).join(" · ") }),
    said === undefined ? null : whyButton(page, said),
  );
}

function whyButton(page, e) {
  if (!page.graph.cited[e].length) return null;
  const why = page.names.say("why");
  return button("❝", why, () => page.pickEdge(e), { class: "why", aria: { label: why } });
}

/** Other ends of edges, under their role and direction. */
export function linksByRole(page, edges, i) {
  const { graph, names, scene } = page;
  const groups = new Map();
  for (const e of edges) {
    const key = `${graph.role[e]} ${graph.source[e] === i ? "" : "← "}`;
    if (!groups.has(key)) groups.set(key, []);
    groups.get(key).push(e);
  }
  const row = (e) => {
    const j = graph.otherEnd(e, i);
    return el("li", { class: scene.nodes[j] ? "" : "unseen" }, nodeButton(page, j), whyButton(page, e));
  };
  const rows = [...groups].map(([key, found]) => {
    const [role, ...arrow] = key.split(" ");
    return [arrow.join(" ") + names.term(graph.roles[role]), [list(page, found, row)]];
  });
  return definitions(rows);
}

function nodeButton(page, i, text = page.names.label(i)) {
  return button(text, page.names.type(i), () => page.pickNode(i), { class: "node" });
}

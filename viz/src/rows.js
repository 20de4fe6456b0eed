// What is in sight as rows and as objects, for files: links, events, states against states.

import { eventOf } from "./data.js";
import { NOT_TAKING_PART } from "./overview.js";

const numbersOf = (mask) => [...mask.keys()].filter((i) => mask[i]);
const statusOf = (graph, i) => graph.statuses[graph.status[i]] ?? "";

/** Sentences of a link, and the addresses of their articles. */
function said(graph, sentences) {
  const cited = sentences.map((s) => graph.sentences[s]);
  const addresses = cited.map((s) => graph.articles[s.article].url ?? graph.articles[s.article].title);
  return [cited.map((s) => s.text).join(" ¶ "), [...new Set(addresses)].join(" ")];
}

/** One row a link in sight, below a row of headings. */
export function linkRows({ graph, scene, names }) {
  const rows = numbersOf(scene.edges).map((e) => {
    const [a, b] = [graph.source[e], graph.target[e]];
    return [
      names.label(a), names.type(a), graph.roles[graph.role[e]], names.label(b), names.type(b),
      graph.start[a] ?? "", statusOf(graph, a), ...said(graph, graph.cited[e]),
    ];
  });
  return [["source", "source_type", "role", "target", "target_type", "date", "status", "sentence", "article"], ...rows];
}

/** One row an event, below a row of headings. */
export function eventRows({ graph, names }, events) {
  const list = (nodes) => nodes.map(names.label).join("; ");
  const rows = events.map((i) => [
    graph.base + graph.id[i], names.label(i), graph.types[graph.type[i]].name, graph.start[i] ?? "", graph.end[i] ?? "",
    statusOf(graph, i), list(placesOf(graph, i)), list(partIn(graph, i)), list(graph.states[i]),
    ...said(graph, sentencesOf(graph, i)),
  ]);
  return [["id", "name", "type", "start", "end", "status", "place", "participants", "states", "sentence", "article"], ...rows];
}

/** Events in sight that have a date. */
export const datedEvents = ({ graph, scene }) =>
  numbersOf(scene.nodes).filter((i) => graph.isEvent[i] && (graph.start[i] ?? graph.end[i]));

const endsOf = (graph, i, wanted) =>
  [...new Set([...graph.edgesOf(i)].filter((e) => graph.source[e] === i && wanted(graph.roles[graph.role[e]])).map((e) => graph.target[e]))];
const placesOf = (graph, i) => endsOf(graph, i, (role) => role === "place");
const partIn = (graph, i) => endsOf(graph, i, (role) => !NOT_TAKING_PART.includes(role));
const sentencesOf = (graph, i) => [
  ...new Set([...graph.edgesOf(i)].filter((e) => eventOf(graph, e) === i).flatMap((e) => graph.cited[e])),
];

const withArticle = (graph, s) => ({ ...graph.sentences[s], article: graph.articles[graph.sentences[s].article] });

/** Nodes and links in sight. */
export function graphObject({ graph, scene, names }) {
  const iri = (i) => graph.base + graph.id[i];
  return {
    nodes: numbersOf(scene.nodes).map((i) => ({
      id: iri(i), label: names.label(i), type: graph.types[graph.type[i]].name, status: statusOf(graph, i) || undefined,
      start: graph.start[i], end: graph.end[i], x: scene.x[i], y: scene.y[i],
    })),
    edges: numbersOf(scene.edges).map((e) => ({
      source: iri(graph.source[e]), target: iri(graph.target[e]), role: graph.roles[graph.role[e]],
      sentences: graph.cited[e].map((s) => withArticle(graph, s)),
    })),
  };
}

/** Events with who and what is in them. */
export function eventObjects({ graph, names }, events) {
  const ref = (i) => ({ id: graph.base + graph.id[i], label: names.label(i) });
  return {
    events: events.map((i) => ({
      ...ref(i), type: graph.types[graph.type[i]].name, status: statusOf(graph, i) || undefined,
      start: graph.start[i], end: graph.end[i], places: placesOf(graph, i).map(ref), participants: partIn(graph, i).map(ref),
      states: graph.states[i].map(ref), sentences: sentencesOf(graph, i).map((s) => withArticle(graph, s)),
    })),
  };
}

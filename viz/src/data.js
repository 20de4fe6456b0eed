// The embedded graph as typed arrays, with the edges of each node side by side.

/** The value of JSON that was compressed and written in base64. */
export function unpacked(text) {
  const chars = atob(text);
  const bytes = new Uint8Array(chars.length);
  for (let k = 0; k < chars.length; k++) bytes[k] = chars.charCodeAt(k);
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate-raw"));
  return new Response(stream).json();
}

/** Reads the page's data block (`payload` in page.py). Numbers count from 0; -1 stands for "none". */
export function readGraph(json) {
  const { nodes, edges } = json;
  const id = readIds(nodes.id);
  const n = id.length;
  const m = edges.target.length;
  const start = nodes.start.map(readDate);
  const graph = {
    n,
    m,
    id,
    start,
    base: json.base,
    types: json.types,
    families: json.families,
    statuses: json.statuses,
    roles: json.roles,
    terms: json.terms,
    notes: json.notes,
    overview: json.overview,
    sentences: new Array(json.cited[0]).fill({ text: "", article: 0, from: 0, to: 0 }),
    articles: new Array(json.cited[1]).fill({ title: "" }),
    end: Array.from(start, (date, i) => (i in nodes.end ? readDate(nodes.end[i]) : date)),
    label: spread(nodes.label, n, null),
    names: spread(nodes.names, n, []),
    states: spread(nodes.states, n, []),
    guests: spread(nodes.guests, n, []),
    hosts: spread(nodes.hosts, n, []),
    place: spread(nodes.place, n, null),
    facts: spread(nodes.facts, n, []).map((rows) => rows.map((row) => readFact(row, json))),
    type: Uint16Array.from(nodes.type),
    family: Uint8Array.from(nodes.type, (t) => json.types[t].family),
    isEvent: Uint8Array.from(nodes.type, (t) => (json.types[t].event ? 1 : 0)),
    status: Int8Array.from(nodes.status),
    community: Int32Array.from(nodes.community),
    homeX: Float32Array.from(nodes.x),
    homeY: Float32Array.from(nodes.y),
    source: Int32Array.from(edges.out.flatMap((count, i) => new Array(count).fill(i))),
    target: Int32Array.from(edges.target),
    role: Uint16Array.from(edges.role),
    event: Int32Array.from(spread(edges.event, m, 0), (event) => event - 1),
    cited: readCited(edges.sentences),
  };
  Object.assign(graph, incidence(graph));
  graph.size = Float32Array.from(nodes.size, (s, i) => s || graph.degree(i));
  graph.radius = Float32Array.from(graph.size, (s, i) => radiusOf(s, graph.isEvent[i]));
  graph.byId = new Map(id.map((one, i) => [one, i]));
  return graph;
}

/** Fills in what articles say (`texts` in page.py): the graph is drawn before. */
export function readTexts(graph, { articles, passages, sentences }) {
  graph.articles = articles.map(([title, date, url, publisher]) => ({ title, date, url, publisher }));
  graph.sentences = sentences.map(([passage = 0, from = 0, to = 0]) => {
    const [text, article] = passages[passage];
    return { text, article, from, to };
  });
}

/** A column of which only the cells that differ from the usual were kept. */
const spread = (cells, length, usual) => Array.from({ length }, (_, i) => cells[i] ?? usual);

/** 20251114 → "2025-11-14", 202511 → "2025-11", ".." as it is, 0 → null. */
function readDate(number) {
  if (!number || number === "..") return number || null;
  const digits = String(number);
  return [digits.slice(0, 4), digits.slice(4, 6), digits.slice(6)].filter(Boolean).join("-");
}

/** Ids of which each begins like the one before it. */
function readIds(coded) {
  const ids = [];
  for (let k = 0; k < coded.length; k += 2) {
    ids.push((ids.at(-1) ?? "").slice(0, coded[k]) + coded[k + 1]);
  }
  return ids;
}

function readCited(rows) {
  let before = [];
  return rows.map((row) => (before = row === 1 ? before : row || []));
}

function readFact([name, value, start, end, article, node, sentences], { facts, values }) {
  return {
    name: facts[name],
    value: values[value ?? 0],
    start: readDate(start),
    end: readDate(end),
    article: article ? article - 1 : undefined,
    node: node || undefined,
    sentences: sentences || [],
  };
}

/** World radius: area grows with size; events stay small beside the entities they join. */
function radiusOf(size, isEvent) {
  const r = isEvent ? 5 + Math.sqrt(size) * 0.9 : 5.5 + Math.sqrt(size) * 2.1;
  return Math.min(r, isEvent ? 12 : 30);
}

/** Edges by node in one array: those of node i are `incident[first[i] .. first[i + 1] - 1]`. */
function incidence({ n, m, source, target }) {
  const first = new Int32Array(n + 1);
  for (let e = 0; e < m; e++) {
    first[source[e] + 1]++;
    if (target[e] !== source[e]) first[target[e] + 1]++;
  }
  for (let i = 0; i < n; i++) first[i + 1] += first[i];
  const next = first.slice();
  const incident = new Int32Array(first[n]);
  for (let e = 0; e < m; e++) {
    incident[next[source[e]]++] = e;
    if (target[e] !== source[e]) incident[next[target[e]]++] = e;
  }
  return {
    first,
    incident,
    degree: (i) => first[i + 1] - first[i],
    edgesOf: (i) => incident.subarray(first[i], first[i + 1]),
    otherEnd: (e, i) => (source[e] === i ? target[e] : source[e]),
  };
}

/** The event that an edge tells of: named, or one of its ends; -1 if none. */
export function eventOf(graph, e) {
  if (graph.event[e] >= 0) return graph.event[e];
  if (graph.isEvent[graph.source[e]]) return graph.source[e];
  return graph.isEvent[graph.target[e]] ? graph.target[e] : -1;
}

// The embedded graph as typed arrays, with the edges of each node side by side.

/** Reads the page's data block. Nodes and edges are numbered from 0; -1 stands for "none". */
export function readGraph(json) {
  const { nodes, edges } = json;
  const n = nodes.id.length;
  const m = edges.source.length;
  const graph = {
    n,
    m,
    title: json.title,
    terms: json.terms,
    notes: json.notes,
    types: json.types,
    families: json.families,
    statuses: json.statuses,
    roles: json.roles,
    articles: json.articles,
    sentences: json.sentences,
    id: nodes.id,
    base: json.base,
    label: nodes.label,
    names: nodes.names,
    facts: nodes.facts,
    start: nodes.start,
    end: nodes.end,
    lat: nodes.lat,
    lon: nodes.lon,
    type: Uint16Array.from(nodes.type),
    family: Uint8Array.from(nodes.type, (t) => json.types[t].family),
    status: Int8Array.from(nodes.status),
    community: Int32Array.from(nodes.community),
    homeX: Float32Array.from(nodes.x),
    homeY: Float32Array.from(nodes.y),
    source: Int32Array.from(edges.source),
    target: Int32Array.from(edges.target),
    role: Uint16Array.from(edges.role),
    event: Int32Array.from(edges.event),
    cited: edges.sentences,
  };
  Object.assign(graph, incidence(graph));
  graph.isEvent = Uint8Array.from(graph.type, (t) => (json.types[t].event ? 1 : 0));
  graph.size = Float32Array.from(nodes.size, (s, i) => s ?? graph.degree(i));
  graph.radius = Float32Array.from(graph.size, (s, i) => radiusOf(s, graph.isEvent[i]));
  graph.byId = new Map(nodes.id.map((id, i) => [id, i]));
  return graph;
}

/** World radius: area grows with size; events stay small beside the entities they join. */
function radiusOf(size, isEvent) {
  const r = isEvent ? 5 + Math.sqrt(size) * 0.9 : 6 + Math.sqrt(size) * 1.5;
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

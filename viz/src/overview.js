// A large graph at first sight: its most active participants, joined by how often they met.

/** Links that are drawn: the strongest of each participant, and the strongest of all. */
const OWN = 2;
const MOST = 220;
/** Signs are smaller than elsewhere, so that all have room for their names. */
const SHRINK = 0.6;
/** Participants of a community that give it its name. */
const NAMED_BY = 2;
export const NOT_TAKING_PART = ["place", "partOf", "resultedIn", "invitesTo", "document"];

/**
 * The scene of the overview, made of the scene of all that is in sight; null where there is none, or
 * something small is asked for. Beside a scene's parts: `links` ({a, b, events, family}, the strongest
 * first), `groups` ({nodes}, the largest first) and `among`, how many participants there are.
 */
export function overviewOf(graph, scene, state) {
  if (!graph.overview || !state.overview || state.focus || scene.path.length) return null;
  const { nodes: numbers, x: xs, y: ys, community } = graph.overview;
  const nodes = new Uint8Array(graph.n);
  const [x, y] = [new Float32Array(graph.n), new Float32Array(graph.n)];
  const groups = [];
  numbers.forEach((i, k) => {
    [x[i], y[i], nodes[i]] = [xs[k], ys[k], scene.nodes[i]];
    if (nodes[i]) (groups[community[k]] ??= { nodes: [] }).nodes.push(i);
  });
  const links = strongest(linksOf(graph, scene, nodes));
  const linked = new Set(links.flatMap(({ a, b }) => [a, b]));
  for (const i of numbers) if (!linked.has(i)) nodes[i] = 0;
  const shown = groups.map((g) => ({ nodes: g.nodes.filter((i) => nodes[i]) })).filter((g) => g.nodes.length > 2);
  return {
    ...scene, nodes, edges: new Uint8Array(graph.m), x, y, shrink: SHRINK, links, groups: shown,
    among: participants(graph, scene),
  };
}

/** Who takes part in an event: those named by its roles, and apart from them the states in it. */
function meetings(graph, i) {
  const present = new Set();
  for (const e of graph.edgesOf(i)) {
    if (graph.source[e] === i && !NOT_TAKING_PART.includes(graph.roles[graph.role[e]])) present.add(graph.target[e]);
  }
  return [[...present], graph.states[i].filter((s) => !present.has(s))];
}

function linksOf(graph, scene, among) {
  const links = new Map();
  for (let i = 0; i < graph.n; i++) {
    if (!scene.nodes[i] || !graph.isEvent[i]) continue;
    for (const together of meetings(graph, i)) {
      const present = together.filter((j) => among[j]).sort((p, q) => p - q);
      present.forEach((a, k) => present.slice(k + 1).forEach((b) => put(links, a, b, i)));
    }
  }
  const all = [...links.values()].sort((p, q) => q.events.length - p.events.length || p.a - q.a || p.b - q.b);
  return all.map((link) => ({ ...link, family: usual(link.events.map((i) => graph.family[i])) }));
}

function put(links, a, b, event) {
  const key = `${a} ${b}`;
  if (!links.has(key)) links.set(key, { a, b, events: [] });
  links.get(key).events.push(event);
}

/** The number that stands most often. */
function usual(numbers) {
  const counts = new Map();
  for (const k of numbers) counts.set(k, (counts.get(k) ?? 0) + 1);
  return [...counts].sort((p, q) => q[1] - p[1] || p[0] - q[0])[0][0];
}

function strongest(links) {
  const own = new Map();
  return links.filter(({ a, b }, rank) => {
    const [p, q] = [own.get(a) ?? 0, own.get(b) ?? 0];
    own.set(a, p + 1).set(b, q + 1);
    return rank < MOST || p < OWN || q < OWN;
  });
}

function participants(graph, scene) {
  let n = 0;
  for (let i = 0; i < graph.n; i++) {
    if (scene.nodes[i] && ["State", "Person", "Organization"].includes(graph.families[graph.family[i]])) n++;
  }
  return n;
}

/** What a community is called: its weightiest participants. */
export const groupName = (graph, names, { nodes }) =>
  [...nodes].sort((a, b) => graph.size[b] - graph.size[a] || a - b).slice(0, NAMED_BY).map(names.label).join(", ");

// What stands out in the drawing: a path, an edge, or nodes with what they are linked to.

/** {nodes, edges, faint, ring, path} as Sets of numbers, or null if nothing is chosen. */
export function litOf(graph, scene, state) {
  if (scene.links) return litLinks(graph, scene, state);
  const lit = { nodes: new Set(), edges: new Set(), faint: new Set(), ring: new Set(), path: false };
  const take = (e, edges = lit.edges) => {
    edges.add(e);
    lit.nodes.add(scene.whole[graph.source[e]]).add(scene.whole[graph.target[e]]);
  };
  if (scene.path.length > 1) lightPath(graph, scene.path, lit, take);
  else if (state.edge >= 0) {
    take(state.edge);
    lit.ring = new Set(lit.nodes);
  } else for (const i of state.selection) lightAround(graph, scene, i, lit, take);
  return lit.nodes.size ? lit : null;
}

/** In the overview: the chosen, or who takes part in chosen events, and their links. */
function litLinks(graph, scene, state) {
  const chosen = new Set();
  for (const i of state.selection) {
    if (scene.nodes[i]) chosen.add(i);
    else if (graph.isEvent[i]) for (const e of graph.edgesOf(i)) chosen.add(graph.otherEnd(e, i));
  }
  const ring = new Set([...chosen].filter((i) => scene.nodes[i]));
  if (!ring.size) return null;
  const touches = ({ a, b }) => (ring.size > 1 ? ring.has(a) && ring.has(b) : ring.has(a) || ring.has(b));
  const links = new Set(scene.links.filter(touches));
  const nodes = new Set([...ring, ...[...links].flatMap(({ a, b }) => [a, b])]);
  return { nodes, edges: new Set(), faint: new Set(), ring, path: false, links };
}

function lightPath(graph, path, lit, take) {
  lit.path = true;
  lit.ring = new Set([path[0], path.at(-1)]);
  for (let k = 1; k < path.length; k++) {
    for (const e of graph.edgesOf(path[k])) if (graph.otherEnd(e, path[k]) === path[k - 1]) take(e);
  }
}

/** A node's own edges, and fainter those of its events, which show with whom it met. */
function lightAround(graph, scene, i, lit, take) {
  lit.nodes.add(scene.whole[i]);
  lit.ring.add(scene.whole[i]);
  for (const e of edgesOf(graph, scene, i)) {
    if (!scene.edges[e]) continue;
    take(e);
    const j = graph.source[e] === i ? graph.target[e] : graph.source[e];
    if (!graph.isEvent[j] || graph.isEvent[i]) continue;
    for (const f of edgesOf(graph, scene, scene.whole[j])) {
      if (scene.edges[f] && graph.source[f] !== i && graph.target[f] !== i) take(f, lit.faint);
    }
  }
}

/** Edges of a node and of the parts that it stands for. */
function edgesOf(graph, scene, i) {
  const edges = new Set(graph.edgesOf(i));
  for (const e of graph.edgesOf(i)) {
    const j = graph.otherEnd(e, i);
    if (j !== i && scene.whole[j] === i) graph.edgesOf(j).forEach((f) => edges.add(f));
  }
  return edges;
}

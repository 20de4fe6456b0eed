// Walks over the graph: neighbourhoods and shortest paths. Only nodes that `open` admits are walked.

/** Nodes at most `depth` edges from any of `seeds`, as a Set. */
export function neighbourhood(graph, seeds, depth, open = () => true) {
  const seen = new Set(seeds);
  let frontier = [...seeds];
  for (let step = 0; step < depth && frontier.length; step++) {
    const next = [];
    for (const i of frontier) {
      for (const e of graph.edgesOf(i)) {
        const j = graph.otherEnd(e, i);
        if (!seen.has(j) && open(j)) {
          seen.add(j);
          next.push(j);
        }
      }
    }
    frontier = next;
  }
  return seen;
}

/** Nodes of a shortest path from `a` to `b`, both included; [] where there is none. */
export function shortestPath(graph, a, b, open = () => true) {
  const from = new Map([[a, -1]]);
  let frontier = [a];
  while (frontier.length && !from.has(b)) {
    const next = [];
    for (const i of frontier) {
      for (const e of graph.edgesOf(i)) {
        const j = graph.otherEnd(e, i);
        if (!from.has(j) && open(j)) {
          from.set(j, i);
          next.push(j);
        }
      }
    }
    frontier = next;
  }
  if (!from.has(b)) return [];
  const path = [];
  for (let i = b; i >= 0; i = from.get(i)) path.push(i);
  return path.reverse();
}

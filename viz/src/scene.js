// Which nodes and edges are in sight under the reader's filters, and where they stand.

import { firstDay, lastDay } from "./days.js";
import { neighbourhood, shortestPath } from "./walk.js";

/**
 * `{nodes, edges, open, untimed, whole, path, shrink, x, y}`: masks of what is in sight, of what would be without
 * the legend's filters, and of what would be at other times; by whom each node is stood for; the path
 * asked for; how much smaller than usual signs are; where nodes stand.
 */
export function makeScene(graph, state) {
  const off = new Set(state.off);
  const hidden = new Set(state.hidden);
  const timed = state.since !== null || state.until !== null;
  const open = new Uint8Array(graph.n);
  const untimed = new Uint8Array(graph.n);
  for (let i = 0; i < graph.n; i++) {
    untimed[i] = !hidden.has(i) && admitted(graph, i, off) ? 1 : 0;
    open[i] = !hidden.has(i) && (!timed || !graph.isEvent[i] || during(graph, i, state)) ? 1 : 0;
  }
  const nodes = open.map((is, i) => (is && admitted(graph, i, off) ? 1 : 0));
  const admits = (i) => nodes[i] === 1;
  const path = state.path ? shortestPath(graph, ...state.path, admits) : [];
  if (timed || off.size) dropBereft(graph, nodes, timed);
  if (state.focus) {
    const near = neighbourhood(graph, state.focus.nodes, state.focus.depth, admits);
    for (let i = 0; i < graph.n; i++) if (!near.has(i)) nodes[i] = open[i] = 0;
  }
  const whole = wholes(graph, nodes, state.grouped);
  const edges = new Uint8Array(graph.m);
  const roleOff = graph.roles.map((role) => off.has(`role:${role}`));
  for (let e = 0; e < graph.m; e++) {
    const [a, b] = [graph.source[e], graph.target[e]];
    edges[e] = !roleOff[graph.role[e]] && nodes[a] && nodes[b] && whole[a] !== whole[b] ? 1 : 0;
  }
  for (let i = 0; i < graph.n; i++) if (whole[i] !== i) nodes[i] = 0;
  return { nodes, edges, open, untimed, whole, path, shrink: 1, ...positions(graph, state.moved) };
}

/** Whether an event overlaps the chosen time; one without a date does not. */
function during(graph, i, { since, until }) {
  const [first, last] = [firstDay(graph.start[i] ?? graph.end[i]), lastDay(graph.end[i] ?? graph.start[i])];
  if (!first) return false;
  return (!until || first <= lastDay(until)) && (!since || last >= firstDay(since));
}

function admitted(graph, i, off) {
  return !(
    off.has(`type:${graph.types[graph.type[i]].name}`) ||
    off.has(`family:${graph.families[graph.family[i]]}`) ||
    (graph.status[i] >= 0 && off.has(`status:${graph.statuses[graph.status[i]]}`))
  );
}

/** Takes out entities that lost all their events to a filter; under a time filter, offices hold nobody. */
function dropBereft(graph, nodes, timed) {
  const kept = nodes.map((is, i) => {
    if (!is || graph.isEvent[i]) return is;
    let had = false;
    for (const e of graph.edgesOf(i)) {
      const j = graph.otherEnd(e, i);
      if (timed && !graph.isEvent[j]) continue;
      if (nodes[j]) return 1;
      had = true;
    }
    return had || timed ? 0 : 1;
  });
  nodes.set(kept);
}

/** By whom each node is stood for: grouped, a part of a visible event by that event; else by itself. */
function wholes(graph, nodes, grouped) {
  const whole = Int32Array.from({ length: graph.n }, (_, i) => i);
  const partOf = graph.roles.indexOf("partOf");
  if (!grouped || partOf < 0) return whole;
  for (let e = 0; e < graph.m; e++) {
    const [part, of] = [graph.source[e], graph.target[e]];
    if (graph.role[e] === partOf && nodes[of] && part !== of) whole[part] = of;
  }
  for (let i = 0; i < graph.n; i++) {
    for (let steps = 0; whole[whole[i]] !== whole[i] && steps < 9; steps++) whole[i] = whole[whole[i]];
  }
  return whole;
}

function positions(graph, moved) {
  const x = graph.homeX.slice();
  const y = graph.homeY.slice();
  for (const [i, at] of Object.entries(moved)) [x[i], y[i]] = at;
  return { x, y };
}

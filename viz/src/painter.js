// Draws a scene on anything that has the methods of a 2D canvas context: screen, PNG, SVG.

import { screenRadius } from "./camera.js";
import { fontSize, placeLabels, shorten, Taken } from "./labels.js";
import { SHAPES, STATUS_FILL, styleOf } from "./style.js";

export const FONT = 'system-ui, "Segoe UI", Roboto, "Noto Sans", "DejaVu Sans", sans-serif';
const EDGES_A_SLICE = 4000;
const NODES_A_SLICE = 1500;
/** Where more nodes are in sight, events are named only when zoomed in. */
const CROWD = 150;
/** Pale grounds of communities. */
const AREAS = {
  light: ["#efe9dd", "#e4edf3", "#e9f0e1", "#f3e6e6", "#ece6f2", "#e2efec", "#f3eddb", "#e8e8ea"],
  dark: ["#242320", "#1c2733", "#1f2a20", "#2c2024", "#252031", "#1b2a29", "#2a2719", "#22252b"],
};
/** Key of edges that belong to no event. */
const OTHER = 255;

/**
 * Paints in slices: a generator, so that a large graph never holds up a frame.
 * `frame`: {graph, scene, camera, width, height, inner, scheme, surface, label, roleName, lit}. `inner`
 * is the part that is surely seen (left, top, right, bottom). `lit` is null or what stands out:
 * {nodes, edges, faint, ring} as Sets, edges strong or faint, and nodes with a ring around them.
 */
export function* paint(c, frame) {
  c.fillStyle = frame.surface.paper;
  c.fillRect(0, 0, frame.width, frame.height);
  const seen = inSight(frame);
  if (frame.scene.links) paintOverview(c, frame, seen);
  else yield* paintEdges(c, frame, seen);
  yield;
  yield* paintNodes(c, frame, seen);
  yield;
  paintLabels(c, frame, seen);
}

/** Screen positions, radii, and the visible nodes inside the frame, as numbers sorted by size. */
function inSight({ graph, scene, camera, width, height }) {
  const { k } = camera;
  const dx = width / 2 - camera.x * k;
  const dy = height / 2 - camera.y * k;
  const sx = new Float32Array(graph.n);
  const sy = new Float32Array(graph.n);
  const inside = [];
  for (let i = 0; i < graph.n; i++) {
    if (!scene.nodes[i]) continue;
    sx[i] = scene.x[i] * k + dx;
    sy[i] = scene.y[i] * k + dy;
    if (sx[i] > -40 && sy[i] > -40 && sx[i] < width + 40 && sy[i] < height + 40) inside.push(i);
  }
  inside.sort((a, b) => graph.radius[a] - graph.radius[b] || a - b);
  return { sx, sy, inside, r: (i) => screenRadius(graph.radius[i] * scene.shrink, k) };
}

/** Communities as soft areas, and links the wider the more events they stand for. */
function paintOverview(c, frame, { sx, sy }) {
  const { graph, scene, scheme, surface, lit, camera } = frame;
  c.lineJoin = c.lineCap = "round";
  scene.groups.forEach(({ nodes }, k) => {
    const corners = hull(nodes.map((i) => [sx[i], sy[i]]));
    c.beginPath();
    corners.forEach(([x, y], at) => (at ? c.lineTo(x, y) : c.moveTo(x, y)));
    c.closePath();
    c.fillStyle = c.strokeStyle = AREAS[scheme][k % AREAS[scheme].length];
    c.lineWidth = 46 * Math.min(2, Math.max(0.5, camera.k));
    c.stroke();
    c.fill();
  });
  const most = Math.max(1, ...scene.links.map(({ events }) => events.length));
  for (const link of [...scene.links].reverse()) {
    const dim = lit && !lit.links.has(link);
    c.globalAlpha = dim ? 0.1 : 0.55;
    c.strokeStyle = lit && !dim ? surface.mark : styleOf(graph.families[link.family], link.family, scheme).color;
    c.lineWidth = 0.8 + 7 * Math.sqrt(link.events.length / most);
    c.beginPath();
    c.moveTo(sx[link.a], sy[link.a]);
    c.lineTo(sx[link.b], sy[link.b]);
    c.stroke();
  }
  c.globalAlpha = 1;
  c.lineCap = "butt";
}

/** Corners of the convex hull (Andrew's monotone chain, Information Processing Letters 9, 1979). */
function hull(points) {
  const sorted = [...points].sort((p, q) => p[0] - q[0] || p[1] - q[1]);
  const left = ([ox, oy], [ax, ay], [bx, by]) => (ax - ox) * (by - oy) - (ay - oy) * (bx - ox) > 0;
  const chain = (list) => {
    const kept = [];
    for (const p of list) {
      while (kept.length > 1 && !left(kept.at(-2), kept.at(-1), p)) kept.pop();
      kept.push(p);
    }
    return kept.slice(0, -1);
  };
  return [...chain(sorted), ...chain(sorted.reverse())];
}

function* paintEdges(c, frame, seen) {
  const { graph, scene, width, height, lit, surface, camera } = frame;
  const { sx, sy } = seen;
  const buckets = new Map();
  let count = 0;
  for (let e = 0; e < graph.m; e++) {
    if (!scene.edges[e]) continue;
    const [a, b] = [scene.whole[graph.source[e]], scene.whole[graph.target[e]]];
    if (Math.max(sx[a], sx[b]) < 0 || Math.max(sy[a], sy[b]) < 0) continue;
    if (Math.min(sx[a], sx[b]) > width || Math.min(sy[a], sy[b]) > height) continue;
    if (lit && (lit.edges.has(e) || lit.faint.has(e))) continue;
    const key = graph.isEvent[a] ? graph.family[a] : OTHER;
    if (!buckets.has(key)) buckets.set(key, []);
    buckets.get(key).push(e);
    count++;
  }
  const alpha = (lit ? 0.12 : 0.6) * Math.max(0.25, Math.min(1, 40 / Math.sqrt(count + 1)));
  c.lineWidth = Math.max(0.6, Math.min(1.6, camera.k * 1.2));
  for (const [key, edges] of [...buckets].sort((x, y) => x[0] - y[0])) {
    c.strokeStyle = edgeColor(frame, key);
    c.globalAlpha = alpha;
    for (let from = 0; from < edges.length; from += EDGES_A_SLICE) {
      strokeLines(c, frame, edges.slice(from, from + EDGES_A_SLICE), seen);
      yield;
    }
  }
  if (lit) strokeLit(c, frame, seen);
  else if (camera.k > 0.9 && count < 3000) {
    c.globalAlpha = 0.8;
    c.fillStyle = surface.edge;
    arrowHeads(c, frame, [...buckets.values()].flat(), seen);
  }
  c.globalAlpha = 1;
}

const edgeColor = ({ graph, scheme, surface }, key) =>
  key === OTHER ? surface.edge : styleOf(graph.families[key], key, scheme).color;

function strokeLit(c, frame, seen) {
  const { scene, lit, surface } = frame;
  const shown = (edges) => [...edges].filter((e) => scene.edges[e]);
  const color = lit.path ? surface.mark : surface.ink;
  c.strokeStyle = c.fillStyle = color;
  c.globalAlpha = 0.28;
  c.lineWidth = 0.9;
  strokeLines(c, frame, shown(lit.faint), seen);
  c.globalAlpha = lit.path ? 1 : 0.7;
  c.lineWidth = lit.path ? 2.6 : 1.4;
  const strong = shown(lit.edges);
  strokeLines(c, frame, strong, seen);
  if (strong.length < 400) arrowHeads(c, frame, strong, seen);
}

function strokeLines(c, { graph, scene: { whole } }, edges, { sx, sy }) {
  if (!edges.length) return;
  c.beginPath();
  for (const e of edges) {
    const [a, b] = [whole[graph.source[e]], whole[graph.target[e]]];
    c.moveTo(sx[a], sy[a]);
    c.lineTo(sx[b], sy[b]);
  }
  c.stroke();
}

/** Small triangles that touch the target's rim. */
function arrowHeads(c, { graph, scene: { whole } }, edges, { sx, sy, r }) {
  c.beginPath();
  for (const e of edges) {
    const [a, b] = [whole[graph.source[e]], whole[graph.target[e]]];
    const length = Math.hypot(sx[b] - sx[a], sy[b] - sy[a]);
    if (length < r(b) + 10) continue;
    const ux = (sx[b] - sx[a]) / length;
    const uy = (sy[b] - sy[a]) / length;
    const [tx, ty] = [sx[b] - ux * (r(b) + 1.5), sy[b] - uy * (r(b) + 1.5)];
    c.moveTo(tx, ty);
    c.lineTo(tx - ux * 7 - uy * 3, ty - uy * 7 + ux * 3);
    c.lineTo(tx - ux * 7 + uy * 3, ty - uy * 7 - ux * 3);
    c.closePath();
  }
  c.fill();
}

function* paintNodes(c, frame, { sx, sy, inside, r }) {
  const { graph, lit } = frame;
  for (let from = 0; from < inside.length; from += NODES_A_SLICE) {
    const buckets = new Map();
    for (const i of inside.slice(from, from + NODES_A_SLICE)) {
      const dim = lit && !lit.nodes.has(i) ? 1 : 0;
      const key = (graph.family[i] * 16 + graph.status[i] + 1) * 2 + dim;
      if (!buckets.has(key)) buckets.set(key, []);
      buckets.get(key).push(i);
    }
    for (const [key, nodes] of [...buckets].sort((a, b) => (b[0] & 1) - (a[0] & 1) || a[0] - b[0])) {
      c.globalAlpha = key & 1 ? 0.18 : 1;
      drawAlike(c, frame, nodes, sx, sy, r);
    }
    yield;
  }
  c.globalAlpha = 1;
  if (lit) drawRings(c, frame, inside.filter((i) => lit.ring.has(i)), sx, sy, r);
}

function drawRings(c, { surface }, nodes, sx, sy, r) {
  c.strokeStyle = surface.mark;
  c.lineWidth = 2.4;
  c.beginPath();
  for (const i of nodes) {
    c.moveTo(sx[i] + r(i) + 5, sy[i]);
    c.arc(sx[i], sy[i], r(i) + 5, 0, 2 * Math.PI);
  }
  c.stroke();
}

/** Draws nodes of one family and status in one go. */
function drawAlike(c, frame, nodes, sx, sy, r) {
  const { graph, scheme, surface } = frame;
  const family = graph.family[nodes[0]];
  const status = graph.status[nodes[0]];
  const { shape, color } = styleOf(graph.families[family], family, scheme);
  const fill = status < 0 ? "solid" : STATUS_FILL[graph.statuses[status]] ?? "solid";
  const tiny = nodes.filter((i) => r(i) < 2.4);
  c.fillStyle = color;
  const alpha = c.globalAlpha;
  c.globalAlpha = alpha * (graph.isEvent[nodes[0]] ? 0.6 : 0.9);
  for (const i of tiny) c.fillRect(sx[i] - r(i), sy[i] - r(i), 2 * r(i), 2 * r(i));
  c.globalAlpha = alpha;
  const shaped = nodes.filter((i) => r(i) >= 2.4);
  if (!shaped.length) return;
  c.beginPath();
  for (const i of shaped) SHAPES[shape](c, sx[i], sy[i], r(i));
  drawFilled(c, fill, color, surface.paper);
  if (fill === "half" || fill === "struck") drawInner(c, fill, shaped, sx, sy, r);
}

/** Fills and outlines the current path as the status asks. */
export function drawFilled(c, fill, color, paper) {
  c.fillStyle = fill === "solid" ? color : paper;
  c.fill();
  c.strokeStyle = fill === "solid" ? paper : color;
  c.lineWidth = fill === "solid" ? 1 : 1.8;
  if (fill === "dashed") c.setLineDash([4, 2]);
  if (fill === "dotted") c.setLineDash([1.5, 2]);
  c.stroke();
  c.setLineDash([]);
}

/** What a status adds inside the outline: a core for ongoing, a stroke for called off. */
function drawInner(c, fill, nodes, sx, sy, r) {
  c.beginPath();
  for (const i of nodes) {
    if (fill === "half") SHAPES.circle(c, sx[i], sy[i], r(i) * 0.45);
    else {
      c.moveTo(sx[i] - r(i) * 1.2, sy[i] + r(i) * 1.2);
      c.lineTo(sx[i] + r(i) * 1.2, sy[i] - r(i) * 1.2);
    }
  }
  c.fillStyle = c.strokeStyle;
  if (fill === "half") c.fill();
  else c.stroke();
}

function paintLabels(c, frame, seen) {
  const { graph, camera, lit, surface, label, inner } = frame;
  const { sx, sy, inside, r } = seen;
  const taken = new Taken();
  const nodes = new Taken();
  for (const i of inside.slice(-120)) {
    if (r(i) > 5) nodes.take([sx[i] - r(i), sy[i] - r(i), sx[i] + r(i), sy[i] + r(i)]);
  }
  const candidates = labelled(frame, seen).map((i) => {
    const text = shorten(label(i), graph.isEvent[i] ? 44 : 34);
    return { i, text, x: sx[i], y: sy[i], r: r(i), size: fontSize(r(i), camera.k) };
  });
  if (frame.scene.links) nameGroups(c, frame, seen, taken);
  const measure = measurer(c);
  const placed = placeLabels(candidates, taken, measure, 260, inner, nodes);
  c.textBaseline = "middle";
  c.textAlign = "left";
  c.lineJoin = "round";
  for (const p of placed) write(c, p, graph.isEvent[p.i] ? surface.faint : surface.ink, surface.paper);
  if (lit && lit.edges.size <= 60) edgeLabels(c, frame, seen, taken, measure);
}

/** Names of communities over their areas. */
function nameGroups(c, { scene, surface, groupName }, { sx, sy }, taken) {
  c.textAlign = "left";
  for (const one of scene.groups) {
    const text = shorten(groupName(one), 40);
    const size = 12;
    c.font = `600 ${size}px ${FONT}`;
    const width = c.measureText(text).width;
    const [top] = one.nodes.map((i) => [sx[i], sy[i]]).sort((p, q) => p[1] - q[1]);
    const [left, middle] = [top[0] - width / 2, top[1] - 30];
    const box = [left, middle - 8, left + width, middle + 8];
    if (!taken.isFree(box)) continue;
    taken.take(box);
    write(c, { text, left, middle, size: `600 ${size}` }, surface.faint, surface.paper);
  }
}

/** Nodes that may have a label, by weight: the chosen, entities, events when there is room for them. */
function labelled({ graph, camera, lit }, { inside, r }) {
  const rank = (i) => (lit?.ring.has(i) ? 2 : 0) + (graph.isEvent[i] ? 0 : 1);
  const roomy = camera.k > (inside.length > CROWD ? 1.1 : 0.5);
  const large = (i) => (graph.isEvent[i] ? roomy : r(i) > 2.6);
  const wanted = inside.filter((i) => (lit ? lit.nodes.has(i) : large(i)));
  const sorted = wanted.reverse().sort((a, b) => rank(b) - rank(a));
  return sorted.slice(0, 900);
}

/** Roles beside the edges that stand out: at their middles, or where else on them there is room. */
function edgeLabels(c, frame, { sx, sy }, taken, measure) {
  const { graph, lit, surface, roleName, scene } = frame;
  let edges = [...lit.edges].filter((e) => scene.edges[e]);
  for (const t of [0.5, 0.36, 0.64, 0.25]) {
    const candidates = edges.map((e) => {
      const [a, b] = [scene.whole[graph.source[e]], scene.whole[graph.target[e]]];
      return { e, text: roleName(e), x: sx[a] + (sx[b] - sx[a]) * t, y: sy[a] + (sy[b] - sy[a]) * t, r: 0, size: 10.5 };
    });
    const placed = placeLabels(candidates, taken, measure, 60, frame.inner);
    for (const p of placed) write(c, p, surface.mark, surface.paper);
    edges = edges.filter((e) => !placed.some((p) => p.e === e));
  }
}

function write(c, { text, left, middle, size }, ink, paper) {
  c.font = `${size}px ${FONT}`;
  c.strokeStyle = paper;
  c.lineWidth = 3;
  c.strokeText(text, left, middle);
  c.fillStyle = ink;
  c.fillText(text, left, middle);
}

/** Width of a text, measured once at 100 px. */
function measurer(c) {
  const known = (paintLabels.widths ??= new Map());
  return (text, size) => {
    if (!known.has(text)) {
      c.font = `100px ${FONT}`;
      known.set(text, c.measureText(text).width);
    }
    return (known.get(text) * size) / 100;
  };
}

// Draws a scene on anything that has the methods of a 2D canvas context: screen, PNG, SVG.

import { screenRadius } from "./camera.js";
import { fontSize, placeLabels, shorten, Taken } from "./labels.js";
import { SHAPES, STATUS_FILL, styleOf } from "./style.js";

export const FONT = 'system-ui, "Segoe UI", Roboto, "Noto Sans", "DejaVu Sans", sans-serif';
const EDGES_A_SLICE = 4000;
const NODES_A_SLICE = 1500;

/**
 * Paints in slices: a generator, so that a large graph never holds up a frame.
 * `frame`: {graph, scene, camera, width, height, scheme, surface, label, roleName, lit}, where `lit` is
 * null or {nodes: Set, edges: Set} that stands out from all else.
 */
export function* paint(c, frame) {
  c.fillStyle = frame.surface.paper;
  c.fillRect(0, 0, frame.width, frame.height);
  const seen = inSight(frame);
  yield* paintEdges(c, frame, seen);
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
  return { sx, sy, inside, r: (i) => screenRadius(graph.radius[i], k) };
}

function* paintEdges(c, frame, { sx, sy, r }) {
  const { graph, scene, width, height, lit, surface, camera } = frame;
  const buckets = new Map();
  let count = 0;
  for (let e = 0; e < graph.m; e++) {
    if (!scene.edges[e]) continue;
    const a = graph.source[e];
    const b = graph.target[e];
    if (Math.max(sx[a], sx[b]) < 0 || Math.max(sy[a], sy[b]) < 0) continue;
    if (Math.min(sx[a], sx[b]) > width || Math.min(sy[a], sy[b]) > height) continue;
    const shown = lit?.edges.has(e);
    const key = shown ? -1 : graph.isEvent[a] ? graph.family[a] : 255;
    if (!buckets.has(key)) buckets.set(key, []);
    buckets.get(key).push(e);
    count++;
  }
  const bright = buckets.get(-1) ?? [];
  buckets.delete(-1);
  const alpha = (lit ? 0.1 : 0.42) * Math.max(0.25, Math.min(1, 40 / Math.sqrt(count + 1)));
  for (const [family, edges] of [...buckets].sort((x, y) => x[0] - y[0])) {
    c.strokeStyle =
      family === 255 ? surface.edge : styleOf(graph.families[family], family, frame.scheme).color;
    c.globalAlpha = alpha;
    c.lineWidth = Math.max(0.6, Math.min(1.6, camera.k * 1.2));
    for (let from = 0; from < edges.length; from += EDGES_A_SLICE) {
      strokeLines(c, graph, edges.slice(from, from + EDGES_A_SLICE), sx, sy);
      yield;
    }
  }
  c.globalAlpha = 1;
  c.strokeStyle = c.fillStyle = surface.mark;
  c.lineWidth = 1.6;
  strokeLines(c, graph, bright, sx, sy);
  if (bright.length < 400) arrowHeads(c, graph, bright, sx, sy, r);
  if (!lit && camera.k > 0.9) {
    const all = [...buckets.values()].flat();
    c.fillStyle = surface.edge;
    if (all.length < 3000) arrowHeads(c, graph, all, sx, sy, r);
  }
}

function strokeLines(c, graph, edges, sx, sy) {
  if (!edges.length) return;
  c.beginPath();
  for (const e of edges) {
    c.moveTo(sx[graph.source[e]], sy[graph.source[e]]);
    c.lineTo(sx[graph.target[e]], sy[graph.target[e]]);
  }
  c.stroke();
}

/** Small triangles that touch the target's rim. */
function arrowHeads(c, graph, edges, sx, sy, r) {
  c.beginPath();
  for (const e of edges) {
    const [a, b] = [graph.source[e], graph.target[e]];
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
  for (const i of tiny) c.fillRect(sx[i] - r(i), sy[i] - r(i), 2 * r(i), 2 * r(i));
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
  const { graph, camera, lit, surface, label } = frame;
  const { sx, sy, inside, r } = seen;
  const taken = new Taken();
  for (const i of inside.slice(-120)) {
    if (r(i) > 5) taken.take([sx[i] - r(i), sy[i] - r(i), sx[i] + r(i), sy[i] + r(i)]);
  }
  const chosen = lit ? inside.filter((i) => lit.nodes.has(i)) : inside;
  const candidates = [];
  for (let k = chosen.length - 1; k >= 0 && candidates.length < 900; k--) {
    const i = chosen[k];
    if (graph.isEvent[i] && camera.k < 0.5 && !lit) continue;
    const text = shorten(label(i), graph.isEvent[i] ? 44 : 34);
    candidates.push({ i, text, x: sx[i], y: sy[i], r: r(i), size: fontSize(r(i), camera.k) });
  }
  const measure = measurer(c);
  const placed = placeLabels(candidates, taken, measure, 260);
  c.textBaseline = "middle";
  c.textAlign = "left";
  c.lineJoin = "round";
  for (const p of placed) write(c, p, graph.isEvent[p.i] ? surface.faint : surface.ink, surface.paper);
  if (lit && lit.edges.size <= 60) edgeLabels(c, frame, seen, taken, measure);
}

/** Roles beside the middles of the edges that stand out, where there is room. */
function edgeLabels(c, frame, { sx, sy }, taken, measure) {
  const { graph, lit, surface, roleName, scene } = frame;
  const candidates = [...lit.edges]
    .filter((e) => scene.edges[e])
    .map((e) => {
      const [a, b] = [graph.source[e], graph.target[e]];
      return { text: roleName(e), x: (sx[a] + sx[b]) / 2, y: (sy[a] + sy[b]) / 2, r: 0, size: 10.5 };
    });
  for (const p of placeLabels(candidates, taken, measure, 60)) write(c, p, surface.mark, surface.paper);
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

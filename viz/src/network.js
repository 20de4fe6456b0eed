// The network on its canvas: a bitmap that is moved while the reader moves, and painted anew in slices.

import { fitted, panned, screenRadius, toScreen, toWorld, zoomed } from "./camera.js";
import { groupName } from "./overview.js";
import { paint } from "./painter.js";
import { SHAPES, styleOf, SURFACE } from "./style.js";

const MARGIN = 1.3;
const SETTLE = 130;
const SLICE = 6;
/** A graph that is painted anew in every frame: at most so many nodes and edges, milliseconds. */
const FEW = 1600;
const CHEAP = 6;

export class Network {
  /** `hooks`: {pick(node, edge, add), pickMany(nodes), move(node, x, y), open(node), hover(node, edge, x, y), camera(camera), covered(), drawn()} */
  constructor(canvas, graph, names, hooks) {
    Object.assign(this, { canvas, graph, names, hooks });
    this.context = canvas.getContext("2d", { alpha: false });
    this.view = { width: 1, height: 1 };
    this.scheme = "light";
    this.camera = { x: 0, y: 0, k: 1 };
    this.bitmap = null;
    this.job = null;
    this.stale = true;
    this.moved = 0;
    this.cost = 0;
    this.hovered = -1;
    this.drag = null;
    this.pointers = new Map();
    this.painted = 0;
    listen(this);
  }

  /** Shows a scene; `lit` is null or {nodes, edges} that stand out. */
  show(scene, lit, scheme) {
    Object.assign(this, { scene, lit, scheme });
    this.invalidate();
  }

  /** Takes the canvas's size; what is drawn stays where it is on the screen. */
  resize() {
    const box = this.canvas.getBoundingClientRect();
    const ratio = Math.min(2, window.devicePixelRatio || 1);
    const { width, height } = box;
    if (!width || !height) return;
    if (width === this.view.width && height === this.view.height && ratio === this.ratio) return;
    this.ratio = ratio;
    const before = this.view;
    this.view = { width, height };
    this.canvas.width = Math.round(width * ratio);
    this.canvas.height = Math.round(height * ratio);
    if (!this.placed) this.fit();
    else if (before.width > 1) {
      this.moveTo(panned(this.camera, (before.width - width) / 2, (before.height - height) / 2));
    }
    this.invalidate();
  }

  fit(only = null) {
    this.moveTo(fitted(this.scene, this.view, only, this.hooks.covered()));
  }

  zoom(factor, x, y) {
    this.moveTo(zoomed(this.camera, this.view, factor, x, y));
  }

  moveTo(camera) {
    this.camera = camera;
    this.placed = true;
    this.moved = performance.now();
    this.stale = true;
    this.hooks.camera(camera);
    this.wake();
  }

  invalidate() {
    this.stale = true;
    this.moved = 0;
    this.job = null;
    this.wake();
  }

  wake() {
    if (!this.awake) this.awake = requestAnimationFrame((now) => this.tick(now));
  }

  tick(now) {
    this.awake = 0;
    if (!this.scene || !this.ratio || this.canvas.hidden) return;
    const settled = now - this.moved > SETTLE;
    if (this.stale && !this.job && (settled || this.isCheap() || !this.bitmap)) this.startPainting();
    if (this.job) this.paintOn();
    this.compose();
    if (this.stale || this.job) this.wake();
  }

  isCheap() {
    return this.cost < CHEAP && this.graph.n + this.graph.m < FEW;
  }

  startPainting() {
    const width = Math.round(this.view.width * MARGIN);
    const height = Math.round(this.view.height * MARGIN);
    const next = document.createElement("canvas");
    next.width = width * this.ratio;
    next.height = height * this.ratio;
    const c = next.getContext("2d", { alpha: false });
    c.scale(this.ratio, this.ratio);
    const [dx, dy] = [(width - this.view.width) / 2, (height - this.view.height) / 2];
    const inner = [dx, dy, width - dx, height - dy];
    const frame = { ...this.frame(), width, height, inner };
    this.job = { next, width, height, camera: this.camera, steps: paint(c, frame), spent: 0 };
    this.stale = false;
  }

  /** All that a painting needs but its size. */
  frame() {
    const { graph, scene, lit, camera, scheme, names } = this;
    const roleName = (e) => names.term(graph.roles[graph.role[e]]);
    const group = (one) => groupName(graph, names, one);
    return { graph, scene, lit, camera, scheme, surface: SURFACE[scheme], label: names.label, roleName, groupName: group };
  }

  /** What is seen, for a file. */
  picture() {
    const { width, height } = this.view;
    const draw = (c, scheme = this.scheme) => {
      const look = { scheme, surface: SURFACE[scheme] };
      for (const _ of paint(c, { ...this.frame(), ...look, width, height, inner: [0, 0, width, height] }));
    };
    return { width, height, draw };
  }

  paintOn() {
    const { job } = this;
    const limit = this.isCheap() || !this.bitmap ? Infinity : SLICE;
    const begun = performance.now();
    let done = false;
    while (!done && performance.now() - begun < limit) done = job.steps.next().done;
    job.spent += performance.now() - begun;
    if (!done) return;
    this.bitmap = job;
    this.cost = job.spent;
    this.job = null;
    document.documentElement.dataset.drawn = ++this.painted;
    if (this.painted === 1) {
      performance.mark("drawn");
      this.hooks.drawn();
    }
    if (this.camera !== job.camera) this.stale = true;
  }

  /** The bitmap under the present camera, and over it what the pointer is at. */
  compose() {
    const { context: c, bitmap, view, camera, ratio } = this;
    c.setTransform(ratio, 0, 0, ratio, 0, 0);
    c.fillStyle = SURFACE[this.scheme].paper;
    c.fillRect(0, 0, view.width, view.height);
    if (bitmap) {
      const scale = camera.k / bitmap.camera.k;
      const [x, y] = toScreen(camera, view, bitmap.camera.x, bitmap.camera.y);
      const [w, h] = [bitmap.width * scale, bitmap.height * scale];
      c.imageSmoothingEnabled = scale < 4;
      const [left, top] = [x - w / 2, y - h / 2];
      const snap = (at) => (scale === 1 ? Math.round(at * ratio) / ratio : at);
      c.drawImage(bitmap.next, snap(left), snap(top), w, h);
    }
    if (this.hovered >= 0) this.drawHovered(c);
    if (this.drag?.box) this.drawBox(c);
  }

  drawHovered(c) {
    const { graph, scene, camera, view, hovered } = this;
    const surface = SURFACE[this.scheme];
    const [x, y] = toScreen(camera, view, scene.x[hovered], scene.y[hovered]);
    c.strokeStyle = surface.mark;
    c.globalAlpha = 0.7;
    c.lineWidth = 1.2;
    c.beginPath();
    for (const other of neighbours(graph, scene, hovered)) {
      c.moveTo(x, y);
      c.lineTo(...toScreen(camera, view, scene.x[other], scene.y[other]));
    }
    c.stroke();
    c.globalAlpha = 1;
    const r = screenRadius(graph.radius[hovered] * scene.shrink, camera.k);
    const family = graph.family[hovered];
    const { shape, color } = styleOf(graph.families[family], family, this.scheme);
    c.beginPath();
    SHAPES[shape](c, x, y, Math.max(4, r * 1.15));
    c.fillStyle = color;
    c.fill();
    c.lineWidth = 2;
    c.stroke();
  }

  drawBox(c) {
    const { x, y, toX, toY } = this.drag;
    c.strokeStyle = SURFACE[this.scheme].mark;
    c.setLineDash([4, 3]);
    c.strokeRect(Math.min(x, toX), Math.min(y, toY), Math.abs(toX - x), Math.abs(toY - y));
    c.setLineDash([]);
  }

  /** The visible node at a screen point, the topmost first; -1 where there is none. */
  nodeAt(sx, sy, slack = 4) {
    const { graph, scene, camera, view } = this;
    const [wx, wy] = toWorld(camera, view, sx, sy);
    let best = -1;
    let nearest = Infinity;
    for (let i = 0; i < graph.n; i++) {
      if (!scene.nodes[i]) continue;
      const away = Math.hypot(scene.x[i] - wx, scene.y[i] - wy) * camera.k;
      const r = screenRadius(graph.radius[i] * scene.shrink, camera.k);
      if (away <= r + slack && away - r < nearest) [best, nearest] = [i, away - r];
    }
    return best;
  }

  /** The visible edge (in the overview, link) within a few pixels of a point; -1 where there is none. */
  edgeAt(sx, sy, slack = 5) {
    const { graph, scene, camera, view } = this;
    const [px, py] = toWorld(camera, view, sx, sy);
    let best = -1;
    let nearest = slack / camera.k;
    const [count, ends] = linesOf(graph, scene);
    for (let e = 0; e < count; e++) {
      if (!ends(e)) continue;
      const [a, b] = ends(e);
      const away = distanceToLine(px, py, scene.x[a], scene.y[a], scene.x[b], scene.y[b]);
      if (away < nearest) [best, nearest] = [e, away];
    }
    return best;
  }

  nodesIn(x0, y0, x1, y1) {
    const { graph, scene, camera, view } = this;
    const [left, top] = toWorld(camera, view, Math.min(x0, x1), Math.min(y0, y1));
    const [right, bottom] = toWorld(camera, view, Math.max(x0, x1), Math.max(y0, y1));
    const found = [];
    for (let i = 0; i < graph.n; i++) {
      const [x, y] = [scene.x[i], scene.y[i]];
      if (scene.nodes[i] && x >= left && x <= right && y >= top && y <= bottom) found.push(i);
    }
    return found;
  }
}

/** How many lines a scene has, and the ends of each; null of those out of sight. */
function linesOf(graph, scene) {
  if (scene.links) return [scene.links.length, (k) => [scene.links[k].a, scene.links[k].b]];
  const { source, target } = graph;
  return [graph.m, (e) => (scene.edges[e] ? [scene.whole[source[e]], scene.whole[target[e]]] : null)];
}

function neighbours(graph, scene, i) {
  if (scene.links) return scene.links.filter(({ a, b }) => a === i || b === i).map(({ a, b }) => (a === i ? b : a));
  return [...graph.edgesOf(i)].filter((e) => scene.edges[e]).map((e) => scene.whole[graph.otherEnd(e, i)]);
}

function distanceToLine(px, py, ax, ay, bx, by) {
  const [dx, dy] = [bx - ax, by - ay];
  const t = Math.max(0, Math.min(1, ((px - ax) * dx + (py - ay) * dy) / (dx * dx + dy * dy || 1)));
  return Math.hypot(px - ax - t * dx, py - ay - t * dy);
}

/** Pointer, wheel and touch. */
function listen(net) {
  const { canvas } = net;
  const at = (event) => {
    const box = canvas.getBoundingClientRect();
    return [event.clientX - box.left, event.clientY - box.top];
  };
  canvas.addEventListener(
    "wheel",
    (event) => {
      event.preventDefault();
      const unit = event.deltaMode === 1 ? 16 : 1;
      net.zoom(Math.exp(-event.deltaY * unit * (event.ctrlKey ? 0.01 : 0.0016)), ...at(event));
    },
    { passive: false },
  );
  canvas.addEventListener("pointerdown", (event) => {
    if (event.button > 0) return;
    canvas.setPointerCapture(event.pointerId);
    const [x, y] = at(event);
    net.pointers.set(event.pointerId, [x, y]);
    if (net.pointers.size > 1) net.drag = null;
    else net.drag = { x, y, toX: x, toY: y, node: net.nodeAt(x, y), box: event.shiftKey, far: false };
    if (net.scene.links && net.drag.node >= 0) net.drag.still = true;
  });
  canvas.addEventListener("pointermove", (event) => {
    const [x, y] = at(event);
    if (net.pointers.size > 1) pinch(net, event.pointerId, x, y);
    else if (net.drag) dragTo(net, x, y);
    else hover(net, x, y);
  });
  const release = (event) => {
    if (net.pointers.delete(event.pointerId) && net.drag) drop(net, event);
    if (net.pointers.size === 0) net.drag = null;
  };
  canvas.addEventListener("pointerup", release);
  canvas.addEventListener("pointercancel", (event) => {
    net.pointers.delete(event.pointerId);
    net.drag = null;
  });
  canvas.addEventListener("pointerleave", () => {
    if (!net.drag) hover(net, -1e6, -1e6);
  });
  canvas.addEventListener("dblclick", (event) => {
    const node = net.nodeAt(...at(event));
    if (node >= 0) net.hooks.open(node);
    else net.zoom(1.8, ...at(event));
  });
}

function pinch(net, id, x, y) {
  const other = [...net.pointers].find(([key]) => key !== id);
  const before = net.pointers.get(id);
  if (!other || !before) return;
  const [ox, oy] = other[1];
  const ratio = Math.hypot(x - ox, y - oy) / (Math.hypot(before[0] - ox, before[1] - oy) || 1);
  net.moveTo(panned(net.camera, (x - before[0]) / 2, (y - before[1]) / 2));
  net.zoom(ratio, (x + ox) / 2, (y + oy) / 2);
  net.pointers.set(id, [x, y]);
}

function dragTo(net, x, y) {
  const { drag } = net;
  if (!drag.far && Math.hypot(x - drag.x, y - drag.y) < 4) return;
  drag.far = true;
  const [dx, dy] = [x - drag.toX, y - drag.toY];
  [drag.toX, drag.toY] = [x, y];
  if (drag.box) net.wake();
  else if (drag.node >= 0 && !drag.still) {
    [net.scene.x[drag.node], net.scene.y[drag.node]] = toWorld(net.camera, net.view, x, y);
    net.hovered = drag.node;
    if (net.isCheap()) net.invalidate();
    else net.wake();
  } else net.moveTo(panned(net.camera, dx, dy));
}

function drop(net, event) {
  const { drag, hooks, scene } = net;
  if (drag.far && drag.box) hooks.pickMany(net.nodesIn(drag.x, drag.y, drag.toX, drag.toY));
  else if (drag.far && drag.node >= 0 && !drag.still) hooks.move(drag.node, scene.x[drag.node], scene.y[drag.node]);
  else if (!drag.far) {
    const edge = drag.node < 0 ? net.edgeAt(drag.x, drag.y) : -1;
    hooks.pick(drag.node, edge, event.shiftKey || event.ctrlKey || event.metaKey);
  }
  net.wake();
}

function hover(net, x, y) {
  if (!net.scene) return;
  const node = net.nodeAt(x, y);
  const edge = node < 0 ? net.edgeAt(x, y) : -1;
  net.canvas.classList.toggle("over", node >= 0 || edge >= 0);
  net.hooks.hover(node, edge, x, y);
  if (node === net.hovered) return;
  net.hovered = node;
  net.wake();
}

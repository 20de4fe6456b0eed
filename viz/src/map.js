// Where it took place: land, capitals and venues, and the ways of visits as arcs, wider the more often.

import { geoDistance, geoEqualEarth, geoGraticule10, geoInterpolate, geoPath } from "../vendor/d3-geo.js";
import { placeLabels, shorten, Taken } from "./labels.js";
import { FONT } from "./painter.js";
import { eventObjects, eventRows } from "./rows.js";
import { styleOf, SURFACE } from "./style.js";
import { Surface } from "./surface.js";

const STEPS = 24;

export class WorldMap {
  /** `world`: {land, borders} as lines in hundredths of a degree, each point a step from the last. */
  constructor(canvas, page, world) {
    this.page = page;
    this.land = { type: "MultiPolygon", coordinates: world.land.map((rings) => rings.map(decoded)) };
    this.borders = { type: "MultiLineString", coordinates: world.borders.map(decoded) };
    this.projection = geoEqualEarth();
    this.zoomed = null;
    this.surface = new Surface(canvas, {
      draw: (c, view) => this.draw(c, view),
      pan: (dx, dy) => this.pan(dx, dy),
      zoom: (factor, x, y) => this.zoom(factor, x, y),
      click: (x, y, add) => this.click(x, y, add),
      hover: (x, y) => this.hover(x, y),
    });
  }

  show() {
    const { graph, scene } = this.page;
    this.spots = spotsOf(graph, scene);
    this.arcs = arcsOf(graph, scene);
    if (!this.zoomed) this.fit();
    this.surface.redraw();
  }

  /** Turns and scales the map to where most of it happens. */
  fit() {
    const { width, height } = this.surface.view;
    if (width < 2) return;
    const points = [...this.spots.values()].flatMap((spot) => new Array(spot.events.size).fill(spot.at));
    const longitudes = points.map(([lon]) => lon).sort((a, b) => a - b);
    const middle = longitudes[longitudes.length >> 1] ?? 40;
    this.projection.rotate([-middle, 0]).scale(1).translate([0, 0]);
    const all = points.map((point) => this.projection(point)).filter(Boolean);
    const span = (k) => {
      const sorted = all.map((p) => p[k]).sort((a, b) => a - b);
      const at = (share) => sorted[Math.round((sorted.length - 1) * share)] ?? 0;
      return [at(0.03), at(0.97)];
    };
    const [[left, right], [top, bottom]] = [span(0), span(1)];
    const world = Math.min(width / 5.4, height / 2.65);
    const fitting = Math.min((width - 160) / (right - left + 0.05), (height - 140) / (bottom - top + 0.05));
    const scale = Math.max(world, Math.min(fitting, world * 14));
    const center = [(left + right) / 2, (top + bottom) / 2];
    this.projection.scale(scale);
    this.projection.translate([width / 2 - center[0] * scale, height / 2 - center[1] * scale]);
    this.zoomed = true;
    this.surface.redraw();
  }

  picture() {
    const { width, height } = this.surface.view;
    return { width, height, draw: (c) => this.draw(c, { width, height }) };
  }

  /** Events that stand on the map. */
  placed() {
    return [...new Set([...this.spots.values()].flatMap(({ events }) => [...events]))].sort((a, b) => a - b);
  }

  rows() {
    return eventRows(this.page, this.placed());
  }

  data() {
    return eventObjects(this.page, this.placed());
  }

  pan(dx, dy) {
    const [x, y] = this.projection.translate();
    this.projection.translate([x + dx, y + dy]);
    this.surface.redraw();
  }

  zoom(factor, x = this.surface.view.width / 2, y = this.surface.view.height / 2) {
    const before = this.projection.scale();
    const scale = Math.max(60, Math.min(40_000, before * factor));
    const [tx, ty] = this.projection.translate();
    const ratio = scale / before;
    this.projection.scale(scale).translate([x - (x - tx) * ratio, y - (y - ty) * ratio]);
    this.surface.redraw();
  }

  draw(c, { width, height }) {
    if (!this.zoomed) return this.fit();
    const { page } = this;
    const dark = page.scheme === "dark";
    const surface = SURFACE[page.scheme];
    this.projection.clipExtent([[-60, -60], [width + 60, height + 60]]);
    const path = geoPath(this.projection, c);
    c.fillStyle = dark ? "#10141a" : "#eaf0f4";
    c.fillRect(0, 0, width, height);
    stroke(c, path, geoGraticule10(), dark ? "#1f2731" : "#dbe4ea", 0.6);
    c.beginPath();
    path(this.land);
    c.fillStyle = dark ? "#262e38" : "#fbfaf6";
    c.fill();
    stroke(c, path, this.land, dark ? "#3b4654" : "#c3c6c4", 0.8);
    if (page.state.borders) stroke(c, path, this.borders, dark ? "#465364" : "#cfcdc4", 0.7);
    this.drawArcs(c, surface);
    this.drawSpots(c, surface, width, height);
    return undefined;
  }

  drawArcs(c, surface) {
    const { page } = this;
    const color = styleOf("Contact", 0, page.scheme).color;
    const chosen = new Set(page.state.selection);
    const most = Math.max(1, ...this.arcs.map((arc) => arc.events.length));
    this.drawnArcs = [];
    for (const arc of this.arcs) {
      const points = curve(this.projection, arc.from, arc.to);
      if (points.length < 2) continue;
      const lit = arc.events.some((i) => chosen.has(i));
      c.strokeStyle = c.fillStyle = lit ? surface.mark : color;
      c.globalAlpha = lit ? 0.95 : 0.55;
      c.lineWidth = 1 + 5 * Math.sqrt(arc.events.length / most) * (arc.events.length > 1 ? 1 : 0.35);
      c.beginPath();
      points.forEach(([x, y], k) => (k ? c.lineTo(x, y) : c.moveTo(x, y)));
      c.stroke();
      arrow(c, points, c.lineWidth);
      this.drawnArcs.push({ arc, points });
    }
    c.globalAlpha = 1;
  }

  drawSpots(c, surface, width, height) {
    const { page } = this;
    const { graph, names, scheme, state } = page;
    const chosen = new Set(state.selection);
    this.drawnSpots = [];
    const sorted = [...this.spots.values()].sort((a, b) => b.events.size - a.events.size || a.node - b.node);
    for (const spot of sorted) {
      const at = this.projection(spot.at);
      if (!at) continue;
      const [x, y] = at;
      const r = Math.min(15, 2.5 + Math.sqrt(spot.events.size) * 1.3);
      const family = graph.family[spot.node];
      c.beginPath();
      c.arc(x, y, r, 0, 7);
      c.fillStyle = styleOf(graph.families[family], family, scheme).color;
      c.globalAlpha = graph.families[family] === "State" ? 0.55 : 0.9;
      c.fill();
      c.globalAlpha = 1;
      c.strokeStyle = chosen.has(spot.node) ? surface.mark : surface.paper;
      c.lineWidth = chosen.has(spot.node) ? 3 : 1;
      c.stroke();
      this.drawnSpots.push({ spot, x, y, r, text: shorten(names.label(spot.node), 26), size: 11 + Math.min(3, r / 5) });
    }
    const measure = (text, size) => {
      c.font = `${size}px ${FONT}`;
      return c.measureText(text).width;
    };
    const placed = placeLabels(this.drawnSpots, new Taken(), measure, 120, [0, 0, width, height]);
    c.textBaseline = "middle";
    c.textAlign = "left";
    c.lineJoin = "round";
    for (const { text, left, middle, size } of placed) {
      c.font = `${size}px ${FONT}`;
      c.strokeStyle = scheme === "dark" ? "#262e38" : "#fbfaf6";
      c.lineWidth = 3;
      c.strokeText(text, left, middle);
      c.fillStyle = surface.ink;
      c.fillText(text, left, middle);
    }
  }

  at(x, y) {
    const spot = this.drawnSpots?.find((s) => Math.hypot(s.x - x, s.y - y) <= s.r + 3)?.spot;
    if (spot) return { spot };
    const near = ({ points }) => points.some(([px, py]) => Math.hypot(px - x, py - y) < 8);
    return { arc: this.drawnArcs?.find(near)?.arc };
  }

  click(x, y, add) {
    const { spot, arc } = this.at(x, y);
    if (spot) this.page.pickNode(spot.node, add);
    else if (arc) this.page.pickMany(arc.events);
    else if (!add) this.page.clear();
  }

  hover(x, y) {
    const { names } = this.page;
    const { spot, arc } = this.at(x, y);
    this.surface.canvas.classList.toggle("over", Boolean(spot || arc));
    if (spot) this.page.hint(names.label(spot.node), names.say("eventsOf", { n: spot.events.size }), x, y);
    else if (arc) {
      const way = `${names.label(arc.guest)} → ${names.label(arc.host)}`;
      this.page.hint(way, names.say("eventsOf", { n: arc.events.length }), x, y);
    } else this.page.hint("", "", x, y);
  }
}

function decoded(steps) {
  const points = [];
  let [x, y] = [0, 0];
  for (let k = 0; k < steps.length; k += 2) {
    [x, y] = [x + steps[k], y + steps[k + 1]];
    points.push([x / 100, y / 100]);
  }
  return points;
}

function stroke(c, path, shape, color, width) {
  c.beginPath();
  path(shape);
  c.strokeStyle = color;
  c.lineWidth = width;
  c.stroke();
}

const lonLat = (graph, i) => [graph.place[i][1], graph.place[i][0]];

/** Places of events: the place named, else the states in it; node → {node, at, events}. */
function spotsOf(graph, scene) {
  const spots = new Map();
  for (let i = 0; i < graph.n; i++) {
    if (!scene.nodes[i] || !graph.isEvent[i]) continue;
    const place = placeOf(graph, i);
    for (const node of place >= 0 ? [place] : graph.states[i]) {
      if (!graph.place[node]) continue;
      if (!spots.has(node)) spots.set(node, { node, at: lonLat(graph, node), events: new Set() });
      spots.get(node).events.add(i);
    }
  }
  return spots;
}

/** The node with coordinates where an event takes place; -1 where none is told. */
function placeOf(graph, i) {
  for (const e of graph.edgesOf(i)) {
    if (graph.source[e] === i && graph.roles[graph.role[e]] === "place" && graph.place[graph.target[e]]) return graph.target[e];
  }
  return -1;
}

/** Ways from the guest's state to the place, or to the host's state; with all events on each. */
function arcsOf(graph, scene) {
  const arcs = new Map();
  for (let i = 0; i < graph.n; i++) {
    if (!scene.nodes[i]) continue;
    for (const guest of graph.guests[i]) {
      const place = placeOf(graph, i);
      const host = graph.hosts[i].find((state) => state !== guest) ?? place;
      const goal = place >= 0 ? place : host;
      if (goal < 0 || goal === guest || !graph.place[guest] || !graph.place[goal]) continue;
      if (geoDistance(lonLat(graph, guest), lonLat(graph, goal)) < 0.002) continue;
      const key = `${guest} ${goal}`;
      const ends = { guest, host: goal, from: lonLat(graph, guest), to: lonLat(graph, goal) };
      if (!arcs.has(key)) arcs.set(key, { ...ends, events: [] });
      arcs.get(key).events.push(i);
    }
  }
  return [...arcs.values()].sort((a, b) => a.events.length - b.events.length);
}

/** A great circle, lifted a little to one side so that there and back lie apart. */
function curve(projection, from, to) {
  const along = geoInterpolate(from, to);
  const points = [];
  for (let k = 0; k <= STEPS; k++) {
    const point = projection(along(k / STEPS));
    if (point) points.push(point);
  }
  const [a, b] = [points[0], points.at(-1)];
  if (!a || points.some((p, k) => k && Math.hypot(p[0] - points[k - 1][0], p[1] - points[k - 1][1]) > 500)) return [];
  const [dx, dy] = [b[0] - a[0], b[1] - a[1]];
  return points.map(([x, y], k) => {
    const lift = 0.12 * Math.sin((Math.PI * k) / (points.length - 1));
    return [x + dy * lift, y - dx * lift];
  });
}

function arrow(c, points, width) {
  const [tip, back] = [points[points.length - 2], points[points.length - 4] ?? points[0]];
  const length = Math.hypot(tip[0] - back[0], tip[1] - back[1]) || 1;
  const [ux, uy] = [(tip[0] - back[0]) / length, (tip[1] - back[1]) / length];
  const s = 4 + width;
  c.beginPath();
  c.moveTo(tip[0] + ux * s, tip[1] + uy * s);
  c.lineTo(tip[0] - uy * s * 0.6, tip[1] + ux * s * 0.6);
  c.lineTo(tip[0] + uy * s * 0.6, tip[1] - ux * s * 0.6);
  c.fill();
}

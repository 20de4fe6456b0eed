// Events on lanes of time: by state, person, organisation or type. A date that is not known to the
// day is drawn as the whole stretch in which it lies.

import { dayNumber, dayOf, firstDay, lastDay } from "./days.js";
import { shorten } from "./labels.js";
import { crowded } from "./months.js";
import { formatDate } from "./names.js";
import { drawFilled, FONT } from "./painter.js";
import { datedEvents, eventObjects, eventRows } from "./rows.js";
import { SHAPES, STATUS_FILL, styleOf, SURFACE } from "./style.js";
import { Surface } from "./surface.js";

const LEFT = 170;
const TOP = 26;
const ROW = 17;
const SIGN = 5;
const MOST_ROWS = 9;
/** Days that an event without a known end is drawn to last at most. */
const OPEN = 45;

export class Timeline {
  constructor(canvas, page) {
    Object.assign(this, { page, scroll: 0, lanes: [], drawn: [] });
    this.surface = new Surface(canvas, {
      draw: (c, view) => this.draw(c, view),
      pan: (dx, dy) => this.pan(dx, dy),
      zoom: (factor, x, y, across) => (across ? this.pan(0, Math.log(factor) * 300) : this.zoom(factor, x)),
      click: (x, y, add) => this.click(x, y, add),
      hover: (x, y) => this.hover(x, y),
    });
  }

  /** Takes the scene of the page; looks at all its dated events, or at the time chosen. */
  show() {
    const { graph, scene, state } = this.page;
    const events = [];
    for (let i = 0; i < graph.n; i++) {
      if (scene.nodes[i] && graph.isEvent[i] && firstDay(graph.start[i] ?? graph.end[i])) events.push(i);
    }
    this.spans = new Map(events.map((i) => [i, spanOf(graph, i)]));
    this.lanes = lanesOf(this.page, events, state.lanes);
    const key = `${state.since} ${state.until} ${events.length}`;
    if (this.key !== key) this.fit();
    this.key = key;
    this.reveal(state.selection[0]);
    this.surface.redraw();
  }

  /** Moves to a chosen event that lies outside of what is seen. */
  reveal(i) {
    const span = this.spans.get(i);
    if (!span || (span.to >= this.from && span.from <= this.to)) return;
    const half = (this.to - this.from) / 2;
    [this.from, this.to] = [span.from - half, span.from + half];
  }

  fit() {
    const { state } = this.page;
    const months = crowded(this.page.graph);
    const [first, last] = [state.since ?? months[0] ?? "2000", state.until ?? months.at(-1) ?? "2030"];
    this.from = dayNumber(firstDay(first));
    this.to = dayNumber(lastDay(last)) + 1;
    this.scroll = 0;
    this.surface.redraw();
  }

  picture() {
    const { width, height } = this.surface.view;
    return { width, height, draw: (c) => this.draw(c, { width, height }) };
  }

  rows() {
    return eventRows(this.page, datedEvents(this.page));
  }

  data() {
    return eventObjects(this.page, datedEvents(this.page));
  }

  pan(dx, dy) {
    const days = (dx / (this.surface.view.width - LEFT)) * (this.to - this.from);
    this.from -= days;
    this.to -= days;
    this.scroll = Math.max(0, this.scroll - dy);
    this.surface.redraw();
  }

  zoom(factor, x = this.surface.view.width / 2) {
    const share = Math.max(0, x - LEFT) / (this.surface.view.width - LEFT);
    const length = this.to - this.from;
    const next = Math.max(7, Math.min(40_000, length / factor));
    this.from += (length - next) * share;
    this.to = this.from + next;
    this.surface.redraw();
  }

  x(day) {
    return LEFT + ((day - this.from) / (this.to - this.from)) * (this.surface.view.width - LEFT);
  }

  draw(c, { width, height }) {
    const { page } = this;
    const surface = SURFACE[page.scheme];
    c.fillStyle = surface.paper;
    c.fillRect(0, 0, width, height);
    this.drawn = [];
    let y = TOP - this.scroll;
    for (const lane of this.lanes) {
      const { rows, crowd } = this.pack(lane.events, width);
      const tall = rows.length * ROW + (crowd.length ? ROW : 0) + 8;
      if (y + tall > TOP && y < height) this.drawLane(c, lane, rows, crowd, y, tall, width);
      y += tall;
    }
    this.scroll = Math.max(0, Math.min(this.scroll, y + this.scroll - height + 40));
    this.drawAxis(c, width, height);
    if (!this.lanes.length) {
      c.fillStyle = surface.faint;
      c.font = `14px ${FONT}`;
      c.fillText(page.names.say("noDates"), LEFT + 20, TOP + 40);
    }
  }

  /** Events in rows so that signs do not cover one another; what finds no room is a crowd. */
  pack(events, width) {
    const rows = [[]];
    const ends = [-Infinity];
    const crowd = [];
    for (const i of events) {
      const { from, to } = this.spans.get(i);
      const [left, right] = [this.x(from) - SIGN - 1, Math.max(this.x(to), this.x(from)) + SIGN + 2];
      if (right < LEFT || left > width) continue;
      let row = ends.findIndex((end) => end <= left);
      if (row < 0 && ends.length >= MOST_ROWS) {
        crowd.push({ i, left, right });
        continue;
      }
      if (row < 0) row = rows.push([]) - 1;
      rows[row].push({ i, left, right });
      ends[row] = right;
    }
    return { rows, crowd };
  }

  drawLane(c, lane, rows, crowd, top, tall, width) {
    const { page } = this;
    const { state } = page;
    const surface = SURFACE[page.scheme];
    c.fillStyle = surface.edge;
    c.globalAlpha = 0.35;
    c.fillRect(0, top + tall - 1, width, 1);
    c.globalAlpha = 1;
    c.save();
    c.beginPath();
    c.rect(LEFT, TOP, width - LEFT, 1e6);
    c.clip();
    rows.forEach((row, r) => {
      const middle = top + 4 + r * ROW + ROW / 2;
      row.forEach(({ i, left, right }, k) => {
        this.drawEvent(c, i, middle);
        this.drawn.push({ i, left, right, middle });
        const room = (row[k + 1]?.left ?? width) - right;
        if (room > 60) this.label(c, page.names.label(i), right + 2, middle, room - 8, surface.faint);
      });
    });
    this.drawCrowd(c, crowd, top + 4 + rows.length * ROW + ROW / 2);
    c.restore();
    const chosen = state.selection.includes(lane.node);
    c.font = `${chosen ? "bold " : ""}13px ${FONT}`;
    c.fillStyle = surface.ink;
    c.textBaseline = "middle";
    c.textAlign = "left";
    if (top + 12 > TOP) c.fillText(shorten(lane.name, 22), 10, top + 13);
    c.fillStyle = surface.faint;
    c.font = `11px ${FONT}`;
    if (tall > 30 && top + 28 > TOP) c.fillText(String(lane.events.length), 10, top + 28);
    if (lane.node >= 0) this.drawn.push({ i: lane.node, left: 0, right: LEFT, middle: top + 13 });
  }

  /** Events that found no room, as strokes that darken where there are many. */
  drawCrowd(c, crowd, middle) {
    const { graph, scheme } = this.page;
    c.globalAlpha = 0.35;
    for (const { i, left, right } of crowd) {
      c.fillStyle = styleOf(graph.families[graph.family[i]], graph.family[i], scheme).color;
      c.fillRect((left + right) / 2 - 1, middle - 6, 2, 12);
      this.drawn.push({ i, left, right: left + 2 * SIGN, middle });
    }
    c.globalAlpha = 1;
  }

  drawEvent(c, i, middle) {
    const { graph, scheme, state } = this.page;
    const surface = SURFACE[scheme];
    const { from, to, sure, open } = this.spans.get(i);
    const family = graph.family[i];
    const { shape, color } = styleOf(graph.families[family], family, scheme);
    const [left, right] = [this.x(from), this.x(to)];
    if (right - left > 2 * SIGN) {
      c.globalAlpha = sure ? 0.45 : 0.22;
      c.fillStyle = color;
      const fade = open && c.createLinearGradient(left, 0, right, 0);
      if (fade) {
        fade.addColorStop(0, color);
        fade.addColorStop(1, `${color}00`);
        c.fillStyle = fade;
      }
      c.fillRect(left, middle - 4, right - left, 8);
      c.globalAlpha = 1;
      if (!sure) {
        c.strokeStyle = color;
        c.setLineDash([2, 2]);
        c.strokeRect(left, middle - 4, right - left, 8);
        c.setLineDash([]);
      }
    }
    const at = sure ? left : (left + right) / 2;
    const fill = graph.status[i] < 0 ? "solid" : STATUS_FILL[graph.statuses[graph.status[i]]] ?? "solid";
    c.beginPath();
    SHAPES[shape](c, at, middle, SIGN);
    drawFilled(c, fill, color, surface.paper);
    if (fill === "struck") {
      c.beginPath();
      c.moveTo(at - 6, middle + 6);
      c.lineTo(at + 6, middle - 6);
      c.stroke();
    }
    if (state.selection.includes(i)) {
      c.strokeStyle = surface.mark;
      c.lineWidth = 2;
      c.beginPath();
      c.arc(at, middle, SIGN + 4, 0, 7);
      c.stroke();
    }
  }

  label(c, text, x, middle, room, color) {
    c.font = `11.5px ${FONT}`;
    c.textBaseline = "middle";
    c.textAlign = "left";
    c.fillStyle = color;
    const fits = Math.floor(room / 6.2);
    if (fits > 6) c.fillText(shorten(text, fits), x, middle);
  }

  drawAxis(c, width, height) {
    const { scheme, state } = this.page;
    const surface = SURFACE[scheme];
    c.fillStyle = surface.panel;
    c.fillRect(0, 0, width, TOP);
    c.font = `11.5px ${FONT}`;
    c.textBaseline = "middle";
    c.textAlign = "left";
    for (const [day, text] of ticks(this.from, this.to, (width - LEFT) / 90, state.lang)) {
      const x = this.x(day);
      if (x < LEFT) continue;
      c.globalAlpha = 0.3;
      c.fillStyle = surface.edge;
      c.fillRect(x, TOP, 1, height);
      c.globalAlpha = 1;
      c.fillStyle = surface.faint;
      c.fillText(text, x + 3, TOP / 2);
    }
  }

  at(x, y) {
    return this.drawn.find(
      ({ left, right, middle }) => x >= left - 3 && x <= right + 3 && Math.abs(y - middle) <= ROW / 2,
    );
  }

  click(x, y, add) {
    const hit = this.at(x, y);
    if (hit) this.page.pickNode(hit.i, add);
    else if (!add) this.page.clear();
  }

  hover(x, y) {
    const hit = this.at(x, y);
    this.surface.canvas.classList.toggle("over", Boolean(hit));
    this.page.showHint(hit ? hit.i : -1, -1, x, y);
  }
}

/** Where an event lies in days; `sure` if its start is known to the day, `open` if it has no end. */
function spanOf(graph, i) {
  const start = graph.start[i] ?? graph.end[i];
  const open = graph.end[i] === "..";
  const from = dayNumber(firstDay(start));
  const last = open ? lastDay(start) : lastDay(graph.end[i] ?? start);
  const to = dayNumber(last < firstDay(start) ? firstDay(start) : last) + (open ? OPEN : 0);
  return { from, to: to > from ? to + 1 : from, sure: start.length === 10, open };
}

/** Lanes, the fullest first; an event stands on each lane that it belongs to. */
function lanesOf({ graph, names }, events, by) {
  const lanes = new Map();
  const put = (key, node, name, i) => {
    if (!lanes.has(key)) lanes.set(key, { node, name, events: [] });
    lanes.get(key).events.push(i);
  };
  for (const i of events) {
    if (by === "type") put(`t${graph.type[i]}`, -1, names.type(i), i);
    else for (const node of membersOf(graph, i, by)) put(node, node, names.label(node), i);
  }
  const start = (i) => firstDay(graph.start[i] ?? graph.end[i]);
  for (const lane of lanes.values()) lane.events.sort((a, b) => (start(a) < start(b) ? -1 : start(a) > start(b) ? 1 : a - b));
  return [...lanes.values()].sort((a, b) => b.events.length - a.events.length || (a.name < b.name ? -1 : 1));
}

/** Entities of an event of one family; states also where somebody stands for them. */
export function membersOf(graph, i, by) {
  const family = { state: "State", person: "Person", organization: "Organization" }[by];
  const found = new Set(by === "state" ? graph.states[i] : []);
  for (const e of graph.edgesOf(i)) {
    const j = graph.otherEnd(e, i);
    if (graph.families[graph.family[j]] === family) found.add(j);
  }
  return found;
}

/** Days with their text for an axis of about `count` marks: years, months, weeks or days. */
function ticks(from, to, count, lang) {
  const step = (to - from) / Math.max(1, count);
  const marks = [];
  const start = new Date(from * 864e5);
  let [year, month] = [start.getUTCFullYear(), start.getUTCMonth()];
  const months = [1, 2, 3, 6, 12, 24, 60, 120].find((n) => n * 30.4 >= step) ?? 240;
  if (step < 12) {
    const days = Math.max(1, Math.round(step));
    for (let day = Math.ceil(from / days) * days; day < to; day += days) marks.push([day, formatDate(dayOf(day), lang)]);
    return marks;
  }
  month = Math.floor((year * 12 + month) / months) * months;
  for (;;) {
    year = Math.floor(month / 12);
    const name = `${year}-${String((month % 12) + 1).padStart(2, "0")}`;
    const day = dayNumber(`${name}-01`);
    if (day > to) return marks;
    if (day >= from) marks.push([day, months >= 12 ? String(year) : formatDate(name, lang)]);
    month += months;
  }
}

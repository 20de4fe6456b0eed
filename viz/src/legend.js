// The legend: families, types and statuses with their signs and counts; a click takes one out or back.

import { el } from "./dom.js";
import { SHAPES, STATUS_FILL, styleOf, SURFACE } from "./style.js";
import { drawFilled } from "./painter.js";

export function renderLegend(root, { graph, scene, state, names, scheme, toggle, only }) {
  const focused = document.activeElement?.dataset?.key;
  const off = new Set(state.off);
  const counts = count(graph, scene);
  const row = (key, name, number, sign) => {
    const out = off.has(key);
    const check = el("button", {
      type: "button",
      class: "row",
      data: { key },
      aria: { pressed: String(!out) },
      title: names.say("only", { name }),
      on: { click: () => toggle(key), dblclick: () => only(key) },
    });
    check.append(sign, el("span", { class: "name", text: name }), el("span", { class: "count", text: number.toLocaleString(state.lang) }));
    return check;
  };
  const group = (title, rows) =>
    el("section", {}, el("h3", { text: title }), el("ul", {}, ...rows.map((r) => el("li", {}, r))));
  const typeRows = (event) =>
    graph.types
      .map((type, t) => ({ ...type, t, count: counts.types[t] }))
      .filter((type) => type.event === event && counts.totals[type.t] > 0)
      .sort((a, b) => a.family - b.family || b.count - a.count)
      .map((type) =>
        row(`type:${type.name}`, names.term(type.name), type.count, sign(graph, type.family, "solid", scheme)),
      );
  const familyRows = graph.families
    .map((name, f) => ({ name, f }))
    .filter(({ f }) => graph.types.some((t) => t.event && t.family === f) && counts.families[f] !== undefined)
    .map(({ name, f }) =>
      row(`family:${name}`, names.term(name), counts.families[f], sign(graph, f, "solid", scheme)),
    );
  const statusRows = graph.statuses.map((name, s) =>
    row(`status:${name}`, names.term(name), counts.statuses[s] ?? 0, sign(graph, contact(graph), STATUS_FILL[name] ?? "solid", scheme)),
  );
  const groups = [group(names.say("entities"), typeRows(false))];
  if (familyRows.length > 1) groups.push(group(names.say("families"), familyRows));
  if (typeRows(true).length) groups.push(group(names.say("events"), typeRows(true)));
  if (statusRows.length) groups.push(group(names.say("statuses"), statusRows));
  root.replaceChildren(...groups);
  if (focused) root.querySelector(`[data-key="${CSS.escape(focused)}"]`)?.focus();
}

const contact = (graph) => Math.max(0, graph.families.indexOf("Contact"));

/** Nodes that the time and focus let through, by type, family and status; totals over the whole graph. */
function count(graph, scene) {
  const counts = { types: [], families: [], statuses: [], totals: [] };
  counts.types = new Array(graph.types.length).fill(0);
  counts.totals = new Array(graph.types.length).fill(0);
  for (let i = 0; i < graph.n; i++) {
    counts.totals[graph.type[i]]++;
    const f = graph.family[i];
    counts.families[f] = (counts.families[f] ?? 0) + scene.open[i];
    if (!scene.open[i]) continue;
    counts.types[graph.type[i]]++;
    if (graph.status[i] >= 0) counts.statuses[graph.status[i]] = (counts.statuses[graph.status[i]] ?? 0) + 1;
  }
  return counts;
}

/** The sign of a family, drawn as in the network. */
function sign(graph, family, fill, scheme) {
  const canvas = el("canvas", { class: "sign", width: 36, height: 36, aria: { hidden: "true" } });
  const c = canvas.getContext("2d");
  c.scale(2, 2);
  const { shape, color } = styleOf(graph.families[family], family, scheme);
  c.beginPath();
  SHAPES[shape](c, 9, 9, 5.6);
  drawFilled(c, fill, color, SURFACE[scheme].paper);
  c.beginPath();
  if (fill === "half") {
    SHAPES.circle(c, 9, 9, 2.4);
    c.fillStyle = color;
    c.fill();
  }
  if (fill === "struck") {
    c.moveTo(3, 15);
    c.lineTo(15, 3);
    c.stroke();
  }
  return canvas;
}

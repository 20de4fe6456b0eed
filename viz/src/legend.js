// The legend: families and their types, statuses, kinds of links, each with its sign and count.
// A click takes one out or back; "only" leaves it alone of its group.

import { button, el } from "./dom.js";
import { groupName } from "./overview.js";
import { drawFilled } from "./painter.js";
import { formatNumber } from "./names.js";
import { SHAPES, STATUS_FILL, styleOf, SURFACE } from "./style.js";

const FIRST = ["State", "Person", "Organization", "Place", "Agreement"];
const STATUSES = ["planned", "ongoing", "held", "postponed", "cancelled", "unconfirmed"];
/** Families whose types are shown. */
const unfolded = new Set();

export function renderLegend(root, page) {
  const { graph, names } = page;
  const focused = document.activeElement?.dataset?.key;
  const counts = count(page);
  const entities = [...FIRST.map((name) => graph.families.indexOf(name)), ...others(graph)].filter(
    (f) => f >= 0 && counts.total.family[f] && !isEventFamily(graph, f),
  );
  const events = graph.families.map((_, f) => f).filter((f) => isEventFamily(graph, f) && counts.total.family[f]);
  const statuses = STATUSES.map((name) => graph.statuses.indexOf(name)).filter((s) => s >= 0);
  const groups = [
    page.drawn.groups && group(names.say("communities"), page.drawn.groups.map((one) => communityRow(page, one))),
    group(names.say("entities"), entities.flatMap((f) => familyRows(root, page, f, counts))),
    group(names.say("events"), events.flatMap((f) => familyRows(root, page, f, counts))),
    group(names.say("statuses"), statuses.map((s) => statusRow(page, s, counts))),
    group(names.say("edges"), roleRows(page, counts)),
  ];
  root.replaceChildren(...groups.filter(Boolean));
  if (focused) root.querySelector(`[data-key="${CSS.escape(focused)}"]`)?.focus();
}

const isEventFamily = (graph, f) => graph.types.some((type) => type.family === f && type.event);
const others = (graph) => graph.families.map((_, f) => f).filter((f) => !FIRST.includes(graph.families[f]));

function group(title, rows) {
  if (!rows.length) return null;
  return el("section", {}, el("h2", { class: "caps", text: title }), el("ul", {}, ...rows));
}

function row(page, key, name, number, sign, extra = {}) {
  const { names, state } = page;
  const label = name.charAt(0).toUpperCase() + name.slice(1);
  const shown = !state.off.includes(key);
  const main = el("button", {
    type: "button",
    class: "row",
    data: { key },
    title: names.say("toggle", { name: label }),
    aria: { pressed: String(shown) },
    on: { click: () => page.toggle(key) },
  });
  main.append(
    sign ?? el("span", { class: "sign" }),
    el("span", { class: "name", text: label }),
    el("span", { class: "count", text: formatNumber(number, state.lang) }),
  );
  const only = button(names.say("only"), names.say("onlyHelp", { name: label }), () => page.only(key));
  only.className = "only";
  only.setAttribute("aria-label", names.say("onlyHelp", { name: label }));
  return el("li", { class: extra.class ?? "" }, extra.fold ?? null, main, only);
}

function familyRows(root, page, f, counts) {
  const { graph, names, scheme } = page;
  const name = graph.families[f];
  const types = graph.types
    .map((type, t) => ({ ...type, t }))
    .filter((type) => type.family === f && counts.total.type[type.t])
    .sort((a, b) => counts.total.type[b.t] - counts.total.type[a.t] || a.t - b.t);
  const alone = types.length === 1 && types[0].name === name;
  const open = unfolded.has(name);
  const label = names.term(name);
  const fold = button(open ? "▾" : "▸", names.say("types", { name: label }), () => {
    if (open) unfolded.delete(name);
    else unfolded.add(name);
    renderLegend(root, page);
  });
  fold.className = "fold";
  fold.setAttribute("aria-expanded", String(open));
  fold.setAttribute("aria-label", names.say("types", { name: label }));
  const sign = signOf(graph, f, "solid", scheme);
  const head = row(page, `family:${name}`, label, counts.family[f], sign, { fold: alone ? null : fold });
  if (alone || !open) return [head];
  const typeRow = (type) =>
    row(page, `type:${type.name}`, names.term(type.name), counts.type[type.t], null, { class: "sub" });
  return [head, ...types.map(typeRow)];
}

function communityRow(page, one) {
  const { graph, names } = page;
  const press = button("", names.say("chooseMembers"), () => page.pickMany(one.nodes), { class: "row" });
  const name = el("span", { class: "name", text: groupName(graph, names, one) });
  press.append(name, el("span", { class: "count", text: String(one.nodes.length) }));
  return el("li", {}, press);
}

function statusRow(page, s, counts) {
  const { graph, names, scheme } = page;
  const name = graph.statuses[s];
  const contact = Math.max(0, graph.families.indexOf("Contact"));
  const sign = signOf(graph, contact, STATUS_FILL[name] ?? "solid", scheme);
  return row(page, `status:${name}`, names.term(name), counts.status[s], sign);
}

function roleRows(page, counts) {
  const { graph, names } = page;
  return graph.roles
    .map((name, r) => ({ name, n: counts.role[r] }))
    .sort((a, b) => b.n - a.n || (a.name < b.name ? -1 : 1))
    .map(({ name, n }) => row(page, `role:${name}`, names.term(name), n, null));
}

/** Nodes that time and focus let through, by family, type and status; edges by role; and totals. */
function count({ graph, scene }) {
  const zeros = (list) => new Array(list.length).fill(0);
  const fresh = () => ({ family: zeros(graph.families), type: zeros(graph.types) });
  const counts = { ...fresh(), status: zeros(graph.statuses), role: zeros(graph.roles), total: fresh() };
  for (let i = 0; i < graph.n; i++) {
    counts.total.family[graph.family[i]]++;
    counts.total.type[graph.type[i]]++;
    if (!scene.open[i]) continue;
    counts.family[graph.family[i]]++;
    counts.type[graph.type[i]]++;
    if (graph.status[i] >= 0) counts.status[graph.status[i]]++;
  }
  for (let e = 0; e < graph.m; e++) counts.role[graph.role[e]]++;
  return counts;
}

/** The sign of a family, drawn as in the network. */
function signOf(graph, family, fill, scheme) {
  const canvas = el("canvas", { class: "sign", width: 36, height: 36, aria: { hidden: "true" } });
  const c = canvas.getContext("2d");
  c.scale(2, 2);
  const { shape, color } = styleOf(graph.families[family], family, scheme);
  c.beginPath();
  SHAPES[shape](c, 9, 9, 5.6);
  drawFilled(c, fill, color, SURFACE[scheme].panel);
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

// Puts the page together: the state decides all that is shown, and each gesture changes the state.

import { panned } from "./camera.js";
import { readGraph, readTexts, unpacked } from "./data.js";
import { renderDetails } from "./details.js";
import { byId, el } from "./dom.js";
import { exportAs, setUpPrinting } from "./export.js";
import { setUpKeys } from "./keys.js";
import { renderLegend } from "./legend.js";
import { formatDate, namer } from "./names.js";
import { Network } from "./network.js";
import { Profile } from "./entity.js";
import { WorldMap } from "./map.js";
import { Matrix } from "./matrix.js";
import { setUpMonths } from "./months.js";
import { Timeline } from "./timeline.js";
import { overviewOf } from "./overview.js";
import { graphObject, linkRows } from "./rows.js";
import { makeScene } from "./scene.js";
import { litOf } from "./lit.js";
import { setUpSearch } from "./search.js";
import { createStore, fromHash, INITIAL, toHash } from "./state.js";
import { renderTable } from "./table.js";
import { setUpToolbar, translatePage } from "./toolbar.js";

const read = (id) => JSON.parse(byId(id).textContent);
const graph = readGraph(await unpacked(byId("graph").textContent));
const words = read("words");
const settings = read("settings");
const store = createStore({ lang: settings.lang, kind: settings.kind, ...fromHash(location.hash, graph) });
const names = namer(graph, words, () => store.get().lang);
const dark = matchMedia("(prefers-color-scheme: dark)");
const scheme = () => {
  const { theme } = store.get();
  return theme === "auto" ? (dark.matches ? "dark" : "light") : theme;
};
const sorts = {};

/** What every part of the page is given. */
const page = {
  graph,
  names,
  scene: null,
  /** The scene that the network shows: the overview's, or all that is in sight. */
  drawn: null,
  get state() {
    return store.get();
  },
  get scheme() {
    return page.printing ? "light" : scheme();
  },
  set: (patch, step) => store.set(patch, step),
  undo: store.undo,
  redo: store.redo,
  canUndo: store.canUndo,
  canRedo: store.canRedo,
  redrawTable: () => renderTable(byId("table"), page, sorts),
  clear: () => store.set({ selection: [], edge: -1, path: null }),
  pickNode(i, add = false) {
    const { selection, hidden, kind } = store.get();
    if (endsPath(i)) return;
    if (kind === "entity" && !graph.isEvent[i]) {
      page.openEntity(i);
      return;
    }
    if (add) {
      const chosen = selection.includes(i) ? without(selection, i) : [...selection, i];
      store.set({ selection: chosen, edge: -1 });
      return;
    }
    const chosen = { selection: [i], edge: -1, hidden: without(hidden, i) };
    if (page.drawn.links && !page.drawn.nodes[i] && !graph.isEvent[i]) {
      store.set({ ...chosen, focus: { nodes: [i], depth: 1 } });
      network.fit();
    } else {
      store.set(chosen);
      bringIntoSight([i]);
    }
  },
  pickMany: (nodes) => store.set({ selection: nodes, edge: -1 }),
  openEntity: (i) => store.set({ subject: i, selection: [], edge: -1, kind: "entity" }),
  showHint,
  hint,
  pickEdge(e) {
    store.set({ edge: e, selection: [graph.source[e], graph.target[e]] });
    bringIntoSight([graph.source[e], graph.target[e]]);
  },
  focus(nodes, depth) {
    store.set({ focus: { nodes, depth } });
    network.fit();
  },
  unfocus() {
    store.set({ focus: null });
    network.fit();
  },
  expand(i) {
    const { focus } = store.get();
    store.set({ focus: { ...focus, nodes: [...focus.nodes, i] } });
  },
  /** Hides neighbours that have no other visible neighbour. */
  collapse(i) {
    const { nodes, edges } = page.scene;
    const near = [...graph.edgesOf(i)].filter((e) => edges[e]).map((e) => graph.otherEnd(e, i));
    const hangs = (j) => [...graph.edgesOf(j)].every((e) => !edges[e] || graph.otherEnd(e, j) === i);
    const leaves = near.filter((j) => nodes[j] && hangs(j));
    store.set({ hidden: [...new Set([...store.get().hidden, ...leaves])] });
  },
  hide: (nodes) => store.set({ hidden: [...new Set([...store.get().hidden, ...nodes])], selection: [] }),
  unhide: () => store.set({ hidden: [] }),
  unpin(i) {
    const { [i]: _, ...moved } = store.get().moved;
    store.set({ moved });
  },
  pathFrom(i) {
    page.waiting = i;
    say(names.say("pathChoose", { name: names.label(i) }));
  },
  findPath(a, b) {
    store.set({ path: [a, b], selection: [a, b], edge: -1 });
    const { path } = page.scene;
    say(path.length ? names.say("pathFound", { n: path.length - 1 }) : names.say("pathNone"));
    if (path.length) bringIntoSight(path, true);
  },
  toggle(key) {
    const { off } = store.get();
    store.set({ off: off.includes(key) ? without(off, key) : [...off, key] });
  },
  /** Only this entry of its group. */
  only(key) {
    const group = key.split(":")[0];
    const { types, families, statuses, roles } = graph;
    const all = { type: types.map((t) => t.name), family: families, status: statuses, role: roles }[group];
    const name = key.slice(group.length + 1);
    const others = all.filter((other) => kin(group, other, name)).map((other) => `${group}:${other}`);
    const rest = store.get().off.filter((other) => other !== key && !others.includes(other));
    store.set({ off: [...rest, ...others] });
  },
  exportAs: (format) => exportAs(format, store.get().kind, active()),
  reset: () => store.set({ ...INITIAL, lang: store.get().lang, theme: store.get().theme, kind: store.get().kind, camera: store.get().camera }),
  fit: () => active().fit?.(),
  zoom: (factor) => active().zoom?.(factor),
  pan: (dx, dy) => active().pan?.(-dx, -dy),
};

/** Draws the path that was begun, if one was; says whether it did. */
function endsPath(i) {
  const from = page.waiting;
  page.waiting = undefined;
  if (from === undefined || from === i) return false;
  page.findPath(from, i);
  return true;
}

/** Whether "only `name`" takes `other` out: events leave entities alone, and the other way round. */
function kin(group, other, name) {
  if (other === name) return false;
  const isEvent = (one) => graph.types.find((t) => (group === "type" ? t.name : graph.families[t.family]) === one)?.event;
  return group === "status" || group === "role" || isEvent(other) === isEvent(name);
}

const without = (list, item) => list.filter((other) => other !== item);

let show;
/** Kept when the first frame is there: the network's, or that of another view. */
const shown = new Promise((resolve) => (show = resolve));

const network = new Network(byId("canvas"), graph, names, {
  pick(node, edge, add) {
    if (node >= 0) page.pickNode(node, add);
    else if (edge >= 0 && page.drawn.links) page.pickMany([page.drawn.links[edge].a, page.drawn.links[edge].b]);
    else if (edge >= 0) page.pickEdge(edge);
    else if (!add) page.clear();
  },
  pickMany: page.pickMany,
  move: (i, x, y) => store.set({ moved: { ...store.get().moved, [i]: [x, y] } }),
  open: (i) => (store.get().focus ? page.expand(i) : page.focus([i], 1)),
  hover: showHint,
  camera: rememberCamera,
  drawn: () => setTimeout(show),
  covered: () => byId("notes").offsetHeight * (page.drawn.links ? 1.4 : 1),
});

let remembering = 0;
function rememberCamera(camera) {
  clearTimeout(remembering);
  remembering = setTimeout(() => store.set({ camera }), 250);
}

function bringIntoSight(chosen, fit = false) {
  network.resize();
  const nodes = chosen.filter((i) => page.drawn.nodes[page.drawn.whole[i]]);
  if (!nodes.length) return;
  const { width, height } = network.view;
  const { x, y, k } = network.camera;
  const away = nodes.some(
    (i) => Math.abs(page.drawn.x[i] - x) * k > width * 0.45 || Math.abs(page.drawn.y[i] - y) * k > height * 0.45,
  );
  if (fit) network.fit(nodes);
  else if (away || k < 0.25) {
    const [i] = nodes;
    network.moveTo({ x: page.drawn.x[i], y: page.drawn.y[i], k: Math.max(k, 0.6) });
  }
}


function showHint(node, edge, x, y) {
  const { lang } = store.get();
  if (node >= 0) {
    const more = [names.type(node), formatDate(graph.start[node], lang)];
    hint(names.label(node), more.filter(Boolean).join(" · "), x, y);
  } else if (edge >= 0 && page.drawn.links) {
    const { a, b, events } = page.drawn.links[edge];
    hint(`${names.label(a)} – ${names.label(b)}`, names.say("eventsOf", { n: events.length }), x, y);
  } else if (edge >= 0) {
    const way = `${names.label(graph.source[edge])} → ${names.label(graph.target[edge])}`;
    hint(names.term(graph.roles[graph.role[edge]]), way, x, y);
  } else hint("", "", x, y);
}

/** A small sign beside the pointer; an empty title takes it away. */
function hint(title, more, x, y) {
  const sign = byId("hint");
  sign.hidden = !title;
  if (!title) return;
  const stage = byId("stage").getBoundingClientRect();
  sign.replaceChildren(el("strong", { text: title }), el("span", { text: more }));
  sign.style.left = `${Math.min(x + 14, stage.width - sign.offsetWidth - 8)}px`;
  sign.style.top = `${Math.min(y + 16, stage.height - sign.offsetHeight - 8)}px`;
}

function say(text) {
  const status = byId("status");
  status.textContent = text;
  status.classList.add("shown");
  clearTimeout(say.timer);
  say.timer = setTimeout(() => status.classList.remove("shown"), 4000);
}

const SCENE = ["off", "hidden", "focus", "path", "since", "until", "moved", "grouped", "overview"];

function update(state, before) {
  const changed = (...keys) => !before || keys.some((key) => state[key] !== before[key]);
  if (changed(...SCENE)) {
    page.scene = makeScene(graph, state);
    page.drawn = overviewOf(graph, page.scene, state) ?? page.scene;
  }
  if (changed("theme")) document.documentElement.dataset.theme = scheme();
  if (changed("lang")) translatePage(page, settings.title);
  if (changed("lang") && before) search.relabel();
  if (changed(...SCENE, "selection", "edge", "theme", "lang", "kind", "lanes", "counted", "borders", "subject")) {
    showKind(state);
    renderDetails(byId("details"), page);
  }
  if (!before) shown.then(() => renderLegend(byId("legend"), page));
  else if (changed(...SCENE, "theme", "lang")) renderLegend(byId("legend"), page);
  if (changed(...SCENE, "selection", "edge", "lang", "table")) page.redrawTable();
  if (changed(...SCENE, "lang")) months.refresh();
  toolbar.refresh();
  if (before && changed("overview")) network.fit();
  remember(state);
}

/** Draws the view that is open; the network is kept up to date behind the others. */
function showKind(state) {
  document.body.dataset.kind = state.kind;
  for (const node of document.querySelectorAll("[data-view]")) node.hidden = node.dataset.view !== state.kind;
  network.show(page.drawn, litOf(graph, page.drawn, state), scheme());
  views[state.kind].show?.();
  document.documentElement.dataset.shown = state.kind;
  if (state.kind !== "network") setTimeout(show);
}

const active = () => views[store.get().kind];

function remember(state) {
  try {
    history.replaceState(null, "", `#${toHash(state, graph)}`);
  } catch {
    // A page inside a notebook may have no address of its own.
  }
}

const views = {
  network: {
    fit: () => network.fit(),
    zoom: (factor) => network.zoom(factor),
    pan: (dx, dy) => network.moveTo(panned(network.camera, dx, dy)),
    picture: () => ({ ...network.picture(), draw: (c) => network.picture().draw(c, page.scheme) }),
    rows: () => linkRows(page),
    data: () => graphObject(page),
  },
  timeline: new Timeline(byId("timeline"), page),
  map: new WorldMap(byId("map"), page, read("world")),
  matrix: new Matrix(byId("matrix"), page),
  entity: new Profile(byId("entity"), page),
};
const search = setUpSearch(byId("search"), byId("hits"), { graph, names, choose: page.pickNode });
const months = setUpMonths(byId("months"), page);
const toolbar = setUpToolbar(page);
setUpKeys(page, ["canvas", "timeline", "map"].map(byId));
setUpPrinting(page, active);
store.listen(update);
dark.addEventListener("change", () => update(store.get(), null));
new ResizeObserver(() => network.resize()).observe(byId("canvas"));
if (store.get().camera) network.moveTo(store.get().camera);
update(store.get(), null);
network.resize();
await shown;
if (document.readyState === "loading") await new Promise((go) => document.addEventListener("DOMContentLoaded", go));
readTexts(graph, await unpacked(byId("texts").textContent));
update(store.get(), null);
document.documentElement.dataset.told = "";

// What the reader has chosen: one frozen object, with a history to go back in, kept in the URL's hash.

export const KINDS = ["network", "timeline", "map", "matrix", "entity"];
export const LANES = ["state", "person", "organization", "type"];

/** The state of a page just opened. Node numbers in arrays are sorted where order says nothing. */
export const INITIAL = Object.freeze({
  kind: "network",
  lang: "en",
  theme: "auto",
  camera: null,
  selection: [],
  edge: -1,
  off: [],
  hidden: [],
  focus: null,
  path: null,
  since: null,
  until: null,
  moved: {},
  table: null,
  grouped: false,
  overview: true,
  lanes: "state",
  counted: "contacts",
  borders: false,
  subject: -1,
});

/** Changes of these are steps that undo takes back. */
const STEPS = ["off", "hidden", "focus", "path", "since", "until", "moved", "grouped", "overview"];

export function createStore(initial) {
  let state = Object.freeze({ ...INITIAL, ...initial });
  let past = [];
  let future = [];
  const listeners = [];
  const put = (next) => {
    const before = state;
    state = Object.freeze(next);
    for (const listener of listeners) listener(state, before);
  };
  const steps = (from) => Object.fromEntries(STEPS.map((key) => [key, from[key]]));
  const differs = (patch) =>
    STEPS.some((key) => key in patch && JSON.stringify(patch[key]) !== JSON.stringify(state[key]));
  const travel = (from, to) => {
    if (!from.length) return false;
    to.push(steps(state));
    put({ ...state, ...from.pop() });
    return true;
  };
  return {
    get: () => state,
    listen: (listener) => listeners.push(listener),
    /** Changes the state; `step` false keeps the change out of what undo takes back. */
    set(patch, step = true) {
      if (step && differs(patch)) {
        past = [...past.slice(-199), steps(state)];
        future = [];
      }
      put({ ...state, ...patch });
    },
    undo: () => travel(past, future),
    redo: () => travel(future, past),
    canUndo: () => past.length > 0,
    canRedo: () => future.length > 0,
  };
}

const round = (x) => Math.round(x * 1000) / 1000;

/** The state as a URL hash; node ids, so that the link outlives a rebuild of the graph. */
export function toHash(state, graph) {
  const ids = (nodes) => nodes.map((i) => graph.id[i]).join(" ");
  const parts = {
    kind: state.kind === INITIAL.kind ? "" : state.kind,
    lang: state.lang,
    theme: state.theme === "auto" ? "" : state.theme,
    at: state.camera ? [state.camera.x, state.camera.y, state.camera.k].map(round).join(" ") : "",
    select: ids(state.selection),
    edge: state.edge < 0 ? "" : edgeName(graph, state.edge),
    off: state.off.join(" "),
    hide: ids(state.hidden),
    focus: state.focus ? `${state.focus.depth} ${ids(state.focus.nodes)}` : "",
    path: state.path ? ids(state.path) : "",
    from: state.since,
    to: state.until,
    pin: Object.entries(state.moved)
      .map(([i, [x, y]]) => `${graph.id[i]} ${Math.round(x)} ${Math.round(y)}`)
      .join(" "),
    table: state.table,
    group: state.grouped ? "1" : "",
    every: state.overview ? "" : "1",
    lanes: state.lanes === INITIAL.lanes ? "" : state.lanes,
    count: state.counted === INITIAL.counted ? "" : state.counted,
    borders: state.borders ? "1" : "",
    subject: state.subject < 0 ? "" : graph.id[state.subject],
  };
  const set = Object.entries(parts).filter(([, value]) => value);
  return set.map(([key, value]) => `${key}=${encodeURIComponent(value)}`).join("&");
}

const edgeName = (graph, e) =>
  `${graph.id[graph.source[e]]} ${graph.roles[graph.role[e]]} ${graph.id[graph.target[e]]}`;

/** What a hash says; parts that do not fit this graph are left out. */
export function fromHash(hash, graph) {
  const parts = Object.fromEntries(new URLSearchParams(hash.replace(/^#/, "")));
  const list = (text) => (text ? text.split(" ") : []);
  const nodes = (names) => names.map((id) => graph.byId.get(id)).filter((i) => i !== undefined);
  const state = {};
  if (KINDS.includes(parts.kind)) state.kind = parts.kind;
  if (["en", "ru", "kk", "uz"].includes(parts.lang)) state.lang = parts.lang;
  if (["light", "dark"].includes(parts.theme)) state.theme = parts.theme;
  const at = list(parts.at).map(Number);
  if (at.length === 3 && at.every(Number.isFinite) && at[2] > 0) {
    state.camera = { x: at[0], y: at[1], k: at[2] };
  }
  state.selection = nodes(list(parts.select));
  if (parts.edge) state.edge = findEdge(graph, list(parts.edge));
  state.off = list(parts.off);
  state.hidden = nodes(list(parts.hide));
  const [depth, ...centre] = list(parts.focus);
  if (nodes(centre).length && depth >= 1 && depth <= 3) {
    state.focus = { nodes: nodes(centre), depth: Number(depth) };
  }
  if (nodes(list(parts.path)).length === 2) state.path = nodes(list(parts.path));
  if (/^\d{4}(-\d\d){0,2}$/.test(parts.from)) state.since = parts.from;
  if (/^\d{4}(-\d\d){0,2}$/.test(parts.to)) state.until = parts.to;
  state.moved = readPins(list(parts.pin), graph);
  if (["nodes", "edges", "statistics"].includes(parts.table)) state.table = parts.table;
  if (LANES.includes(parts.lanes)) state.lanes = parts.lanes;
  if (parts.count === "visits") state.counted = "visits";
  if (parts.group) state.grouped = true;
  if (parts.every) state.overview = false;
  if (parts.borders) state.borders = true;
  state.subject = graph.byId.get(parts.subject) ?? -1;
  return state;
}

function readPins(items, graph) {
  const moved = {};
  for (let k = 0; k + 2 < items.length; k += 3) {
    const i = graph.byId.get(items[k]);
    const at = [Number(items[k + 1]), Number(items[k + 2])];
    if (i !== undefined && at.every(Number.isFinite)) moved[i] = at;
  }
  return moved;
}

function findEdge(graph, [source, role, target]) {
  const i = graph.byId.get(source);
  if (i === undefined) return -1;
  for (const e of graph.edgesOf(i)) {
    if (edgeName(graph, e) === `${source} ${role} ${target}`) return e;
  }
  return -1;
}

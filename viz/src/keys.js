// Everything by keyboard. Keys act while the drawing has the focus, undo and search everywhere.

const STEP = 60;

export function setUpKeys(page, canvases) {
  document.addEventListener("keydown", (event) => {
    const typing = event.target.closest?.("input, textarea, select");
    const command = event.ctrlKey || event.metaKey;
    if (command && !typing && event.key.toLowerCase() === "z") {
      event.preventDefault();
      if (event.shiftKey) page.redo();
      else page.undo();
    } else if (command && !typing && event.key.toLowerCase() === "y") {
      event.preventDefault();
      page.redo();
    } else if (event.key === "/" && !typing) {
      event.preventDefault();
      document.getElementById("search").focus();
    } else if (event.key === "Escape" && !typing) page.clear();
  });
  const acts = {
    ArrowLeft: () => page.pan(-STEP, 0),
    ArrowRight: () => page.pan(STEP, 0),
    ArrowUp: () => page.pan(0, -STEP),
    ArrowDown: () => page.pan(0, STEP),
    "+": () => page.zoom(1.3),
    "=": () => page.zoom(1.3),
    "-": () => page.zoom(1 / 1.3),
    0: () => page.fit(),
    n: () => walk(page, 1),
    p: () => walk(page, -1),
    f: () => page.state.selection.length && page.focus(page.state.selection, 1),
    a: () => page.unfocus(),
    h: () => page.state.selection.length && page.hide(page.state.selection),
    Delete: () => page.state.selection.length && page.hide(page.state.selection),
    Enter: () => document.getElementById("details").querySelector("button")?.focus(),
  };
  const onKey = (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const act = acts[event.key] ?? acts[event.key.toLowerCase()];
    if (!act) return;
    event.preventDefault();
    act();
  };
  for (const canvas of canvases) canvas.addEventListener("keydown", onKey);
}

/** Chooses the next of what is drawn: on the timeline events by date, elsewhere nodes by weight. */
function walk(page, by) {
  const { graph, state } = page;
  const { nodes } = state.kind === "network" ? page.drawn : page.scene;
  const when = (i) => graph.start[i] ?? graph.end[i];
  const timed = state.kind === "timeline";
  const order = [...graph.size.keys()]
    .filter((i) => nodes[i] && (!timed || (graph.isEvent[i] && when(i))))
    .sort((a, b) => (timed ? (when(a) < when(b) ? -1 : when(a) > when(b) ? 1 : 0) : graph.size[b] - graph.size[a]) || a - b);
  if (!order.length) return;
  const at = order.indexOf(state.selection[0] ?? -1);
  page.pickNode(order[(at + by + order.length) % order.length]);
}

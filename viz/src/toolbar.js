// The bar above the drawing, and the texts of the page in the language chosen.

import { byId, el } from "./dom.js";

const LANGUAGES = { en: "EN", ru: "RU", kk: "KK", uz: "UZ" };

/** Fills every element marked `data-say` (text), `data-say-title`, `data-say-label`, `data-say-hint`. */
export function translatePage({ names, graph, state }, title) {
  document.documentElement.lang = state.lang;
  document.title = title || names.say("title");
  byId("title").textContent = document.title;
  for (const node of document.querySelectorAll("[data-say]")) node.textContent = names.say(node.dataset.say);
  for (const node of document.querySelectorAll("[data-say-title]")) {
    node.title = names.say(node.dataset.sayTitle);
    node.setAttribute("aria-label", node.title);
  }
  for (const node of document.querySelectorAll("[data-say-hint]")) node.placeholder = names.say(node.dataset.sayHint);
  byId("notes").replaceChildren(
    ...graph.notes.map((note) => el("p", { text: names.pick(note) })),
    el("p", { id: "overviewNote", hidden: true }),
  );
  byId("notes").hidden = graph.notes.length === 0 && !graph.overview;
}

export function setUpToolbar(page) {
  const on = (id, act) => byId(id).addEventListener("click", act);
  on("undo", page.undo);
  on("redo", page.redo);
  on("fit", page.fit);
  on("zoomIn", () => page.zoom(1.4));
  on("zoomOut", () => page.zoom(1 / 1.4));
  on("theme", () => page.set({ theme: page.scheme === "dark" ? "light" : "dark" }));
  on("reset", page.reset);
  on("print", () => window.print());
  on("unhide", page.unhide);
  on("showEverything", page.unfocus);
  on("legendToggle", () => document.body.classList.toggle("without-legend"));
  for (const tab of document.querySelectorAll("#kinds [data-kind]")) {
    tab.addEventListener("click", () => {
      const [i] = page.state.selection;
      const chosen = i !== undefined && !page.graph.isEvent[i];
      if (tab.dataset.kind === "entity" && chosen) page.openEntity(i);
      else page.set({ kind: tab.dataset.kind });
    });
  }
  const choice = (id, key) => byId(id).addEventListener("change", () => page.set({ [key]: byId(id).value }));
  choice("lanes", "lanes");
  choice("counted", "counted");
  const tick = (id, key) => byId(id).addEventListener("change", () => page.set({ [key]: byId(id).checked }));
  tick("borders", "borders");
  tick("grouped", "grouped");
  tick("overview", "overview");
  byId("overview").closest("label").hidden = !page.graph.overview;
  const language = byId("language");
  language.append(...Object.entries(LANGUAGES).map(([value, text]) => el("option", { value, text, lang: value })));
  language.addEventListener("change", () => page.set({ lang: language.value }));
  const format = byId("export");
  format.addEventListener("change", () => {
    if (format.value) page.exportAs(format.value);
    format.value = "";
  });
  return {
    refresh() {
      const { state, names } = page;
      byId("undo").disabled = !page.canUndo();
      byId("redo").disabled = !page.canRedo();
      byId("unhide").hidden = !state.hidden.length;
      byId("unhide").textContent = names.say("unhide", { n: state.hidden.length });
      byId("showEverything").hidden = !state.focus;
      language.value = state.lang;
      byId("lanes").value = state.lanes;
      byId("counted").value = state.counted;
      byId("borders").checked = state.borders;
      byId("grouped").checked = state.grouped;
      byId("overview").checked = state.overview;
      for (const tab of document.querySelectorAll("#kinds [data-kind]")) {
        tab.setAttribute("aria-pressed", String(tab.dataset.kind === state.kind));
      }
      const [nodes, edges] = [page.scene.nodes, page.scene.edges].map((mask) => mask.reduce((a, b) => a + b, 0));
      byId("counts").textContent = names.say("counts", { nodes, edges });
      const { links, nodes: drawn, among } = page.drawn;
      byId("overviewNote").hidden = !links || state.kind !== "network";
      if (links) {
        const n = drawn.reduce((a, b) => a + b, 0);
        byId("overviewNote").textContent = names.say("overviewNote", { n, all: among, links: links.length });
      }
    },
  };
}

// The search box: a combobox over all names in all languages, folded and forgiving.

import { el } from "./dom.js";
import { fit, fold } from "./fold.js";

const SHOWN = 12;

/** Best nodes for a query: by fit, then by weight in the drawing. */
export function find(graph, index, query, limit = SHOWN) {
  const wanted = fold(query);
  const found = [];
  for (let i = 0; i < graph.n; i++) {
    let best = 0;
    for (const words of index(i)) best = Math.max(best, fit(wanted, words));
    if (best) found.push([best, i]);
  }
  found.sort((a, b) => b[0] - a[0] || graph.isEvent[a[1]] - graph.isEvent[b[1]] || graph.size[b[1]] - graph.size[a[1]] || a[1] - b[1]);
  return found.slice(0, limit).map(([, i]) => i);
}

/** Folded names of each node, made when first asked for. */
export function nameIndex(graph, names) {
  const folded = new Array(graph.n);
  return (i) => {
    folded[i] ??= [
      ...new Set(
        [...Object.values(graph.label[i] || { _: names.label(i) }), ...graph.names[i]].map(fold),
      ),
    ];
    return folded[i];
  };
}

export function setUpSearch(input, list, { graph, names, choose }) {
  let index = nameIndex(graph, names);
  let hits = [];
  let active = -1;
  const close = () => {
    list.hidden = true;
    input.setAttribute("aria-expanded", "false");
    input.removeAttribute("aria-activedescendant");
    active = -1;
  };
  const pick = (i) => {
    close();
    input.value = "";
    choose(i);
  };
  const mark = () => {
    [...list.children].forEach((item, k) => item.setAttribute("aria-selected", String(k === active)));
    if (active >= 0) input.setAttribute("aria-activedescendant", list.children[active].id);
    list.children[active]?.scrollIntoView({ block: "nearest" });
  };
  const show = () => {
    hits = find(graph, index, input.value);
    active = hits.length ? 0 : -1;
    list.replaceChildren(
      ...hits.map((i, k) =>
        el(
          "li",
          { id: `hit-${k}`, role: "option", on: { pointerdown: (e) => (e.preventDefault(), pick(i)) } },
          el("span", { class: "name", text: names.label(i) }),
          el("span", { class: "kind", text: names.type(i) }),
        ),
      ),
    );
    if (input.value.trim() && !hits.length) {
      list.append(el("li", { class: "none", text: names.say("nothingFound") }));
    }
    list.hidden = !list.children.length;
    input.setAttribute("aria-expanded", String(!list.hidden));
    mark();
  };
  input.addEventListener("input", show);
  input.addEventListener("blur", close);
  input.addEventListener("keydown", (event) => {
    if (event.key === "Escape") {
      input.value = "";
      close();
    } else if (event.key === "Enter" && hits[active] !== undefined) pick(hits[active]);
    else if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      if (!hits.length) return;
      active = (active + (event.key === "ArrowDown" ? 1 : hits.length - 1)) % hits.length;
      mark();
    }
  });
  return { relabel: () => (index = nameIndex(graph, names)) };
}

// What is in sight as a file: picture (PNG, SVG) or data (CSV, JSON).

import { download } from "./dom.js";
import { paint } from "./painter.js";
import { SvgContext } from "./svg.js";

export function exportAs(format, page, network) {
  const name = `diplograph.${format}`;
  if (format === "png") return network ? savePng(name, network) : undefined;
  const text = { svg: () => svgOf(network), csv: () => csvOf(page), json: () => jsonOf(page) }[format]();
  const type = { svg: "image/svg+xml", csv: "text/csv", json: "application/json" }[format];
  return download(name, new Blob([text], { type: `${type};charset=utf-8` }));
}

function savePng(name, network) {
  const { width, height } = network.view;
  const canvas = document.createElement("canvas");
  [canvas.width, canvas.height] = [width * 2, height * 2];
  const c = canvas.getContext("2d", { alpha: false });
  c.scale(2, 2);
  for (const _ of paint(c, { ...network.frame(), width, height, inner: [0, 0, width, height] }));
  canvas.toBlob((blob) => download(name, blob), "image/png");
}

function svgOf(network) {
  const { width, height } = network.view;
  const c = new SvgContext(width, height, network.context);
  for (const _ of paint(c, { ...network.frame(), width, height, inner: [0, 0, width, height] }));
  return c.toString();
}

/** One row an edge in sight. Cells that a spreadsheet would run are made plain text. */
export function csvOf({ graph, scene, names }) {
  const cell = (value) => {
    const text = String(value ?? "");
    return `"${(/^[=+\-@\t\r]/.test(text) ? `'${text}` : text).replace(/"/g, '""')}"`;
  };
  const rows = [["source", "source_type", "role", "target", "target_type", "date", "status", "sentence", "article"]];
  for (let e = 0; e < graph.m; e++) {
    if (!scene.edges[e]) continue;
    const [a, b] = [graph.source[e], graph.target[e]];
    const cited = graph.cited[e].map((s) => graph.sentences[s]);
    rows.push([
      names.label(a), names.type(a), graph.roles[graph.role[e]], names.label(b), names.type(b),
      graph.start[a] ?? "", graph.statuses[graph.status[a]] ?? "",
      cited.map((s) => s.text).join(" ¶ "), cited.map((s) => graph.articles[s.article].url ?? graph.articles[s.article].title).join(" "),
    ]);
  }
  return `\ufeff${rows.map((row) => row.map(cell).join(",")).join("\r\n")}\r\n`;
}

export function jsonOf({ graph, scene, names }) {
  const nodes = [];
  for (let i = 0; i < graph.n; i++) {
    if (!scene.nodes[i]) continue;
    nodes.push({
      id: graph.base + graph.id[i], label: names.label(i), type: graph.types[graph.type[i]].name,
      status: graph.statuses[graph.status[i]], start: graph.start[i], end: graph.end[i], x: scene.x[i], y: scene.y[i],
    });
  }
  const edges = [];
  for (let e = 0; e < graph.m; e++) {
    if (!scene.edges[e]) continue;
    edges.push({
      source: graph.base + graph.id[graph.source[e]], target: graph.base + graph.id[graph.target[e]],
      role: graph.roles[graph.role[e]],
      sentences: graph.cited[e].map((s) => ({ ...graph.sentences[s], article: graph.articles[graph.sentences[s].article] })),
    });
  }
  return JSON.stringify({ nodes, edges }, null, 1);
}

// Results as bars and as a network, beside Yasgui's table: plugins of its Yasr.
"use strict";

(() => {
  const SVG = "http://www.w3.org/2000/svg";
  const MOST_BARS = 60;
  const MOST_LINKS = 400;
  const WIDTH = 900;
  const HEIGHT = 560;
  const STEPS = 250;

  function element(name, attributes, text) {
    const made = document.createElementNS(SVG, name);
    for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
    if (text !== undefined) made.textContent = text;
    return made;
  }

  function drawing(height, label) {
    return element("svg", {
      viewBox: `0 0 ${WIDTH} ${height}`, class: "drawn", role: "img", "aria-label": label,
    });
  }

  function short(term) {
    return term.type === "uri" ? decodeURI(term.value).replace(/^.*[/#]/, "") : term.value;
  }

  const isNumber = (term) => term && term.type !== "uri" && term.value.trim() !== "" && !isNaN(term.value);

  class Plugin {
    constructor(yasr) {
      this.yasr = yasr;
      this.priority = 5;
      this.hideFromSelection = false;
    }
    rows() {
      return this.yasr.results?.getBindings() ?? [];
    }
    columns(fits) {
      const rows = this.rows();
      const all = this.yasr.results?.getVariables() ?? [];
      return all.filter((name) => rows.some((r) => r[name]) && rows.every((r) => !r[name] || fits(r[name])));
    }
    getIcon() {
      const icon = document.createElement("span");
      icon.textContent = this.symbol;
      return icon;
    }
    show(svg) {
      this.yasr.resultsEl.replaceChildren(svg);
    }
  }

  // The last column of numbers, as bars named by the first other column.
  class Chart extends Plugin {
    label = "Chart";
    symbol = "▤";
    canHandleResults() {
      return this.columns(isNumber).length > 0;
    }
    draw() {
      const number = this.columns(isNumber).at(-1);
      const names = this.yasr.results.getVariables().filter((name) => name !== number);
      const named = names.find((name) => this.rows().some((r) => r[name]?.type !== "uri")) ?? names[0];
      const rows = this.rows().filter((r) => r[number]).slice(0, MOST_BARS);
      const most = Math.max(...rows.map((r) => Math.abs(r[number].value)), 1e-9);
      const svg = drawing(rows.length * 24 + 10, number);
      rows.forEach((row, i) => {
        const width = (Math.abs(row[number].value) / most) * 520;
        const text = named && row[named] ? short(row[named]) : String(i + 1);
        svg.append(
          element("text", { x: 300, y: i * 24 + 17, "text-anchor": "end" }, text.slice(0, 42)),
          element("rect", { x: 310, y: i * 24 + 4, width, height: 17, class: "bar" }),
          element("text", { x: 316 + width, y: i * 24 + 17 }, row[number].value),
        );
      });
      this.show(svg);
    }
  }

  // The first two columns of nodes, as links between them.
  class Network extends Plugin {
    label = "Network";
    symbol = "⁂";
    ends() {
      return this.columns((term) => term.type === "uri").slice(0, 2);
    }
    canHandleResults() {
      return this.ends().length === 2;
    }
    draw() {
      const [from, to] = this.ends();
      const rows = this.rows().filter((r) => r[from] && r[to]).slice(0, MOST_LINKS);
      const nodes = new Map();
      const node = (term) => {
        if (!nodes.has(term.value)) {
          const angle = nodes.size * 2.4; // the golden angle spreads them evenly
          const far = 14 * Math.sqrt(nodes.size + 1);
          nodes.set(term.value, { term, x: far * Math.cos(angle), y: far * Math.sin(angle) });
        }
        return nodes.get(term.value);
      };
      const links = rows.map((row) => [node(row[from]), node(row[to])]);
      settle([...nodes.values()], links);
      this.show(painted([...nodes.values()], links));
    }
  }

  // Fruchterman and Reingold, Graph Drawing by Force-directed Placement (1991).
  function settle(nodes, links) {
    const ideal = 0.8 * Math.sqrt((WIDTH * HEIGHT) / Math.max(nodes.length, 1));
    for (let step = 0; step < STEPS; step++) {
      for (const one of nodes) {
        one.dx = -one.x * 0.3;
        one.dy = -one.y * 0.3;
        for (const other of nodes) push(one, other, (far) => (ideal * ideal) / far);
      }
      for (const [one, other] of links) {
        push(one, other, (far) => -(far * far) / ideal);
        push(other, one, (far) => -(far * far) / ideal);
      }
      const warmth = 40 * (1 - step / STEPS);
      for (const one of nodes) {
        const far = Math.hypot(one.dx, one.dy) || 1;
        one.x += (one.dx / far) * Math.min(far, warmth);
        one.y += (one.dy / far) * Math.min(far, warmth);
      }
    }
  }

  function push(one, other, force) {
    const [x, y] = [one.x - other.x, one.y - other.y];
    const far = Math.hypot(x, y);
    if (far === 0) return;
    one.dx += (x / far) * force(far);
    one.dy += (y / far) * force(far);
  }

  function painted(nodes, links) {
    const [xs, ys] = [nodes.map((n) => n.x), nodes.map((n) => n.y)];
    const [left, top] = [Math.min(...xs), Math.min(...ys)];
    const scale = Math.min(720 / (Math.max(...xs) - left || 1), 500 / (Math.max(...ys) - top || 1));
    const at = (n) => [30 + (n.x - left) * scale, 30 + (n.y - top) * scale];
    const svg = drawing(HEIGHT, "network");
    for (const [one, other] of links) {
      const [[x1, y1], [x2, y2]] = [at(one), at(other)];
      svg.append(element("line", { x1, y1, x2, y2, class: "link" }));
    }
    for (const one of nodes) {
      const [cx, cy] = at(one);
      const link = element("a", { href: page(one.term.value) });
      link.append(
        element("circle", { cx, cy, r: 5, class: "bar" }),
        element("text", { x: cx + 8, y: cy + 4 }, short(one.term).slice(0, 32)),
        element("title", {}, one.term.value),
      );
      svg.append(link);
    }
    return svg;
  }

  // The page of a node of ours is here; another address is what it says, if it is one of the web.
  function page(iri) {
    const ours = "https://w3id.org/diplograph/id/";
    if (iri.startsWith(ours)) return `/id/${iri.slice(ours.length)}`;
    return /^https?:/.test(iri) ? iri : "#";
  }

  Yasgui.Yasr.registerPlugin("chart", Chart);
  Yasgui.Yasr.registerPlugin("network", Network);
})();

// Results by the names of what they hold, as bars, and in our drawings: plugins of Yasgui's Yasr.
"use strict";

(() => {
  const SVG = "http://www.w3.org/2000/svg";
  const BASE = "https://w3id.org/diplograph/id/";
  const NODE = /^(event|person|state|organization|place|agreement)\//;
  const MOST_BARS = 60;
  const MOST_NAMES = 1000;
  const MOST_NODES = 200;
  const WIDTH = 900;
  const { lang, languages, words } = JSON.parse(document.getElementById("data").textContent);

  // IRI → name in the reader's language, of all that was asked for.
  const names = new Map();

  const isOurs = (term) => term?.type === "uri" && term.value.startsWith(BASE);
  const isNode = (term) => isOurs(term) && NODE.test(term.value.slice(BASE.length));

  async function name(iris) {
    const wanted = [...new Set(iris)].filter((iri) => !names.has(iri)).slice(0, MOST_NAMES);
    if (!wanted.length) return;
    wanted.forEach((iri) => names.set(iri, null));
    const query = `SELECT ?x ?name { VALUES ?x { ${wanted.map((iri) => `<${iri}>`).join(" ")} }
      ?x skos:prefLabel|schema:headline ?name }`;
    const headers = { Accept: "application/sparql-results+json", "Content-Type": "application/sparql-query" };
    const answer = await fetch("/sparql", { method: "POST", body: query, headers });
    if (!answer.ok) return;
    const rank = (language) => (languages.indexOf(language) + languages.length + 1) % (languages.length + 1);
    const found = (await answer.json()).results.bindings;
    found.sort((a, b) => rank(b.name["xml:lang"]) - rank(a.name["xml:lang"]));
    for (const row of found) names.set(row.x.value, row.name.value);
  }

  function short(term) {
    if (term.type !== "uri") return term.value;
    return names.get(term.value) ?? decodeURI(term.value).replace(/^.*[/#]/, "");
  }

  // The page of a node of ours is here; its link in the table says its name.
  function rename(link) {
    const iri = link.getAttribute("href");
    if (!iri?.startsWith(BASE)) return;
    const known = names.get(iri);
    if (known) link.textContent = known;
    link.title = iri;
    link.href = `/id/${iri.slice(BASE.length)}?lang=${lang}`;
  }

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
      return all.filter((column) => rows.some((r) => r[column]) && rows.every((r) => !r[column] || fits(r[column])));
    }
    nodes() {
      const found = this.rows().flatMap((row) => Object.values(row)).filter(isNode);
      return [...new Set(found.map((term) => term.value.slice(BASE.length)))];
    }
    getIcon() {
      const icon = document.createElement("span");
      icon.textContent = this.symbol;
      icon.setAttribute("aria-hidden", "true");
      return icon;
    }
  }

  function element(tag, attributes, text) {
    const made = document.createElementNS(SVG, tag);
    for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
    if (text !== undefined) made.textContent = text;
    return made;
  }

  const isNumber = (term) => term.type !== "uri" && term.value.trim() !== "" && !isNaN(term.value);

  // The last column of numbers, as bars named by the first other column.
  class Chart extends Plugin {
    label = words.chart;
    symbol = "▤";
    canHandleResults() {
      return this.columns(isNumber).length > 0;
    }
    async draw() {
      const number = this.columns(isNumber).at(-1);
      const others = this.yasr.results.getVariables().filter((column) => column !== number);
      const named = others.find((column) => this.rows().some((r) => r[column]?.type !== "uri")) ?? others[0];
      const rows = this.rows().filter((r) => r[number]).slice(0, MOST_BARS);
      await name(rows.map((row) => row[named]).filter(isOurs).map((term) => term.value));
      this.yasr.resultsEl.replaceChildren(bars(rows, named, number));
    }
  }

  function bars(rows, named, number) {
    const most = Math.max(...rows.map((r) => Math.abs(r[number].value)), 1e-9);
    const height = rows.length * 24 + 10;
    const svg = element("svg", { viewBox: `0 0 ${WIDTH} ${height}`, class: "drawn", role: "img", "aria-label": number });
    rows.forEach((row, i) => {
      const width = (Math.abs(row[number].value) / most) * 480;
      const text = row[named] ? short(row[named]) : String(i + 1);
      const label = element("text", { x: 330, y: i * 24 + 17, "text-anchor": "end" }, text.slice(0, 46));
      label.append(element("title", {}, text));
      svg.append(
        label,
        element("rect", { x: 340, y: i * 24 + 4, width, height: 17, class: "bar" }),
        element("text", { x: 346 + width, y: i * 24 + 17 }, row[number].value),
      );
    });
    return svg;
  }

  // The nodes found, in our own drawing: events with who took part, else what the nodes share.
  class Drawing extends Plugin {
    canHandleResults() {
      return this.nodes().length > 0;
    }
    draw() {
      const all = this.nodes();
      const events = all.filter((node) => node.startsWith("event/"));
      const meant = events.length ? events : all;
      const nodes = meant.slice(0, MOST_NODES);
      const frame = document.createElement("iframe");
      frame.src = `${this.path}?${new URLSearchParams({ nodes: nodes.join(" "), lang, frame: "1" })}`;
      frame.title = this.label;
      frame.setAttribute("sandbox", "allow-scripts allow-downloads allow-modals allow-popups");
      const notice = document.createElement("p");
      notice.hidden = nodes.length === meant.length;
      notice.textContent = words.found_drawn.replace("{n}", nodes.length).replace("{of}", meant.length);
      this.yasr.resultsEl.replaceChildren(notice, frame);
    }
  }

  class Network extends Drawing {
    label = words.network;
    symbol = "⁂";
    path = "/graph";
  }

  class Places extends Drawing {
    label = words.map;
    symbol = "⊕";
    path = "/map";
  }

  Yasgui.Yasr.registerPlugin("chart", Chart);
  Yasgui.Yasr.registerPlugin("network", Network);
  Yasgui.Yasr.registerPlugin("map", Places);

  // Tables are drawn page by page: what appears is renamed as it appears.
  async function renameAll(results) {
    const links = [...results.querySelectorAll(`a[href^="${BASE}"]`)];
    await name(links.map((link) => link.getAttribute("href")));
    links.forEach(rename);
  }

  class Table extends Yasgui.Yasr.plugins.table {
    label = words.table;
    constructor(yasr) {
      super(yasr);
      new MutationObserver(() => renameAll(yasr.resultsEl)).observe(yasr.resultsEl, { childList: true, subtree: true });
    }
  }

  class Response extends Yasgui.Yasr.plugins.response {
    label = words.response;
  }

  Yasgui.Yasr.registerPlugin("table", Table);
  Yasgui.Yasr.registerPlugin("response", Response);
})();

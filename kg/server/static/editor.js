// The SPARQL editor: Yasgui with our prefixes, our vocabulary and our saved questions.
"use strict";

const data = JSON.parse(document.getElementById("data").textContent);
const questions = new Map(data.questions.map((question) => [question.name, question]));
const select = document.getElementById("saved");
const form = document.getElementById("parameters");

function completer(base, name, terms) {
  Yasgui.Yasqe.forkAutocompleter(
    base,
    { name, bulk: true, persistenceId: null, get: () => Promise.resolve(terms) },
    false,
  );
}

completer("class", "our-classes", data.classes);
completer("property", "our-properties", data.properties);
completer("prefixes", "our-prefixes", Object.entries(data.prefixes).map(([p, iri]) => `${p}: <${iri}>`).sort());

// The service knows our prefixes; the editor marks as an error what is not declared.
function declared(query) {
  const missing = Object.entries(data.prefixes).filter(
    ([prefix]) => new RegExp(`(^|[^\\w:<])${prefix}:`).test(query) && !new RegExp(`PREFIX\\s+${prefix}:`, "i").test(query),
  );
  return missing.map(([prefix, iri]) => `PREFIX ${prefix}: <${iri}>\n`).join("") + query;
}

const editor = new Yasgui(document.getElementById("editor"), {
  requestConfig: { endpoint: new URL("/sparql", location.href).href, method: "POST" },
  endpointCatalogueOptions: { getData: () => [] },
  copyEndpointOnNewTab: true,
  persistenceId: "diplograph",
  populateFromUrl: true,
  yasqe: {
    value: declared(data.example),
    prefixCcApi: null,
    autocompleters: ["variables", "our-prefixes", "our-classes", "our-properties"],
  },
  yasr: { prefixes: data.prefixes, pluginOrder: ["table", "chart", "map", "network", "boolean", "response"] },
});
document.getElementById("plain").hidden = true;

function field(parameter) {
  const line = document.createElement("p");
  const label = document.createElement("label");
  const input = document.createElement("input");
  const note = document.createElement("small");
  label.htmlFor = input.id = `p-${parameter.name}`;
  input.name = parameter.name;
  label.textContent = parameter.label;
  input.placeholder = parameter.hint;
  input.required = parameter.default === null;
  note.textContent = parameter.doc;
  note.id = `d-${parameter.name}`;
  input.setAttribute("aria-describedby", note.id);
  line.append(label, input, note);
  return line;
}

function choose(name) {
  const question = questions.get(name);
  select.value = question ? name : "";
  form.replaceChildren();
  form.hidden = !question;
  if (!question) return;
  const line = document.createElement("p");
  const button = document.createElement("button");
  button.textContent = data.run;
  line.append(button);
  form.append(...question.parameters.map(field), line);
  if (question.parameters.every((parameter) => parameter.default !== null)) ask();
}

async function ask() {
  const given = new URLSearchParams([...new FormData(form)].filter(([, value]) => value));
  given.set("format", "rq");
  const answer = await fetch(`/ask/${encodeURIComponent(select.value)}?${given}`);
  const text = await answer.text();
  const tab = editor.getTab();
  tab.setQuery(answer.ok ? declared(text) : text.replace(/^/gm, "# "));
  if (answer.ok) tab.query().catch(() => {}); // Yasgui shows what went wrong
}

select.addEventListener("change", () => choose(select.value));
form.addEventListener("submit", (event) => {
  event.preventDefault();
  ask();
});
const linked = /^#question=([\w-]+)$/.exec(location.hash);
if (linked) choose(linked[1]);

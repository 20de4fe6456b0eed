// Building elements. Text only ever enters the page as text.

/** An element with properties (`class`, `text`, `on: {click}`, `data`, `aria`, anything else) and children. */
export function el(tag, options = {}, ...children) {
  const { class: name, text, on = {}, data = {}, aria = {}, ...rest } = options;
  const node = document.createElement(tag);
  if (name) node.className = name;
  if (text !== undefined) node.textContent = text;
  for (const [event, listener] of Object.entries(on)) node.addEventListener(event, listener);
  Object.assign(node.dataset, data);
  for (const [key, value] of Object.entries(aria)) node.setAttribute(`aria-${key}`, value);
  for (const [key, value] of Object.entries(rest)) {
    if (key in node) node[key] = value;
    else node.setAttribute(key, value);
  }
  node.append(...children.filter((child) => child !== null && child !== undefined && child !== false));
  return node;
}

export const byId = (id) => document.getElementById(id);

/** A button with a label that screen readers and tooltips give. */
export function button(text, title, click, options = {}) {
  return el("button", { type: "button", text, title, on: { click }, ...options });
}

/** A link that opens elsewhere, or plain text where the address is not http(s). */
export function link(text, address) {
  let url = null;
  try {
    url = new URL(address);
  } catch {
    // Not an address: the text stands alone.
  }
  if (!url || !["http:", "https:"].includes(url.protocol)) return el("span", { text });
  return el("a", { text, href: url.href, target: "_blank", rel: "noopener noreferrer" });
}

/** Hands a file to the reader. */
export function download(name, blob) {
  const address = URL.createObjectURL(blob);
  el("a", { href: address, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}

// The view that is open as a file: picture (PNG, SVG) or data (CSV, JSON); and as it is printed.

import { byId, download } from "./dom.js";
import { SvgContext } from "./svg.js";

/** A PNG and a printed drawing have so many points to a pixel. */
const SHARP = 2;

/**
 * Saves a view, `{picture(), rows(), data()}`: what is drawn, as `{width, height, draw(context)}`; rows of
 * cells; an object for JSON.
 */
export function exportAs(format, kind, view) {
  const name = `diplograph-${kind}.${format}`;
  if (format === "png") {
    drawn(document.createElement("canvas"), view.picture()).toBlob((blob) => download(name, blob), "image/png");
    return;
  }
  const text = { svg: () => svgOf(view.picture()), csv: () => csvOf(view.rows()), json: () => JSON.stringify(view.data(), null, 1) };
  const type = { svg: "image/svg+xml", csv: "text/csv", json: "application/json" }[format];
  download(name, new Blob([text[format]()], { type: `${type};charset=utf-8` }));
}

/** Draws the view on paper's ground while the page is printed: a canvas holds too few points. */
export function setUpPrinting(page, active) {
  const sheet = byId("printed");
  window.addEventListener("beforeprint", () => {
    page.printing = true;
    document.documentElement.dataset.theme = "light";
    const picture = active().picture();
    sheet.hidden = !["network", "timeline", "map"].includes(page.state.kind);
    if (!sheet.hidden) drawn(sheet, picture);
  });
  window.addEventListener("afterprint", () => {
    page.printing = false;
    document.documentElement.dataset.theme = page.scheme;
    sheet.hidden = true;
  });
}

function drawn(canvas, { width, height, draw }) {
  [canvas.width, canvas.height] = [width * SHARP, height * SHARP];
  const c = canvas.getContext("2d", { alpha: false });
  c.scale(SHARP, SHARP);
  draw(c);
  return canvas;
}

function svgOf({ width, height, draw }) {
  const c = new SvgContext(width, height, document.createElement("canvas").getContext("2d"));
  draw(c);
  return c.toString();
}

/** Cells that a spreadsheet would run are made plain text. */
function csvOf(rows) {
  const cell = (value) => {
    const text = String(value ?? "");
    return `"${(/^[=+\-@\t\r]/.test(text) ? `'${text}` : text).replace(/"/g, '""')}"`;
  };
  return `\ufeff${rows.map((row) => row.map(cell).join(",")).join("\r\n")}\r\n`;
}

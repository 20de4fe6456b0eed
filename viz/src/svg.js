// As much of a 2D canvas context as the painter uses, written down as SVG.

const escape = (text) => text.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;").replace(/"/g, "&quot;");
const short = (x) => String(Math.round(x * 10) / 10);

export class SvgContext {
  constructor(width, height, measuring) {
    Object.assign(this, { width, height, measuring, parts: [], defs: [], path: [], dash: [], open: [] });
    Object.assign(this, { globalAlpha: 1, fillStyle: "#000", strokeStyle: "#000", lineWidth: 1, font: "10px sans-serif" });
  }

  beginPath() {
    this.path = [];
  }

  moveTo(x, y) {
    this.path.push(`M${short(x)} ${short(y)}`);
  }

  lineTo(x, y) {
    this.path.push(`L${short(x)} ${short(y)}`);
  }

  closePath() {
    this.path.push("Z");
  }

  rect(x, y, w, h) {
    this.path.push(`M${short(x)} ${short(y)}h${short(w)}v${short(h)}h${short(-w)}Z`);
  }

  save() {
    this.open.push(0);
  }

  /** Takes back the clips since the last `save`; no other part of the state. */
  restore() {
    this.parts.push("</g>".repeat(this.open.pop()));
  }

  clip() {
    this.parts.push(`<g clip-path="url(#${this.define("clipPath", "", `<path d="${this.path.join("")}"/>`)})">`);
    this.open.push(this.open.pop() + 1);
  }

  /** Along x or y; what it returns is a fill. */
  createLinearGradient(x1, y1, x2, y2) {
    const stops = [];
    const ends = `gradientUnits="userSpaceOnUse" x1="${short(x1)}" y1="${short(y1)}" x2="${short(x2)}" y2="${short(y2)}"`;
    let name;
    return {
      addColorStop: (at, color) => stops.push(`<stop offset="${at}" stop-color="${color}"/>`),
      toString: () => `url(#${(name ??= this.define("linearGradient", ends, stops.join("")))})`,
    };
  }

  define(tag, look, inside) {
    const name = `d${this.defs.length}`;
    this.defs.push(`<${tag} id="${name}" ${look}>${inside}</${tag}>`);
    return name;
  }

  /** Circles and half circles: all that is asked for. */
  arc(x, y, r, from, end) {
    const to = Math.min(end, from + 2 * Math.PI);
    const at = (a) => `${short(x + r * Math.cos(a))} ${short(y + r * Math.sin(a))}`;
    const middle = (from + to) / 2;
    const [radii, large] = [`${short(r)} ${short(r)}`, "0 0 1"];
    this.path.push(`M${at(from)}A${radii} ${large} ${at(middle)}A${radii} ${large} ${at(to)}`);
  }

  setLineDash(dash) {
    this.dash = dash;
  }

  fill() {
    this.parts.push(`<path d="${this.path.join("")}" fill="${this.fillStyle}"${this.opacity()}/>`);
  }

  stroke() {
    const dash = this.dash.length ? ` stroke-dasharray="${this.dash.join(" ")}"` : "";
    this.parts.push(
      `<path d="${this.path.join("")}" fill="none" stroke="${this.strokeStyle}" stroke-width="${short(this.lineWidth)}"${dash}${this.opacity()}/>`,
    );
  }

  fillRect(x, y, w, h) {
    this.parts.push(
      `<rect x="${short(x)}" y="${short(y)}" width="${short(w)}" height="${short(h)}" fill="${this.fillStyle}"${this.opacity()}/>`,
    );
  }

  strokeRect(x, y, w, h) {
    this.beginPath();
    this.rect(x, y, w, h);
    this.stroke();
  }

  fillText(text, x, y) {
    this.text(text, x, y, `fill="${this.fillStyle}"`);
  }

  strokeText(text, x, y) {
    this.text(text, x, y, `fill="none" stroke="${this.strokeStyle}" stroke-width="${short(this.lineWidth)}" stroke-linejoin="round"`);
  }

  text(text, x, y, look) {
    const [, weight, size, family] = /^(?:(\w+) )?([\d.]+)px (.*)$/.exec(this.font);
    const bold = weight ? ` font-weight="${weight}"` : "";
    this.parts.push(
      `<text x="${short(x)}" y="${short(y)}" font-size="${size}"${bold} font-family="${escape(family)}" dominant-baseline="central" ${look}>${escape(text)}</text>`,
    );
  }

  measureText(text) {
    this.measuring.font = this.font;
    return this.measuring.measureText(text);
  }

  opacity() {
    return this.globalAlpha < 1 ? ` opacity="${Math.round(this.globalAlpha * 1000) / 1000}"` : "";
  }

  toString() {
    const size = `width="${this.width}" height="${this.height}" viewBox="0 0 ${this.width} ${this.height}"`;
    const defs = this.defs.length ? `<defs>${this.defs.join("")}</defs>\n` : "";
    return `<svg xmlns="http://www.w3.org/2000/svg" ${size}>\n${defs}${this.parts.join("\n")}\n</svg>\n`;
  }
}

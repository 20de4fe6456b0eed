// A canvas that fills its element, is drawn when asked to, and tells of pans, zooms, clicks, hovers.

export class Surface {
  /** `acts`: {draw(context, view), pan(dx, dy), zoom(factor, x, y), click(x, y, add), hover(x, y)} */
  constructor(canvas, acts) {
    Object.assign(this, { canvas, acts });
    this.context = canvas.getContext("2d", { alpha: false });
    this.view = { width: 1, height: 1 };
    this.pointers = new Map();
    this.listen();
    new ResizeObserver(() => this.resize()).observe(canvas);
  }

  resize() {
    const { width, height } = this.canvas.getBoundingClientRect();
    if (!width || !height) return;
    this.ratio = Math.min(2, window.devicePixelRatio || 1);
    this.view = { width, height };
    this.canvas.width = Math.round(width * this.ratio);
    this.canvas.height = Math.round(height * this.ratio);
    this.redraw();
  }

  redraw() {
    this.asked ??= requestAnimationFrame(() => {
      this.asked = undefined;
      if (this.canvas.offsetParent === null) return;
      this.context.setTransform(this.ratio, 0, 0, this.ratio, 0, 0);
      this.acts.draw(this.context, this.view);
    });
  }

  listen() {
    const { canvas, acts, pointers } = this;
    const at = (event) => {
      const box = canvas.getBoundingClientRect();
      return [event.clientX - box.left, event.clientY - box.top];
    };
    canvas.addEventListener(
      "wheel",
      (event) => {
        event.preventDefault();
        acts.zoom(Math.exp(-event.deltaY * 0.0016), ...at(event), event.shiftKey);
        this.redraw();
      },
      { passive: false },
    );
    let far = false;
    canvas.addEventListener("pointerdown", (event) => {
      canvas.setPointerCapture(event.pointerId);
      pointers.set(event.pointerId, at(event));
      far = false;
    });
    canvas.addEventListener("pointermove", (event) => {
      const [x, y] = at(event);
      const before = pointers.get(event.pointerId);
      if (!before) return acts.hover(x, y);
      if (!far && Math.hypot(x - before[0], y - before[1]) < 4) return undefined;
      far = true;
      const others = [...pointers].filter(([id]) => id !== event.pointerId);
      if (others.length) {
        const [ox, oy] = others[0][1];
        const ratio = Math.hypot(x - ox, y - oy) / (Math.hypot(before[0] - ox, before[1] - oy) || 1);
        acts.zoom(ratio, (x + ox) / 2, (y + oy) / 2);
      } else acts.pan(x - before[0], y - before[1]);
      pointers.set(event.pointerId, [x, y]);
      return this.redraw();
    });
    const release = (event) => {
      if (pointers.delete(event.pointerId) && !far && event.type === "pointerup") {
        acts.click(...at(event), event.shiftKey || event.ctrlKey || event.metaKey);
      }
    };
    canvas.addEventListener("pointerup", release);
    canvas.addEventListener("pointercancel", release);
    canvas.addEventListener("pointerleave", () => acts.hover(-1e6, -1e6));
  }
}

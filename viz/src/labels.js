// Which labels are written, and where: greedily by weight, none over another, nor over a large node.

const CELL = 64;
const GAP = 2;
/** So many labels may lie over nodes. */
const OVER_NODES = 40;

/** Rectangles that are taken, found by the cells that they touch. */
export class Taken {
  constructor() {
    this.cells = new Map();
  }

  *near([left, top, right, bottom]) {
    for (let cx = Math.floor(left / CELL); cx <= Math.floor(right / CELL); cx++) {
      for (let cy = Math.floor(top / CELL); cy <= Math.floor(bottom / CELL); cy++) {
        const key = cx * 100003 + cy;
        let cell = this.cells.get(key);
        if (!cell) this.cells.set(key, (cell = []));
        yield cell;
      }
    }
  }

  isFree(box) {
    for (const cell of this.near(box)) {
      for (const b of cell) {
        if (box[0] < b[2] && box[2] > b[0] && box[1] < b[3] && box[3] > b[1]) return false;
      }
    }
    return true;
  }

  take(box) {
    for (const cell of this.near(box)) cell.push(box);
  }
}

/** Font size in pixels: larger for weighty nodes, and growing with zoom. */
export function fontSize(radius, k) {
  const grown = 10.5 + Math.max(0, Math.log2(k) + 1.2) * 1.1 + Math.min(7, radius * 0.22);
  return Math.round(Math.min(22, grown) * 2) / 2;
}

export function shorten(text, limit) {
  return text.length > limit ? `${text.slice(0, limit - 1).trimEnd()}…` : text;
}

/**
 * Places labels of `candidates` ({text, x, y, r, size}, weightiest first) until `limit` stand.
 * Returns those that found room, with `left` and `middle` of the text. What stands inside the given
 * box (left, top, right, bottom) gets a label that lies inside it too. All but the weightiest keep off
 * the boxes in `nodes`.
 */
export function placeLabels(candidates, taken, measure, limit, [left0, top0, right0, bottom0], nodes = null) {
  const placed = [];
  for (const c of candidates) {
    if (placed.length >= limit) break;
    const inside = c.x >= left0 && c.x <= right0 && c.y >= top0 && c.y <= bottom0;
    const width = measure(c.text, c.size);
    const half = c.size * 0.62;
    const spots = [
      [c.x + c.r + 4, c.y],
      [c.x - width / 2, c.y + c.r + 3 + half],
      [c.x - width / 2, c.y - c.r - 3 - half],
      [c.x - c.r - 4 - width, c.y],
    ];
    for (const [left, middle] of spots) {
      const box = [left - GAP, middle - half, left + width + GAP, middle + half];
      const sticksOut = box[0] < left0 || box[1] < top0 || box[2] > right0 || box[3] > bottom0;
      if ((inside && sticksOut) || !taken.isFree(box)) continue;
      if (nodes && placed.length >= OVER_NODES && !nodes.isFree(box)) continue;
      taken.take(box);
      placed.push({ ...c, left, middle });
      break;
    }
  }
  return placed;
}

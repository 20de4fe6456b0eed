// The part of the drawing that is seen: world point in the middle, and pixels to a world unit.

export const MIN_ZOOM = 0.005;
export const MAX_ZOOM = 12;
/** Room for labels and buttons around a drawing that is fitted. */
const PADDING = { left: 40, right: 100, top: 40, bottom: 50 };

export const toScreen = (camera, view, x, y) => [
  (x - camera.x) * camera.k + view.width / 2,
  (y - camera.y) * camera.k + view.height / 2,
];

export const toWorld = (camera, view, sx, sy) => [
  (sx - view.width / 2) / camera.k + camera.x,
  (sy - view.height / 2) / camera.k + camera.y,
];

/** The camera zoomed by `factor` with the world point under (sx, sy) staying there. */
export function zoomed(camera, view, factor, sx = view.width / 2, sy = view.height / 2) {
  const k = Math.max(MIN_ZOOM, Math.min(MAX_ZOOM, camera.k * factor));
  const [wx, wy] = toWorld(camera, view, sx, sy);
  return { k, x: wx - (sx - view.width / 2) / k, y: wy - (sy - view.height / 2) / k };
}

export const panned = (camera, dx, dy) => ({
  k: camera.k,
  x: camera.x - dx / camera.k,
  y: camera.y - dy / camera.k,
});

/** The camera that shows all nodes in sight, or those of the list `only`, below `covered` pixels. */
export function fitted({ x, y, nodes }, view, only = null, covered = 0) {
  const above = PADDING.top + covered;
  let [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity];
  const take = (i) => {
    left = Math.min(left, x[i]);
    right = Math.max(right, x[i]);
    top = Math.min(top, y[i]);
    bottom = Math.max(bottom, y[i]);
  };
  if (only) only.forEach(take);
  else nodes.forEach((is, i) => is && take(i));
  if (left > right) return { x: 0, y: 0, k: 1 };
  const wide = (view.width - PADDING.left - PADDING.right) / (right - left + 1);
  const high = (view.height - above - PADDING.bottom) / (bottom - top + 1);
  const k = Math.max(MIN_ZOOM, Math.min(wide, high, 2.5));
  return {
    x: (left + right) / 2 + (PADDING.right - PADDING.left) / 2 / k,
    y: (top + bottom) / 2 + (PADDING.bottom - above) / 2 / k,
    k,
  };
}

/** Screen radius of a node: grows slower than the distances, so that zooming in makes room. */
export const screenRadius = (radius, k) => Math.max(1.1, radius * Math.pow(k, 0.62));

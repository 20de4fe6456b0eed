// Colour and shape of each family, for light and dark pages. After Okabe & Ito and Paul Tol, chosen to
// differ for colour-blind readers too; the shape alone tells a family apart.

const FAMILIES = {
  Person: ["circle", "#0072b2", "#4ba3dd"],
  State: ["hexagon", "#24365c", "#b9c9ef"],
  Organization: ["square", "#2a9d8f", "#4fc3b5"],
  Place: ["triangle", "#8a7a2f", "#c6b55e"],
  Agreement: ["document", "#7b5ea7", "#b39ddb"],
  Contact: ["diamond", "#e08e00", "#f2a93b"],
  Invitation: ["halfmoon", "#c2649a", "#e394c0"],
  AgreementEvent: ["plus", "#00875f", "#35b98f"],
  InstitutionEvent: ["pentagon", "#3f94c9", "#7cc4f0"],
  PersonnelEvent: ["chevron", "#9a6319", "#cf9a4f"],
  RelationsEvent: ["wedge", "#882255", "#d26a9c"],
  Coercion: ["cross", "#cc4b00", "#ff8244"],
  Cooperation: ["star", "#8b9400", "#cfd64a"],
};
const SPARE = [
  ["circle", "#556270", "#a7b3bf"],
  ["square", "#7a5c61", "#c9a8ad"],
  ["diamond", "#4e6e58", "#9fc3aa"],
  ["triangle", "#5b5f97", "#a9acd6"],
];

export const SURFACE = {
  light: { paper: "#fbfaf8", panel: "#ffffff", ink: "#1c2430", faint: "#6b7480", edge: "#9aa3ae", mark: "#d6336c" },
  dark: { paper: "#14181f", panel: "#1b212b", ink: "#e8ebf0", faint: "#98a2b0", edge: "#5b6675", mark: "#ff7aa8" },
};

/** `{shape, color}` of a family by name and number, in the given scheme. */
export function styleOf(name, number, scheme) {
  const [shape, light, dark] = FAMILIES[name] ?? SPARE[number % SPARE.length];
  return { shape, color: scheme === "dark" ? dark : light };
}

const polygon = (corners) => (c, x, y, r) => {
  corners.forEach(([px, py], k) => {
    if (k) c.lineTo(x + px * r, y + py * r);
    else c.moveTo(x + px * r, y + py * r);
  });
  c.closePath();
};
const ring = (count, turn, radius = () => 1) =>
  Array.from({ length: count }, (_, k) => {
    const a = ((k + turn) / count) * 2 * Math.PI - Math.PI / 2;
    return [Math.cos(a) * radius(k), Math.sin(a) * radius(k)];
  });
const turned = (corners) => {
  const s = Math.SQRT1_2;
  return corners.map(([x, y]) => [(x - y) * s, (x + y) * s]);
};
const t = 0.36;
const PLUS = [
  [-t, -1], [t, -1], [t, -t], [1, -t], [1, t], [t, t], [t, 1], [-t, 1], [-t, t], [-1, t], [-1, -t], [-t, -t],
];

/** Each adds one closed outline of about the same area, centred on (x, y), to the path of `c`. */
export const SHAPES = {
  circle(c, x, y, r) {
    c.moveTo(x + r, y);
    c.arc(x, y, r, 0, 2 * Math.PI);
  },
  halfmoon(c, x, y, r) {
    c.moveTo(x + 1.1 * r, y - 0.4 * r);
    c.arc(x, y - 0.4 * r, 1.1 * r, 0, Math.PI);
    c.closePath();
  },
  square: polygon([[-0.88, -0.88], [0.88, -0.88], [0.88, 0.88], [-0.88, 0.88]]),
  document: polygon([[-0.8, -1], [0.35, -1], [0.8, -0.5], [0.8, 1], [-0.8, 1]]),
  diamond: polygon([[0, -1.2], [1.2, 0], [0, 1.2], [-1.2, 0]]),
  triangle: polygon([[0, -1.15], [1.1, 0.85], [-1.1, 0.85]]),
  wedge: polygon([[0, 1.15], [1.1, -0.85], [-1.1, -0.85]]),
  chevron: polygon([[-1, -1], [0.1, -1], [1.1, 0], [0.1, 1], [-1, 1], [-0.1, 0]]),
  hexagon: polygon(ring(6, 0.5)),
  pentagon: polygon(ring(5, 0).map(([x, y]) => [x * 1.1, y * 1.1])),
  star: polygon(ring(10, 0, (k) => (k % 2 ? 0.55 : 1.25))),
  plus: polygon(PLUS),
  cross: polygon(turned(PLUS)),
};

/** How a status shows in the fill: done is solid, planned hollow, called off struck through. */
export const STATUS_FILL = {
  held: "solid",
  ongoing: "half",
  planned: "hollow",
  postponed: "dashed",
  cancelled: "struck",
  unconfirmed: "dotted",
};

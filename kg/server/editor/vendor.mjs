// Copies the editor's build into ../static/vendor and writes the manifest that a test compares:
//     npm ci && npm run vendor
import { createHash } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";

const FILES = ["yasgui.min.js", "yasgui.min.css"];
const target = new URL("../static/vendor/", import.meta.url);
const lock = JSON.parse(readFileSync(new URL("package-lock.json", import.meta.url), "utf8"));
const files = {};
for (const name of FILES) {
  const data = readFileSync(new URL(`node_modules/@zazuko/yasgui/build/${name}`, import.meta.url));
  writeFileSync(new URL(name, target), data);
  files[name] = createHash("sha256").update(data).digest("hex");
}
const bundled = Object.entries(lock.packages)
  .filter(([path]) => path)
  .map(([path, found]) => ({
    name: path.replace(/^.*node_modules\//, ""),
    version: found.version,
    licence: found.license ?? "not stated in the lock file",
  }));
const manifest = { package: "@zazuko/yasgui", version: "4.6.2", licence: "MIT", files, bundled };
writeFileSync(new URL("manifest.json", target), JSON.stringify(manifest, null, 1) + "\n");

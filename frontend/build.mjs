// Bundles what the pages borrow into ../web/static/vendor and writes down its checksums.
// The output is committed: a clone serves every page with Python alone, and `build.sh` proves
// that the committed bytes come from these sources.
import { createHash } from "node:crypto";
import { copyFileSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { build } from "esbuild";

const OUT = new URL("../web/static/vendor/", import.meta.url).pathname;
const MODULES = ["scanner", "outbox", "chart", "qr"];
const COPIES = {
  "htmx.min.js": "htmx.org/dist/htmx.min.js",
  "swagger-ui-bundle.js": "swagger-ui-dist/swagger-ui-bundle.js",
  "swagger-ui.css": "swagger-ui-dist/swagger-ui.css",
  "weui.min.css": "weui/dist/style/weui.min.css",
  "zxing_reader.wasm": "zxing-wasm/dist/reader/zxing_reader.wasm",
};

rmSync(OUT, { recursive: true, force: true });
mkdirSync(OUT, { recursive: true });

await build({
  entryPoints: MODULES.map((name) => `src/${name}.js`),
  absWorkingDir: new URL(".", import.meta.url).pathname,
  outdir: OUT,
  bundle: true,
  minify: true,
  format: "esm",
  target: ["es2020", "chrome80", "safari14.1"],
  legalComments: "none",
  logLevel: "warning",
});

for (const [name, source] of Object.entries(COPIES)) {
  // Source-map comments point at files we do not ship; a browser would ask for them in vain.
  const from = new URL(`node_modules/${source}`, import.meta.url);
  if (name.endsWith(".wasm")) copyFileSync(from, OUT + name);
  else writeFileSync(OUT + name, readFileSync(from, "utf8").replace(/\n?(\/\/|\/\*)# sourceMappingURL=.*$/s, "\n"));
}

const licences = ["echarts", "htmx.org", "idb", "lean-qr", "swagger-ui-dist", "weui", "zrender", "zxing-wasm"]
  .map((name) => {
    const { version, license } = JSON.parse(readFileSync(new URL(`node_modules/${name}/package.json`, import.meta.url)));
    return `${name} ${version} ${license}`;
  });
writeFileSync(`${OUT}LICENCES.txt`, `${licences.join("\n")}\n`);

const sums = Object.fromEntries(
  readdirSync(OUT).sort().map((name) => [name, createHash("sha256").update(readFileSync(OUT + name)).digest("hex")]),
);
writeFileSync(`${OUT}SHA256SUMS.json`, `${JSON.stringify(sums, null, 1)}\n`);

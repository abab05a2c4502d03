// Bundles static/ into static/dist/: fingerprinted names, a manifest, brotli and gzip copies, the worker's precache list.
import { build } from "esbuild";
import { createHash } from "node:crypto";
import { mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";
import { pictures } from "./icons/pictures.mjs";
import { sprite } from "./icons/sprite.mjs";

const here = import.meta.dirname;
const dist = join(here, "dist");
const manifest = {};

const common = {
  bundle: true,
  minify: true,
  metafile: true,
  outdir: dist,
  legalComments: "none",
  target: ["es2022", "chrome110", "firefox115", "safari16.4"],
};

function emit(name, content) {
  const hash = createHash("sha256").update(content).digest("base64url").replace(/[-_]/g, "").slice(0, 8);
  const dot = name.lastIndexOf(".");
  manifest[name] = `${name.slice(0, dot)}-${hash}${name.slice(dot)}`;
  writeFileSync(join(dist, manifest[name]), content);
}

// As its makers bundle it: all pages come to the same file, and share no piece with it for which they would wait.
function socket() {
  const file = join(here, "../node_modules/socket.io-client/dist/socket.io.esm.min.js");
  emit("socket.js", readFileSync(file, "utf8").replace(/\/\/# sourceMappingURL.*/, ""));
}

// The big screen and a huddle load a script of their own instead of the app's, so that none grows by another.
async function bundles() {
  await bundled("js/push.js"); // for few, and later: it shares no piece with the app's, for which every page would wait
  await bundled("js/app.js", "css/app.css", "css/desk.css");
  await bundled("js/screen.js", "css/screen.css");
  await bundled("js/huddle.js", "css/huddle.css");
  await bundled("js/insights.js", "css/insights.css");
}

async function bundled(...entries) {
  const result = await build({
    ...common,
    entryPoints: entries.map((entry) => join(here, entry)),
    entryNames: "[name]-[hash]",
    chunkNames: "chunk-[hash]",
    assetNames: "[name]-[hash]",
    format: "esm",
    splitting: true,
    define: { SOCKET: address("socket.js"), PUSH: address("push.js") },
    external: ["/static/*"],
    loader: { ".woff2": "file" },
  });
  for (const path of Object.keys(result.metafile.outputs).map((output) => basename(output))) {
    manifest[path.startsWith("chunk") ? path : path.replace(/-[A-Z0-9]{8}(?=\.)/, "")] = path;
  }
}

const address = (name) => JSON.stringify(`/static/${manifest[name]}`);

function icons() {
  emit("icons.svg", sprite());
  emit("logo.svg", readFileSync(join(here, "icons/logo.svg")));
  for (const [name, picture] of Object.entries(pictures())) emit(name, picture);
  for (const file of readdirSync(join(here, "pictures"))) emit(file, readFileSync(join(here, "pictures", file)));
}

// Its version is that of its own code too: one that is in charge must not lose its shell to one that only arrives.
async function worker() {
  const shell = Object.values(manifest).filter((file) => !/latin-ext|(png|webp)$|^(huddle|insights)/.test(file));
  const result = await build({
    ...common,
    write: false,
    entryPoints: [join(here, "js/sw.js")],
    define: { SHELL: JSON.stringify(shell.map((file) => `/static/${file}`)), VERSION: '"VERSION"' },
  });
  const { text } = result.outputFiles[0];
  const version = createHash("sha256").update(text).digest("hex").slice(0, 8);
  writeFileSync(join(dist, "sw.js"), text.replaceAll("VERSION", version));
}

function compress() {
  const options = { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } };
  for (const file of readdirSync(dist).filter((name) => /\.(js|css|svg)$/.test(name))) {
    const content = readFileSync(join(dist, file));
    writeFileSync(join(dist, `${file}.br`), brotliCompressSync(content, options));
    writeFileSync(join(dist, `${file}.gz`), gzipSync(content, { level: 9 }));
  }
}

rmSync(dist, { recursive: true, force: true });
mkdirSync(dist);
socket();
await bundles();
icons();
await worker();
compress();
writeFileSync(join(dist, "manifest.json"), JSON.stringify(manifest, null, 2));

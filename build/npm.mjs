/**
 * Lays out the npm package of the command line in dist/npm/: what `agentguard` needs and no editor. Run after
 * `node esbuild.mjs --minify`; `npm pack ./dist/npm` makes the tarball.
 */
import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";

const target = "dist/npm";
/** Maps a file or folder of this repository to its place in the package. */
const FILES = {
  "dist/cli.cjs": "dist/cli.cjs",
  "dist/engine.cjs": "dist/engine.cjs",
  "dist/service.cjs": "dist/service.cjs",
  "dist/hook.cjs": "dist/hook.cjs",
  "dist/relay.cjs": "dist/relay.cjs",
  "dist/libpg-query.wasm": "dist/libpg-query.wasm",
  "dist/terminal": "dist/terminal",
  "media/schema/agentguard.schema.json": "schema/agentguard.schema.json",
  "build/npm/README.md": "README.md",
  "dist/ThirdPartyNotices.txt": "ThirdPartyNotices.txt",
  LICENSE: "LICENSE",
  "SECURITY.md": "SECURITY.md",
};

rmSync(target, { recursive: true, force: true });
mkdirSync(target, { recursive: true });
for (const [from, to] of Object.entries(FILES)) cpSync(from, `${target}/${to}`, { recursive: true });

const { version, description, license, repository, homepage, bugs, engines } = JSON.parse(
  readFileSync("package.json", "utf8"),
);
const manifest = {
  name: "agentguard-cli",
  version,
  description,
  keywords: ["agent", "ai", "guard", "safety", "hooks", "mcp", "claude-code", "codex", "copilot"],
  license,
  repository,
  homepage,
  bugs,
  bin: { agentguard: "dist/cli.cjs" },
  files: Object.values(FILES),
  engines: { node: engines.node },
};
writeFileSync(`${target}/package.json`, `${JSON.stringify(manifest, null, 2)}\n`);

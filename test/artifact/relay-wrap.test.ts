/** `agentguard relay wrap` and `unwrap` on clients' own files: shown first, once only, and back to the byte. */
import { readFileSync, statSync } from "node:fs";
import { afterEach, beforeAll, beforeEach, expect, it } from "vitest";
import { Machine, needBuild } from "./machine.ts";

let machine: Machine;
beforeAll(needBuild);
beforeEach(() => {
  machine = new Machine();
});
afterEach(() => machine.dispose());

const CODEX = '# mine\r\n[mcp_servers.db]\r\n\tcommand = "npx" # runner\r\n\targs = ["-y", "server"]\r\n';
const CURSOR =
  '{ "mcpServers": { "far": { "url": "https://x.example/mcp", "headers": { "Authorization": "Bearer t0p" } } } }';
const GOOSE = "extensions:\n  files:\n    type: stdio\n    cmd: uvx\n    args:\n      - server";

it("shows the change, writes it once, and takes it back", async () => {
  const files = {
    codex: machine.write(".codex/config.toml", CODEX),
    cursor: machine.write(".cursor/mcp.json", CURSOR),
    goose: machine.write(".config/goose/config.yaml", GOOSE),
  };
  const texts = () => Object.values(files).map(file => readFileSync(file, "utf8"));
  const before = texts();
  const modes = () => Object.values(files).map(file => statSync(file).mode);
  const bits = modes();
  const relay = (step: string, ...more: string[]) =>
    machine.cli(["relay", step, "--client", ...Object.keys(files), ...more]);

  const asked = await relay("wrap");
  expect(asked.stdout).toContain('+\tcommand = "');
  expect(asked.exitCode).not.toBe(0);
  expect(texts(), "nobody has said yes").toEqual(before);

  const wrapped = await relay("wrap", "--yes");
  for (const name of ["db", "far", "files"]) expect(wrapped.stdout).toContain(`: ${name} in `);
  const [codex = "", cursor = "", goose = ""] = texts();
  for (const text of [codex, cursor, goose]) expect(text).toContain(machine.places.relay);
  expect(JSON.parse(cursor).mcpServers.far.args.join(" ")).not.toMatch(/t0p|x\.example/);
  expect(modes()).toEqual(bits);

  expect((await relay("wrap", "--yes")).stdout).toContain("Nothing in the configuration has to change.");
  expect(texts()).toEqual([codex, cursor, goose]);

  expect((await relay("unwrap", "--yes")).exitCode).toBe(0);
  expect(texts()).toEqual(before);
  expect(modes()).toEqual(bits);
});

it("changes no file when one of them cannot be read, and says where", async () => {
  machine.write(".codex/config.toml", "[mcp_servers.db\n");
  const file = machine.write(".cursor/mcp.json", CURSOR);
  const { stderr, exitCode } = await machine.cli(["relay", "wrap", "--client", "cursor", "codex", "--yes"]);
  expect(exitCode).not.toBe(0);
  expect(stderr).toMatch(/config\.toml:1:1.*TOML/);
  expect(readFileSync(file, "utf8")).toBe(CURSOR);
});

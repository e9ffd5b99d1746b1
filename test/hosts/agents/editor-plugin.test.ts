/** Folders of ours that an editor takes hooks from, with a stand-in for the editor's interface. */
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { cursor } from "../../../src/agents/cursor.ts";
import { pluginsFor, registerPlugin } from "../../../src/hosts/agents/editor-plugin.ts";
import { placesAt } from "../../../src/platform/places.ts";

let home: string;
let told: string[];
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), "ag-plugins-"));
  told = [];
});
afterEach(() => rmSync(home, { recursive: true, force: true }));

const own = () => placesAt(home, join(home, "data"), join(home, "config"));
const folder = () => join(own().data, "plugins/cursor");
const registry = {
  registerPath: (path: string) => told.push(`register ${path}`),
  unregisterPath: (path: string) => told.push(`unregister ${path}`),
};
const register = (editor: unknown) => Promise.all(pluginsFor(editor).map(plugin => registerPlugin(plugin, own(), {})));

describe("an editor without the interface is told nothing", () => {
  const check = (what: string, editor: unknown) =>
    it(what, async () => {
      expect(await register(editor)).toEqual([]);
      expect(() => statSync(own().data)).toThrow(/ENOENT/);
    });
  check("VS Code", { window: {}, lm: {} });
  check("one with another shape of it", { cursor: { plugins: { registerPath: "no function" } } });
  check("one with a half of it", { cursor: { plugins: { registerPath: () => {} } } });
  check("nothing", undefined);
});

describe("Cursor", () => {
  const editor = { cursor: { plugins: registry } };

  it("is given a complete folder, whose hooks start the launcher and refuse when it fails", async () => {
    const [plugin] = await register(editor);
    expect(told).toEqual([`register ${folder()}`]);
    const hooks = join(folder(), "hooks/hooks.json");
    expect(JSON.parse(readFileSync(join(folder(), ".cursor-plugin/plugin.json"), "utf8"))).toMatchObject({
      name: "agentguard",
    });
    expect(JSON.parse(readFileSync(hooks, "utf8"))).toMatchObject({
      version: 1,
      hooks: { beforeShellExecution: [{ command: `${own().launcher} cursor`, failClosed: true }] },
    });
    const [installed] = cursor.install({ home, env: {}, launcher: own().launcher });
    expect(readFileSync(hooks, "utf8")).toBe(installed?.apply(null));
    plugin?.remove();
    expect(told).toEqual([`register ${folder()}`, `unregister ${folder()}`]);
  });

  it("gets it as it should be when somebody has changed it", async () => {
    await register(editor);
    const hooks = join(folder(), "hooks/hooks.json");
    const before = readFileSync(hooks, "utf8");
    writeFileSync(hooks, "{}");
    await register(editor);
    expect(readFileSync(hooks, "utf8")).toBe(before);
  });

  it("is not told of a folder that could not be written", async () => {
    writeFileSync(own().data, "in the way");
    await expect(register(editor)).rejects.toThrow();
    expect(told).toEqual([]);
  });
});

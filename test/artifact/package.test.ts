/** What stands in the package that `npm run package` makes. */
import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { root, vsix } from "../support/project.ts";

test("it holds every file of the plugin that VS Code's chat loads", () => {
  if (!existsSync(vsix)) throw new Error(`${vsix} is missing: run npm run package`);
  const folder = join(root, "agent-plugin");
  const files = readdirSync(folder, { recursive: true, encoding: "utf8" });
  const names = files.filter(file => statSync(join(folder, file)).isFile());
  expect(names).toHaveLength(2);
  // A zip keeps its names as they are.
  const archive = readFileSync(vsix);
  for (const name of names) expect(archive.includes(`extension/agent-plugin/${name}`), name).toBe(true);
});

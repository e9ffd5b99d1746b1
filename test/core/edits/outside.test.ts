/** Edits of files outside the workspace: what is weighed, and what of it is asked. */
import { expect, it } from "vitest";
import { judgeIn } from "../../support/little-world.ts";

it.each([
  ["another project of the person", "/home/dev/other/src/a.ts", "allow 20"],
  ["a document of the person", "/home/dev/Documents/plan.md", "allow 20"],
  ["the system's", "/etc/hosts", "ask 45"],
  ["a table of cron", "/var/spool/cron/crontabs/dev", "ask 45"],
  ["a start-up file", "/home/dev/.bashrc", "ask 45"],
  ["the agent's scratch", "/tmp/notes.md", "allow 0"],
  ["the workspace itself", "src/a.ts", "allow 0"],
])("%s: %s", async (_, path, expected) => {
  const edit = { kind: "edit", path, replace: [{ from: "a", to: "b", all: false }] } as const;
  const { decision, score } = await judgeIn({ git: {} }, edit);
  expect(`${decision} ${score}`).toBe(expected);
});

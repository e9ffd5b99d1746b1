/** Tasks that a call names and that a file of the folder holds, for runners whose files are read by their keys. */
import { describe, expect, it } from "vitest";
import { judgeIn } from "../../support/little-world.ts";

function check(run: string, files: Readonly<Record<string, string>>, expected: "held" | "silent"): void {
  it(`${expected}: ${run} in ${Object.values(files).join("").split("\n").join(" ⏎ ")}`, async () => {
    const { decision } = await judgeIn({ files }, { kind: "command", text: run });
    expect(decision === "allow" ? "silent" : "held").toBe(expected);
  });
}

describe("tasks by their names", () => {
  const mise = {
    "mise.toml":
      '[tasks.wipe]\ndescription = "Drop it (all"\nrun = "dropdb shop"\n[tasks.seed]\ndescription = "Fill it (dev"\nrun = "node seed.js"\n',
  };
  check("mise run wipe", mise, "held");
  check("mise run seed", mise, "silent");
  check("mise install", mise, "silent");
  check("pdm run wipe", { "pyproject.toml": '[tool.pdm.scripts]\nwipe = "dropdb shop"\n' }, "held");
  check("pdm run pytest", { "pyproject.toml": '[tool.pdm.scripts]\nwipe = "dropdb shop"\n' }, "silent");
  check("hatch run wipe", { "pyproject.toml": '[tool.hatch.envs.default.scripts]\nwipe = "dropdb shop"\n' }, "held");
  check("pixi run wipe", { "pixi.toml": '[tasks]\nwipe = "dropdb shop"\n' }, "held");
  check(
    "devbox run wipe",
    { "devbox.json": '{"shell":{"scripts":{"wipe":["dropdb shop"],"test":["npm test"]}}}' },
    "held",
  );
  check(
    "devbox run test",
    { "devbox.json": '{"shell":{"scripts":{"wipe":["dropdb shop"],"test":["npm test"]}}}' },
    "silent",
  );
});

/** Every line of the table of Windows tools is the one that an example which is held comes to. */
import { expect, it } from "vitest";
import { TOOL_EXAMPLES } from "../../src/packs/cmd/examples.ts";
import { TOOLS } from "../../src/packs/cmd/tool-table.ts";

const HELD = TOOL_EXAMPLES.filter(({ expect }) => expect !== "allow").map(({ run }) => {
  const [name = "", ...words] = run.split(" ");
  const program = name.toLowerCase().replace(/\.exe$/, "");
  return {
    program: program === "shutdown" ? "shutdown.exe" : program,
    words: words.join(" ").toLowerCase().replaceAll('"', ""),
  };
});
const FIRST = HELD.map(({ program, words }) =>
  TOOLS.find(tool => tool.programs.includes(program) && tool.words.test(words)),
);

it.each(TOOLS.map(tool => [tool.programs.join("|"), `${tool.words}`, tool] as const))("%s %s", (_, __, tool) =>
  expect(FIRST).toContain(tool),
);

/** The part of a text that does the damage is marked, wherever in it that stands. */
import { expect, test } from "vitest";
import type { Action } from "../../../src/core/action/action.ts";
import { makeCard } from "../../../src/core/approval/make-card.ts";
import { BUILT_IN } from "../../../src/core/policy/policy.ts";
import { judgeIn, type World } from "../../support/little-world.ts";

const WORLD: World = { files: { "notes/a.txt": "a\n" } };
const rows = (count: number) =>
  Array.from({ length: count }, (_, i) => `INSERT INTO log VALUES (${i}, 'nothing to see');`);
/** Seventy lines, with `line` among them. */
const among = (line: string, at = 40) => [...rows(at), line, ...rows(70 - at)].join("\n");

async function check(text: string, dangerous: string): Promise<void> {
  const judgement = await judgeIn(WORLD, { kind: "command", text });
  const action: Action = { kind: "command", text, shell: "bash", cwd: "/home/dev/app", origin: { agent: "test" } };
  const { command, marked } = makeCard(action, judgement, BUILT_IN);
  const parts = marked.map(({ start, end }) => command.slice(start, end));
  expect(
    parts.some(part => part.includes(dangerous)),
    `${dangerous} in ${JSON.stringify(parts)}`,
  ).toBe(true);
  for (const part of parts) expect(part.length, part).toBeLessThanOrEqual(400);
}

const TRUNCATE = "TRUNCATE bookings CASCADE";

test("a statement among many, however it gets to its server", async () => {
  await check(`psql shop <<'SQL'\n${among(`${TRUNCATE};`)}\nSQL\necho done`, TRUNCATE);
  await check(`psql shop <<SQL\n${among(`${TRUNCATE}; -- for $USER`)}\nSQL`, TRUNCATE);
  await check(`psql shop <<-SQL\n\t${among(`${TRUNCATE};`).replaceAll("\n", "\n\t")}\n\tSQL`, TRUNCATE);
  await check(`psql shop -c "${among(`${TRUNCATE};`)}"`, TRUNCATE);
  await check(`mysql shop -e "${among("DELETE FROM bookings;")}"`, "DELETE FROM bookings");
  await check(`psql shop <<'SQL'\n${among("DROP TABLE bookings;", 3)}\nSQL`, "DROP TABLE bookings");
});

test("words that only look like it take no place from it", async () => {
  const decoys = Array.from({ length: 60 }, () => "-- TRUNCATE bookings CASCADE was here").join("\n");
  await check(`psql shop <<'SQL'\n${decoys}\nTRUNCATE bookings;\n${rows(30).join("\n")}\nSQL`, "TRUNCATE bookings");
});

test("commands in texts for other shells", async () => {
  const echoes = Array.from({ length: 60 }, (_, i) => `echo step ${i}`).join("\n");
  await check(`bash <<'EOF'\n${echoes}\nrm -rf notes\n${echoes}\nEOF`, "notes");
  await check(`bash -c '${echoes}\nrm -rf notes\n${echoes}'`, "notes");
  await check(`ssh web1 'bash -s' <<'EOF'\n${echoes}\nrm -rf /srv/data\n${echoes}\nEOF`, "/srv/data");
  await check(`bash <<'EOF'\n${echoes}\npsql shop -c '${TRUNCATE}'\n${echoes}\nEOF`, TRUNCATE);
});

test("programs", async () => {
  const steps = Array.from({ length: 60 }, (_, i) => `print("step ${i}")`).join("\n");
  await check(
    `python3 - <<'EOF'\nimport shutil\n${steps}\nshutil.rmtree("notes")\n${steps}\nEOF`,
    'shutil.rmtree("notes")',
  );
  await check(`python3 - <<'EOF'\nimport os\n${steps}\nos.system("rm -rf notes")\n${steps}\nEOF`, "notes");
  const logs = steps.replaceAll("print", "console.log");
  await check(`node -e '${logs}\nrequire("fs").rmSync("notes", { recursive: true })\n${logs}'`, "rmSync");
});

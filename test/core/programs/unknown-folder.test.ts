/** Programs in folders that are only known at run time: what counts as an installed or own tool, and what stays asked. */
import { describe, expect, it } from "vitest";
import { judgeIn } from "../../support/little-world.ts";

type Case = readonly [text: string, decision: "allow" | "ask" | "deny"];

const PROGRAMS: readonly Case[] = [
  ["$JAVA_HOME/bin/java -version", "allow"],
  ["$(npm bin)/eslint src", "allow"],
  ['"$SCRIPT_DIR/build.sh" --release', "allow"],
  ["$(git rev-parse --show-toplevel)/scripts/test.sh", "allow"],
  ['"$BIN_DIR/terraform" destroy -auto-approve', "deny"],
  ["$TOOLS_DIR/rm -rf ~", "deny"],
  ["$SCRIPT_DIR/wipe-database.sh", "ask"],
  ["$X/tool --check", "ask"],
  ["$TMPDIR_NEW/install.sh", "ask"],
  ["$(cat where)/tool", "ask"],
  ["$BIN_DIR/$NAME --check", "ask"],
  ["echo 'rm -rf ~' > run.sh; $SCRIPT_DIR/run.sh", "ask"],
];

const OPTIONS: readonly Case[] = [
  ["NODE_OPTIONS=--max-old-space-size=4096 npm run build", "allow"],
  ["export NODE_OPTIONS=--experimental-vm-modules; npx jest", "allow"],
  ["NODE_OPTIONS='--require ./hook.js' node x.js", "deny"],
];
const HOOK = "require('child_process').execSync('rm -rf ~')";

describe("a program in a folder that is not known", () => {
  it.each(PROGRAMS)("%s", check);
});

describe("options for an interpreter in a variable", () => {
  it.each(OPTIONS)("%s", check);
});

async function check(text: string, decision: Case[1]): Promise<void> {
  expect((await judgeIn({ files: { "hook.js": HOOK } }, { kind: "command", text })).decision).toBe(decision);
}

/** What is typed in a guarded terminal against its guard is denied; the same elsewhere, and everyday lines, are not. */
import { expect, it } from "vitest";
import { judgeIn } from "../../../support/little-world.ts";

const GUARDED = {
  AGENTGUARD_TERMINAL: "editor",
  PROMPT_COMMAND: "__agentguard_prompt",
  ZDOTDIR: "/home/dev/.local/share/agentguard/terminal/zsh",
  XDG_DATA_DIRS: "/home/dev/.local/share/agentguard/terminal/fish-data:/usr/share",
};
type Shell = "bash" | "zsh" | "fish";
const judged = async (text: string, shell: Shell = "bash", env: Readonly<Record<string, string>> = GUARDED) =>
  (await judgeIn({ env }, { kind: "command", text, shell })).decision;

it.each<[text: string, shell?: Shell]>([
  ["trap - DEBUG"],
  ["trap '' DEBUG; ls"],
  ["eval 'trap - DEBUG'"],
  ["shopt -u extdebug"],
  ["set +T"],
  ["set +o functrace"],
  ["unset PROMPT_COMMAND"],
  ["unset PROMPT_COMMAND PS0; trap - DEBUG"],
  ["PROMPT_COMMAND="],
  ["PS0=x; ls"],
  ["export PROMPT_COMMAND='history -a'"],
  ["unset -f __agentguard_debug"],
  ["__agentguard_ask() { return 0; }"],
  ["__agentguard_left=1"],
  ["readonly __agentguard_seen=1"],
  ["unset AGENTGUARD_TERMINAL"],
  ["exec env -i bash"],
  ["env -i bash --norc"],
  ["env -u PROMPT_COMMAND bash --norc"],
  ["PROMPT_COMMAND= bash"],
  ["export PROMPT_COMMAND=; bash"],
  ["zsh -f"],
  ["exec zsh -f", "zsh"],
  ["ZDOTDIR=/tmp zsh"],
  ["fish --no-config"],
  ["preexec_functions=()", "zsh"],
  ["unfunction __agentguard_line", "zsh"],
  ["add-zsh-hook -d preexec __agentguard_line", "zsh"],
  ["functions -e __agentguard_enter", "fish"],
  ["bind \\r execute", "fish"],
  ["set -e AGENTGUARD_TERMINAL", "fish"],
])("denied: %s (%s)", async (text, shell) => expect(await judged(text, shell)).toBe("deny"));

it.each([["su"], ["su - deploy"], ["sudo -s"], ["sudo -i"], ["dash"], ["sh"]])("asked: %s", async text =>
  expect(await judged(text)).not.toBe("allow"),
);

it.each<[text: string, shell?: Shell]>([
  ["bash"],
  ["bash -i"],
  ["zsh"],
  ["exec zsh"],
  ["fish"],
  ["bash -c 'echo hi'"],
  ["env -i bash -c 'echo hi'"],
  ["bash scripts/build.sh"],
  ["sh -c 'trap - DEBUG; echo'"],
  ["trap 'echo bye' EXIT"],
  ["trap -p DEBUG"],
  ["grep -r PROMPT_COMMAND= src"],
  ["echo $PROMPT_COMMAND"],
  ['PROMPT_COMMAND="history -a; $PROMPT_COMMAND"'],
  ["type __agentguard_debug"],
  ["set -e"],
  ["shopt -s globstar"],
  ["bind \\cg 'git status'", "fish"],
  ["docker exec -it web sh"],
])("passes: %s (%s)", async (text, shell) => expect(await judged(text, shell)).toBe("allow"));

it.each([["trap - DEBUG"], ["PS0="], ["env -i bash"], ["zsh -f"], ["sh"]])(
  "passes where no terminal is guarded: %s",
  async text => expect(await judged(text, "bash", {})).toBe("allow"),
);

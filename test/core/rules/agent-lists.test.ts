/** The agent's own lists of commands to ask about or refuse hold for spellings that the agent itself does not see. */
import { expect, it } from "vitest";
import { Facts } from "../../../src/core/facts/facts.ts";
import { rulesOfAgents } from "../../../src/core/rules/agent-lists.ts";

const ROOT = "/home/dev/app";

function check(
  name: string,
  permissions: Record<string, unknown>,
  text: string,
  commands: readonly string[],
  expected: readonly string[],
): void {
  it(name, () => {
    const settings = JSON.stringify({ permissions });
    const facts = new Facts(new Map([[`text:${ROOT}/.claude/settings.json`, settings]]), {
      roots: [ROOT],
      platform: "linux",
    });
    expect(rulesOfAgents(text, commands, facts).map(({ rule, then }) => `${rule} ${then}`)).toEqual(expected);
  });
}

const PUSH = { ask: ["Bash(git push*)"] };

check("the agent sees it itself", PUSH, "git push origin x", ["git push origin x"], []);
check("the agent sees it in a list", PUSH, "cd a && git push", ["cd a", "git push"], []);
check("past git's own options", PUSH, "git -C /a push", ["git -C /a push"], ["agent-list/ask ask"]);
check("past options without a value", PUSH, "git --no-pager push", ["git --no-pager push"], ["agent-list/ask ask"]);
check("in another shell", PUSH, "bash -c 'git push'", ["bash -c git push", "git push"], ["agent-list/ask ask"]);
check("another command", PUSH, "git -C /a pull", ["git -C /a pull"], []);
check("refused", { deny: ["Bash(curl:*)"] }, "env curl x", ["env curl x", "curl x"], ["agent-list/deny deny"]);
check("the whole command only", { deny: ["Bash(make)"] }, "env make all", ["env make all", "make all"], []);
check("other tools", { deny: ["Read(./.env)", "WebFetch"] }, "env curl x", ["env curl x", "curl x"], []);
check("not a list", { deny: "Bash(rm *)", ask: { a: 1 } }, "env rm a", ["env rm a", "rm a"], []);

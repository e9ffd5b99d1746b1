/** Audits agents' settings and the ways agents are started for whatever turns their confirmations or hooks off. */

import { SettingsText } from "../agent-switches/document.ts";
import type { AgentSwitch } from "../agent-switches/switch.ts";
import { thrownIn } from "../agent-switches/thrown.ts";
import { ofAgents } from "../agents/known-agents.ts";
import { inOrder, words } from "../text/expressions.ts";
import { literalPattern } from "../text/literal-pattern.ts";
import { type Finding, finding, type PostureFile } from "./finding.ts";

/** Audits one file. `switches`: the settings to look for, as the agents' own files list them. */
export function auditAgentSettings(file: PostureFile, switches: readonly AgentSwitch[]): Finding[] {
  return [...inSettings(file, switches), ...inStarts(file)];
}

function inSettings({ path, text }: PostureFile, switches: readonly AgentSwitch[]): Finding[] {
  return thrownIn(new SettingsText(path, text), switches, true).map(({ by, line }) => {
    const rule = by.means === "unhooked" ? "agent/hooks-off" : "agent/approvals-off";
    return finding(rule, "high", { file: path, line }, by.says, by.fix);
  });
}

/** Files that start programs. */
const STARTS = inOrder([
  /(?:^|\/)/,
  [
    /[^/]*\.(?:sh|bash|zsh|fish|ps1|ya?ml|just)/,
    ...words`Makefile makefile justfile Dockerfile package\.json tasks\.json`,
    /\.(?:bashrc|zshrc|bash_aliases|profile|bash_profile|zprofile|envrc)/,
    /config\.fish/,
  ],
  /$/,
]);
/** Options that turn confirmations off, whichever agent has them. */
const PLAIN =
  "--dangerously-skip-permissions|--permission-mode[= ]bypassPermissions|--dangerously-bypass-approvals-and-sandbox|--yolo|--approval-mode[= ]yolo|--allow-all-tools|--allow-all\\b|--trust-all-tools|--skip-permissions-unsafe|--dangerously-allow-all";

/** Command lines that start agents without confirmations; lines that `any` does not match need no closer look. */
const looseStarts = ofAgents(agents => {
  const starts = agents
    .flatMap(({ programs = {} }) => Object.entries(programs))
    .filter(([, { common }]) => !common)
    .map(([name, { unasked = [] }]) => {
      const own = unasked.filter(option => option.length > 1).map(option => `--${option}(?![\\w-])`);
      return { name, own };
    });
  const start = ({ name, own }: (typeof starts)[number]) =>
    `\\b${literalPattern(name)}\\b[^\\n#]{0,200}?(${[PLAIN, ...own].join("|")})`;
  return {
    each: starts.map(one => new RegExp(start(one))),
    any: new RegExp([PLAIN, ...starts.flatMap(({ own }) => own)].join("|")),
  };
});

function inStarts({ path, text }: PostureFile): Finding[] {
  const { each, any } = looseStarts();
  if (!STARTS.test(path) || !any.test(text)) return [];
  return text.split("\n", 20_000).flatMap((line, at) => {
    if (line.length > 2000 || /^\s*(?:#|\/\/)/.test(line) || !any.test(line)) return [];
    const option = each.map(start => start.exec(line)?.[1]).find(Boolean);
    if (option === undefined) return [];
    const what = `An agent is started here with \`${option}\`: it asks nobody about anything.`;
    return [finding("agent/approvals-off", "high", { file: path, line: at + 1 }, what, "Take the option out.")];
  });
}

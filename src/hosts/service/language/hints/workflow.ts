/**
 * Finds `run:` steps of GitHub workflows: https://docs.github.com/actions/reference/workflow-syntax-for-github-actions
 */
import { yamlTextsOf } from "../../../../core/text/yaml-text.ts";
import type { Runnable } from "./runnable.ts";

export function workflowRunnables(text: string): Runnable[] {
  return yamlTextsOf(text, "run").map(({ value, line, literal, beside }) => {
    const shell = beside.shell ?? "bash";
    const kind = /^(?:pwsh|powershell)/.test(shell) ? "powershell" : shell.startsWith("cmd") ? "cmd" : "bash";
    // An expression is replaced before the shell starts, so it counts as an unknown variable.
    const run = value.replace(
      /\$\{\{(?:(?!\$\{\{)[^}])*\}\}/g,
      kind === "powershell" ? "$env:GITHUB_EXPRESSION" : "$GITHUB_EXPRESSION",
    );
    const lines = value.split("\n").map((_, i) => (literal ? line + i : line));
    return { kind, text: run, lines, disposable: true };
  });
}

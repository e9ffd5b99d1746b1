/** One attempt, look-alike or act of a list: steps that an agent proposes one after the other, and what they come to. */
export interface Case {
  readonly id: string;
  readonly kind: string;
  readonly steps: readonly Step[];
  readonly what: string;
}

export type Step =
  | { readonly bash: string }
  | { readonly write: { readonly path: string; readonly content: string } }
  | { readonly edit: { readonly path: string; readonly old: string; readonly new: string } }
  | { readonly mcp: { readonly server: string; readonly tool: string; readonly arguments: Record<string, unknown> } };

/** A list as it was written: a step that is only a text is a line for bash. */
export function casesIn(json: string): Case[] {
  const all = JSON.parse(json) as (Omit<Case, "steps"> & { steps: (Step | string)[] })[];
  return all.map(one => ({
    ...one,
    steps: one.steps.map(step => (typeof step === "string" ? { bash: step } : step)),
  }));
}

/** What Claude Code tells its hook of a step: the tool's name and input. */
export function toolCallOf(step: Step, at: (path: string) => string): { tool_name: string; tool_input: object } {
  if ("bash" in step) return { tool_name: "Bash", tool_input: { command: step.bash } };
  if ("write" in step)
    return { tool_name: "Write", tool_input: { file_path: at(step.write.path), content: step.write.content } };
  if ("edit" in step) {
    const { path, old: old_string, new: new_string } = step.edit;
    return { tool_name: "Edit", tool_input: { file_path: at(path), old_string, new_string } };
  }
  return { tool_name: `mcp__${step.mcp.server}__${step.mcp.tool}`, tool_input: step.mcp.arguments };
}

/** Finds what running a file runs: shell scripts, recipes, package scripts, images, statements, workflows. */
import { dockerfileRunnables } from "./dockerfile.ts";
import { makefileRunnables } from "./makefile.ts";
import { packageRunnables } from "./package-json.ts";
import type { Runnable } from "./runnable.ts";
import { sqlRunnables } from "./sql.ts";
import { workflowRunnables } from "./workflow.ts";

export type RunnableFile = "shell" | "powershell" | "makefile" | "package" | "dockerfile" | "sql" | "workflow";

/** Returns the kind of a file; undefined for one that runs nothing. */
export function runnableFile(path: string, languageId: string): RunnableFile | undefined {
  const name = path.slice(Math.max(path.lastIndexOf("/"), path.lastIndexOf("\\")) + 1);
  if (name === "package.json") return "package";
  if (/[\\/]\.github[\\/]workflows[\\/][^\\/]+\.ya?ml$/.test(path)) return "workflow";
  if (languageId === "shellscript" || /\.(?:sh|bash|zsh)$/.test(name)) return "shell";
  if (languageId === "powershell" || /\.ps1$/.test(name)) return "powershell";
  if (languageId === "makefile" || /^(?:GNU)?[Mm]akefile$|\.mk$/.test(name)) return "makefile";
  if (languageId === "dockerfile" || /^(?:Dockerfile|Containerfile)(?:\.|$)/.test(name)) return "dockerfile";
  return languageId === "sql" || /\.sql$/.test(name) ? "sql" : undefined;
}

/** Finds the texts. `included`: texts that a makefile includes. Never throws, whatever the text. */
export function runnablesIn(kind: RunnableFile, text: string, included: readonly string[] = []): readonly Runnable[] {
  switch (kind) {
    case "shell":
      return [whole(/^#!.*\bzsh\b/.test(text) ? "zsh" : /^#!.*\/(?:env )?sh\b/.test(text) ? "sh" : "bash", text)];
    case "powershell":
      return [whole(kind, text)];
    case "sql":
      return sqlRunnables(text);
    case "makefile":
      return makefileRunnables(text, included);
    case "package":
      return packageRunnables(text);
    case "dockerfile":
      return dockerfileRunnables(text);
    case "workflow":
      return workflowRunnables(text);
  }
}

function whole(kind: Runnable["kind"], text: string): Runnable {
  return { kind, text, lines: text.split("\n").map((_, line) => line) };
}

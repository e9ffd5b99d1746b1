/** Installs hooks for one project alone, in that project's own files, with receipts of their own. */
import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import type { Agent } from "../../agents/agent.ts";
import { AGENTS } from "../../agents/index.ts";
import type { Places } from "../../platform/places.ts";
import { readReceipt, sha256 } from "../../platform/receipts.ts";

/** An agent and the guard's places, adapted to one project for `planOf`, `applyPlan` and `agentHere`. */
export interface InProject {
  readonly agent: Agent;
  readonly own: Places;
  /** Absolute path. */
  readonly root: string;
}

/** Adapts them; undefined for an agent that reads no hooks from a project. */
export function inProject(agent: Agent, own: Places, root: string): InProject | undefined {
  const { inProject: edits, managed: _, ...rest } = agent;
  if (!edits) return undefined;
  return {
    agent: { ...rest, install: target => edits(target, root) },
    own: { ...own, receipts: join(folderOf(own), sha256(root).slice(0, 16)) },
    root,
  };
}

/** Returns those of the folders in which our hook was installed for the agent. */
export function projectsOf(agent: Agent, own: Places, roots: readonly string[]): readonly InProject[] {
  return roots.flatMap(root => {
    const project = inProject(agent, own, root);
    return project && readReceipt(project.own.receipts, agent.id) ? [project] : [];
  });
}

/** Returns the files of all projects in which our hook was installed. */
export function projectFiles(own: Places): readonly string[] {
  const folder = folderOf(own);
  if (!existsSync(folder)) return [];
  return readdirSync(folder).flatMap(name =>
    AGENTS.flatMap(({ id }) => readReceipt(join(folder, name), id)?.files.map(({ file }) => file) ?? []),
  );
}

function folderOf({ receipts }: Places): string {
  return join(receipts, "projects");
}

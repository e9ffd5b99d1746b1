/** Hooks for the work in one project alone: in that project's own files, with receipts of their own. */
import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import type { Agent } from "../../agents/agent.ts";
import { AGENTS } from "../../agents/index.ts";
import type { Places } from "../../platform/places.ts";
import { readReceipt, sha256 } from "../../platform/receipts.ts";

/** An agent and the guard's places as they are for one project: `planOf`, `applyPlan` and `agentHere` take them. */
export interface InProject {
  readonly agent: Agent;
  readonly own: Places;
  /** Absolute. */
  readonly root: string;
}

/** Undefined for an agent that takes no hooks from a project. */
export function inProject(agent: Agent, own: Places, root: string): InProject | undefined {
  const { inProject: edits, managed: _, ...rest } = agent;
  if (!edits) return undefined;
  return {
    agent: { ...rest, install: target => edits(target, root) },
    own: { ...own, receipts: join(folderOf(own), sha256(root).slice(0, 16)) },
    root,
  };
}

/** Of these folders, those in which the agent was given our hook. */
export function projectsOf(agent: Agent, own: Places, roots: readonly string[]): readonly InProject[] {
  return roots.flatMap(root => {
    const project = inProject(agent, own, root);
    return project && readReceipt(project.own.receipts, agent.id) ? [project] : [];
  });
}

/** The files of all projects that were given our hook, wherever they are. */
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

/**
 * Finds the platform project that a folder is linked to: by the file that the platform's command line writes, by
 * variables, or by git's configuration. Commands and the workspace's badge share this table.
 */

import type { Facts } from "../../facts/facts.ts";
import type { KnownAs, Locator } from "../locator.ts";
import { chosenBy, fileAbove, fileAt, pathIn, type Standing } from "./command-context.ts";
import { type LinkedProject, PLATFORMS, type PlatformLinks, type PlatformName } from "./platforms.ts";
import { PLATFORM_VARIABLES } from "./variables.ts";

/** Every platform in the table, for the workspace's badge. */
export const PLATFORM_NAMES = Object.keys(PLATFORMS) as readonly PlatformName[];

/** Returns the linked project; undefined if the folder is not linked. */
export function linkedProject(platform: PlatformName, standing: Standing, facts: Facts): Locator | undefined {
  const { provider, links }: PlatformLinks = PLATFORMS[platform];
  const chosen = chosenBy(PLATFORM_VARIABLES[platform], standing);
  if (chosen?.value === null) return { kind: "cloud", provider, evidence: chosen.evidence };
  if (chosen?.value !== undefined) return located(provider, { name: chosen.value, line: 1 }, chosen.evidence);
  for (const { file, above, read } of links) {
    const found = above ? fileAbove(file, standing, facts) : fileAt(pathIn(file, standing, facts), facts);
    const link = found && read(found, standing, facts);
    if (!found || !link) continue;
    const because = link.environment
      ? `${file} links this folder to ${link.name}, environment ${link.environment}`
      : `${file} links this folder to ${link.name}`;
    return located(provider, link, { because, file: found.path, line: link.line, value: link.name });
  }
  return undefined;
}

/** Returns the project behind an alias of the folder, with its other names; undefined if there is no such alias. */
export function aliasedProject(
  platform: PlatformName,
  name: string,
  standing: Standing,
  facts: Facts,
): Locator | undefined {
  const { aliases }: PlatformLinks = PLATFORMS[platform];
  const found = aliases && fileAbove(aliases.file, standing, facts);
  const all = found ? aliases.read(found.text) : [];
  const own = all.find(alias => alias.name === name);
  if (!own || !found) return undefined;
  const because = `${name} is the project ${own.project} in ${aliases.file}`;
  const evidence = { because, file: found.path, line: own.line, value: own.project };
  const others = all.filter(({ name: other, project }) => other !== name && project === own.project);
  const known: KnownAs[] = [
    { key: "project", name: own.project, evidence },
    ...others.map(({ name: other, line }): KnownAs => {
      const same = `${other} is the same project, ${own.project}`;
      return { key: "project", name: other, evidence: { because: same, file: found.path, line } };
    }),
  ];
  return { kind: "label", label: name, evidence, known };
}

function located(
  provider: string,
  { name, also = [], environment }: LinkedProject,
  evidence: KnownAs["evidence"],
): Locator {
  const known = [name, ...also].map((one): KnownAs => ({ key: "project", name: one, ...(evidence && { evidence }) }));
  const said = environment ?? name;
  // A bare id means nothing to a person, so it is an unknown account.
  if (isId(said)) return { kind: "cloud", provider, profile: said, ...(evidence && { evidence }), known };
  return { kind: "label", label: said, ...(evidence && { evidence }), known };
}

function isId(name: string): boolean {
  return /^(?:prj_|team_)|^[0-9a-f]{8}-[0-9a-f-]{27}$|^[0-9a-f]{20,}$|^[a-z]{20}$/.test(name);
}

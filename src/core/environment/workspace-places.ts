/** Lists the places that a workspace's tools reach from its root unless a command says otherwise. */

import type { DotenvEntry, Facts } from "../facts/facts.ts";
import { awsAccount } from "../places/accounts/aws.ts";
import { azureSubscription } from "../places/accounts/azure.ts";
import type { Standing } from "../places/accounts/command-context.ts";
import { dockerEngine } from "../places/accounts/docker.ts";
import { gcloudProject } from "../places/accounts/gcloud.ts";
import { linkedProject, PLATFORM_NAMES } from "../places/accounts/linked-projects.ts";
import { pulumiStacks } from "../places/accounts/pulumi.ts";
import {
  backendLocators,
  providerLocators,
  terraformWorkspace,
  variableLocators,
} from "../places/accounts/terraform.ts";
import { AWS_VARIABLES, AZURE_VARIABLES, DOCKER_VARIABLES, GCLOUD_VARIABLES } from "../places/accounts/variables.ts";
import { kubeLocator } from "../places/kubeconfig.ts";
import type { Locator } from "../places/locator.ts";
import { parentOf } from "../text/paths.ts";
import { exportsOf } from "./direnv.ts";
import { databasesOfFramework } from "./workspace-databases.ts";
import { type Use, usesOf } from "./workspace-uses.ts";

/** Returns the places of the tools that the workspace is made for; `variables`: those of the editor. */
export function placesOfTools(
  root: string,
  entries: readonly DotenvEntry[],
  variables: ReadonlyMap<string, string>,
  facts: Facts,
): readonly Locator[] {
  const exported = exportsOf(root, facts);
  const own = entries.filter(({ file }) => parentOf(file) === root);
  const set = [...own, ...exported];
  // direnv overrides the shell that it is loaded into, which overrides a program's own env file.
  const all = new Map([
    ...own.map(({ name, value }) => [name, value] as const),
    ...variables,
    ...exported.map(({ name, value }) => [name, value] as const),
  ]);
  const standing: Standing = { variables: all, cwd: root };
  const uses = usesOf(root, facts);
  const wanted = (use: Use, names: readonly string[]) =>
    uses.has(use) || names.some(name => set.some(one => one.name === name));
  const places = [
    ...databasesOfFramework(root, standing, facts),
    ...PLATFORM_NAMES.flatMap(platform => linkedProject(platform, standing, facts) ?? []),
    ...(wanted("kubernetes", ["KUBECONFIG"]) ? [kubeLocator(standing, facts)] : []),
    ...(wanted("aws", AWS_VARIABLES) ? [awsAccount(standing, facts)] : []),
    ...(wanted("gcloud", GCLOUD_VARIABLES) ? [gcloudProject(standing, facts)] : []),
    ...(wanted("azure", AZURE_VARIABLES) ? [azureSubscription(standing, facts)] : []),
    ...(wanted("docker", DOCKER_VARIABLES) ? dockerEngine(standing, facts) : []),
    ...(uses.has("pulumi") ? pulumiStacks(standing, facts) : []),
    ...(uses.has("terraform") ? ["", "/terraform", "/infra"] : []).flatMap(folder => {
      const choice = { variables: all, cwd: root + folder };
      const workspace = terraformWorkspace(choice, facts);
      const around = [backendLocators, variableLocators, providerLocators].flatMap(read => read(choice, facts));
      return workspace ? [workspace, ...around] : around;
    }),
  ];
  return places.filter(isTold).map(at => withSource(at, set));
}

/** Leaves out a tool whose target is unknown, because that says nothing of the workspace. */
function isTold(at: Locator): boolean {
  if (at.kind === "kube") return at.context !== undefined;
  if (at.kind === "cloud") return at.profile !== undefined || at.known !== undefined;
  return true;
}

/** Adds the file and line of a variable to its evidence, if a file sets the variable. */
function withSource<At extends Locator>(at: At, set: readonly Omit<DotenvEntry, "kind">[]): At {
  const evidence = "evidence" in at ? at.evidence : undefined;
  if (!evidence || evidence.variable === undefined || evidence.file !== undefined) return at;
  const source = set.findLast(({ name }) => name === evidence.variable);
  return source ? { ...at, evidence: { ...evidence, file: source.file, line: source.line } } : at;
}

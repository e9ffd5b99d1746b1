/**
 * Finds names that this machine and a workspace know (contexts, profiles, projects, hosts, branches) for completion in
 * policies. It reads a few configuration files, and skips those that fail.
 */
import { readdirSync, readFileSync, statSync } from "node:fs";
import { homedir } from "node:os";
import { join, relative } from "node:path";
import { hostOfValue, isLocalHost } from "../core/places/hosts.ts";
import type { Known } from "../core/policy/language/known.ts";
import { readIni } from "../core/text/ini-text.ts";
import { JsonText } from "../core/text/json-text.ts";
import { readYaml, type Yaml, yamlAt, yamlItems, yamlText } from "../core/text/yaml-text.ts";
import { readDotenvFiles } from "./dotenv-files.ts";

const MAX_TEXT = 512 * 1024;
const MAX_NAMES = 200;
const SECRET_NAME = /token|secret|passw|api_?key|private|credential|auth/i;

export type KnownHere = Pick<Known, "names" | "credentials" | "envFiles">;

/** `folder`: absolute path of the policy's workspace. */
export function namesKnownIn(folder: string, home = homedir()): KnownHere {
  const kube = readYaml(textOf(join(home, ".kube", "config")))?.[0];
  const entries = readDotenvFiles(folder);
  const aws = ["config", "credentials"].flatMap(name => readIni(textOf(join(home, ".aws", name))));
  const hosts = [
    ...entries.flatMap(({ value }) => hostOfValue(value) ?? []),
    ...yamlItems(yamlAt(kube, "clusters")).flatMap(cluster => hostOf(yamlAt(cluster, "cluster", "server"))),
    ...sshHosts(home),
  ].filter(host => !isLocalHost(host));
  return {
    names: {
      host: distinct(hosts),
      kubeContext: distinct(
        yamlItems(yamlAt(kube, "contexts")).flatMap(context => yamlText(yamlAt(context, "name")) ?? []),
      ),
      awsProfile: distinct(aws.map(({ name }) => name.replace(/^profile\s+/, ""))),
      awsAccount: distinct(
        aws.flatMap(({ values }) =>
          ["role_arn", "sso_account_id", "aws_account_id"].flatMap(
            key => /\d{12}/.exec(values.get(key)?.value ?? "")?.[0] ?? [],
          ),
        ),
      ),
      gcpProject: distinct(gcpProjects(home)),
      azureSubscription: distinct(azureSubscriptions(home)),
      terraformWorkspace: distinct(terraformWorkspaces(folder)),
      dockerContext: distinct(dockerContexts(home)),
      project: distinct(linkedProjects(folder)),
      branch: distinct(branches(folder)),
    },
    credentials: distinct(entries.flatMap(({ name }) => (SECRET_NAME.test(name) ? [name] : []))),
    envFiles: distinct(entries.map(({ file }) => relative(folder, file))),
  };
}

function hostOf(server: Yaml | undefined): string[] {
  const host = hostOfValue(yamlText(server) ?? "");
  return host === undefined ? [] : [host];
}

function sshHosts(home: string): string[] {
  return [...textOf(join(home, ".ssh", "config")).matchAll(/^[^\S\r\n\u2028\u2029]*hostname\s+(\S+)/gim)].flatMap(
    found => found[1] ?? [],
  );
}

function gcpProjects(home: string): string[] {
  const folder = join(home, ".config", "gcloud", "configurations");
  return namesIn(folder).flatMap(file =>
    readIni(textOf(join(folder, file))).flatMap(({ values }) => values.get("project")?.value ?? []),
  );
}

function azureSubscriptions(home: string): string[] {
  const subscriptions = jsonAt(join(home, ".azure", "azureProfile.json"), "subscriptions");
  return Array.isArray(subscriptions) ? subscriptions.flatMap(one => textAt(one, "name")) : [];
}

function dockerContexts(home: string): string[] {
  const folder = join(home, ".docker", "contexts", "meta");
  return namesIn(folder).flatMap(name => {
    const found = jsonAt(join(folder, name, "meta.json"), "Name");
    return typeof found === "string" ? [found] : [];
  });
}

function terraformWorkspaces(folder: string): string[] {
  const chosen = textOf(join(folder, ".terraform", "environment")).trim();
  return [...(chosen === "" ? [] : [chosen]), ...namesIn(join(folder, "terraform.tfstate.d"))];
}

function linkedProjects(folder: string): string[] {
  const vercel = jsonAt(join(folder, ".vercel", "project.json"), "projectName");
  const firebase = jsonAt(join(folder, ".firebaserc"), "projects");
  const fly = /^[^\S\r\n\u2028\u2029]*app\s*=\s*["']([^"']+)/m.exec(textOf(join(folder, "fly.toml")))?.[1];
  const supabase = textOf(join(folder, "supabase", ".temp", "project-ref")).trim();
  return [
    ...(typeof vercel === "string" ? [vercel] : []),
    ...(typeof firebase === "object" && firebase !== null
      ? Object.values(firebase).filter(one => typeof one === "string")
      : []),
    ...(fly === undefined ? [] : [fly]),
    ...(supabase === "" ? [] : [supabase]),
  ];
}

/** Lists loose and packed refs. A work tree whose `.git` is a file keeps them elsewhere and is left out. */
function branches(folder: string): string[] {
  const packed = [
    ...textOf(join(folder, ".git", "packed-refs")).matchAll(/ refs\/(?:heads|remotes\/[^/\s]+)\/(\S+)$/gm),
  ];
  const heads = join(folder, ".git", "refs", "heads");
  const loose = (path: string, depth: number): string[] =>
    namesIn(join(heads, path)).flatMap(name => {
      const next = path === "" ? name : `${path}/${name}`;
      return depth > 0 && isFolder(join(heads, next)) ? loose(next, depth - 1) : [next];
    });
  return [...loose("", 3), ...packed.flatMap(found => found[1] ?? [])].filter(name => name !== "HEAD");
}

function jsonAt(path: string, key: string): unknown {
  const text = textOf(path);
  return text === "" ? undefined : new JsonText(text, "jsonc").value([key]);
}

function textAt(value: unknown, key: string): string[] {
  const found =
    typeof value === "object" && value !== null && key in value ? (value as Record<string, unknown>)[key] : undefined;
  return typeof found === "string" ? [found] : [];
}

function textOf(path: string): string {
  try {
    const stat = statSync(path, { throwIfNoEntry: false });
    return stat?.isFile() && stat.size <= MAX_TEXT ? readFileSync(path, "utf8") : "";
  } catch {
    return "";
  }
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder).slice(0, MAX_NAMES);
  } catch {
    return [];
  }
}

function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() === true;
}

function distinct(names: readonly string[]): string[] {
  return [...new Set(names)].filter(name => name !== "").slice(0, MAX_NAMES);
}

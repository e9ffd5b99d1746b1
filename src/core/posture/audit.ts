/**
 * Audits a workspace: each file separately, then what only several files together show. Pure; a host walks the files.
 * No finding contains the value of a secret.
 */

import type { AgentSwitch } from "../agent-switches/switch.ts";
import { isEnvFile, isPublicOrSample, secretFile } from "../files/secret-files.ts";
import { environmentOfLabel, raises } from "../places/labels.ts";
import { baseName } from "../text/paths.ts";
import { auditAgentSettings } from "./agent-settings.ts";
import { type Columns, type Finding, finding, inOrder, type PostureFile } from "./finding.ts";
import { auditInfrastructure } from "./infrastructure.ts";
import { auditMcpServers } from "./mcp-servers.ts";
import { type SecretFinding, secretsIn } from "./secrets.ts";

/** The result for one file. */
export interface FileAudit {
  readonly file: Omit<PostureFile, "text">;
  readonly findings: readonly Finding[];
  readonly secrets: readonly SecretFinding[];
  /** Columns of the lines with findings, by line. */
  readonly columns: ReadonlyMap<number, Columns>;
}

/**
 * Audits one file; undefined if nothing of interest is in it, as in most files. `also`: secrets that another ruleset
 * found; `switches`: agents' settings to look for.
 */
export function auditFile(
  file: PostureFile,
  also: readonly SecretFinding[],
  switches: readonly AgentSwitch[],
): FileAudit | undefined {
  const own = secretsIn(file);
  const secrets = [...own, ...also.filter(other => !own.some(({ line }) => line === other.line))];
  const findings = [...auditMcpServers(file), ...auditAgentSettings(file, switches), ...auditInfrastructure(file)];
  const { text, ...rest } = file;
  if (secrets.length + findings.length === 0) return undefined;
  return { file: rest, findings, secrets, columns: columnsIn(text, [...secrets, ...findings]) };
}

function columnsIn(text: string, places: readonly { readonly line: number }[]): ReadonlyMap<number, Columns> {
  const lines = text.split(/\r?\n/);
  return new Map(
    places.flatMap(({ line }): [number, Columns][] => {
      const found = lines[line - 1];
      if (found === undefined || found.trim() === "") return [];
      return [[line, { start: found.length - found.trimStart().length + 1, end: found.trimEnd().length + 1 }]];
    }),
  );
}

/** Returns all findings, the worst first. */
export function auditWorkspace(audits: readonly FileAudit[]): readonly Finding[] {
  const production = productionHosts(audits);
  const found = inOrder([
    ...audits.flatMap(({ findings }) => findings),
    ...audits.flatMap(audit => audit.secrets.flatMap(secret => ofSecret(audit, secret, production))),
    ...audits.flatMap(readableByAll),
    ...sharedSecrets(audits),
  ]);
  const columns = new Map(audits.map(audit => [audit.file.path, audit.columns]));
  return found.map(one => {
    const at = columns.get(one.file)?.get(one.line);
    return at ? { ...one, columns: at } : one;
  });
}

/** Skips secrets that a finding about a tool server's settings already reports. */
function ofSecret(
  { file, findings }: FileAudit,
  secret: SecretFinding,
  production: ReadonlyMap<string, string>,
): Finding[] {
  const at = { file: file.path, line: secret.line };
  if (findings.some(({ rule, line }) => rule === "mcp/secret" && line === secret.line)) return [];
  const { is, can, severity } = secret.kind;
  const what = `${secret.name === undefined ? capital(is) : `${secret.name} is ${is}`}: it ${can}.`;
  const where = secret.host === undefined ? undefined : production.get(secret.host);
  if (where !== undefined && isForDevelopment(file.path))
    return [
      finding(
        "connection/production",
        "high",
        at,
        `${secret.name ?? "An address"} leads to ${secret.host}, which is production by ${where}; ${is.replace(/^the password of /, "it signs in as ")}.`,
        "Point it at a database of this machine, and keep production's address where only deployments read it.",
      ),
    ];
  if (file.git === "tracked")
    return [
      finding(
        "secret/tracked",
        severity,
        at,
        what,
        "Revoke it, put a new one where git does not see it, and take the file out with `git rm --cached`.",
      ),
    ];
  if (file.git === "untracked")
    return [finding("secret/not-ignored", severity, at, what, `Add \`${file.path}\` to .gitignore.`)];
  const less = severity === "high" ? "medium" : "low";
  return [
    finding(
      "secret/in-reach",
      less,
      at,
      what,
      "Keep it in a key store, or give agents one of its own that can do less; declare what it is for under `credentials` in the policy.",
    ),
  ];
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** Maps hosts that are production, by their own name or by that of a file with them, to the name that says so. */
function productionHosts(audits: readonly FileAudit[]): ReadonlyMap<string, string> {
  const hosts = new Map<string, string>();
  for (const { file, secrets } of audits)
    for (const { host } of secrets) {
      if (host === undefined || hosts.has(host)) continue;
      if (environmentOfLabel(host).name === "production") hosts.set(host, "its name");
      else if (environmentOfLabel(baseName(file.path)).name === "production") hosts.set(host, file.path);
    }
  return hosts;
}

/** Returns whether a file is an env or settings file for development, or is loaded if no environment is chosen. */
function isForDevelopment(path: string): boolean {
  const { name } = environmentOfLabel(baseName(path));
  return name === "development" || name === "local" || (isEnvFile(`/${path}`) && name === "unknown");
}

/** Reports keys and logins that other users may read (mode 0004). */
function readableByAll({ file, secrets }: FileAudit): Finding[] {
  const open = file.mode !== undefined && (file.mode & 0o004) !== 0;
  const [first] = secrets;
  if (!open || !first || isPublicOrSample(`/${file.path}`)) return [];
  const key = /private key|service account/.test(first.kind.is) || file.path.startsWith("~/");
  const login = secretFile(`/home/user/${file.path.replace(/^~\//, "")}`, "/home/user");
  if (!key && (login === undefined || login === "production secrets")) return [];
  const mode = (file.mode ?? 0).toString(8).slice(-3);
  return [
    finding(
      "secret/readable",
      "medium",
      { file: file.path, line: first.line },
      `Its mode is ${mode}: every user of this machine can read ${first.kind.is}.`,
      `Run \`chmod 600 ${file.path}\`.`,
    ),
  ];
}

/** Reports a value that files of different environments share, once, where it is least expected. */
function sharedSecrets(audits: readonly FileAudit[]): Finding[] {
  const places = new Map<string, { path: string; secret: SecretFinding }[]>();
  for (const { file, secrets } of audits)
    for (const secret of secrets)
      if (isEnvFile(`/${file.path}`) && secret.value.length >= 8)
        places.set(secret.value, [...(places.get(secret.value) ?? []), { path: file.path, secret }]);
  return [...places.values()].flatMap(found => {
    const [first] = found;
    const other = found.find(({ path }) => first && environmentIn(path) !== environmentIn(first.path));
    if (!first || !other) return [];
    const [loose, strict] = raises(environmentOfLabel(baseName(first.path))) ? [other, first] : [first, other];
    const what = `${loose.secret.name ?? capital(loose.secret.kind.is)} has the same value as in ${strict.path}, line ${strict.secret.line}.`;
    return [
      finding(
        "secret/shared",
        "medium",
        { file: loose.path, line: loose.secret.line },
        what,
        "Make one for each environment, each with the rights that it needs there.",
      ),
    ];
  });
}

function environmentIn(path: string): string {
  const { name } = environmentOfLabel(baseName(path));
  return name === "unknown" || name === "local" ? "development" : name;
}

/**
 * Which machine a name of ssh's own configuration is: the first value that any matching `Host` block gives counts,
 * and includes stand where they are written. ssh_config(5).
 */
import type { Evidence, KnownAs, Locator } from "../../effects/effect.ts";
import type { Facts } from "../../facts.ts";
import { isAbsolute } from "../../paths.ts";
import { matchesText } from "../../rules/patterns.ts";
import { isLocalHost } from "../hosts.ts";
import { type FileText, fileAt, pathIn, type Standing } from "./standing.ts";

export interface SshChoice extends Pick<Standing, "cwd"> {
  /** `-F`; `none` and null leave the user's file out. */
  readonly file?: string | null;
  /** `-o HostName=…`. */
  readonly hostName?: string;
}

const THIS_MACHINE = /^(localhost|127(\.\d+){3}|::1)$/;

/** The machine that a command connects to. */
export function sshHost(name: string, choice: SshChoice, facts: Facts): readonly Locator[] {
  const settings = settingsOf(choice, facts);
  const found = choice.hostName === undefined ? valueFor(name, "hostname", settings) : undefined;
  const host = (choice.hostName ?? found?.value)?.replaceAll("%h", name);
  if (THIS_MACHINE.test(name)) return [{ kind: "host", host: name }];
  if (host === undefined || host === name)
    // A name without a dot is an alias that nothing here explains: it says what its owner calls the machine.
    return [/[.:]/.test(name) ? { kind: "host", host: name } : { kind: "label", label: name }];
  const because = `${name} in the ssh configuration is ${host}`;
  const evidence: Evidence = { because, ...(found && { file: found.file, line: found.line }), value: host };
  if (isLocalHost(host) && !valueFor(name, "proxyjump", settings))
    return isStaged(name) ? [{ kind: "label", label: name, evidence }] : [{ kind: "host", host, evidence }];
  const known: KnownAs[] = [{ key: "host", name: host, evidence }, ...aliasesOf(host, name, settings)];
  return [{ kind: "label", label: name, evidence, known }];
}

/** Only the host behind an alias; undefined when the configuration has none. */
export function hostOfAlias(name: string, choice: Pick<Standing, "cwd">, facts: Facts): string | undefined {
  return valueFor(name, "hostname", settingsOf(choice, facts))?.value.replaceAll("%h", name);
}

function isStaged(name: string): boolean {
  return /(?:^|[^a-z])(?:prod|production|prd|live|staging|stage|stg)(?:$|[^a-z])/i.test(name);
}

interface Setting {
  /** Patterns of the `Host` line it stands under; empty: for every host. */
  readonly hosts: readonly string[];
  readonly key: string;
  readonly value: string;
  readonly file: string;
  readonly line: number;
}

const MAX_SETTINGS = 2000;
const MAX_DEPTH = 4;

function settingsOf(choice: SshChoice, facts: Facts): readonly Setting[] {
  if (choice.file === null || choice.file === "none") return [];
  const own = fileAt(pathIn(choice.file ?? "~/.ssh/config", choice, facts), facts);
  const settings: Setting[] = [];
  if (own) readInto(settings, own, [], 0, facts);
  return settings;
}

function readInto(settings: Setting[], file: FileText, above: readonly string[], depth: number, facts: Facts): void {
  let hosts = above;
  for (const { key, value, line } of linesOf(file.text)) {
    if (settings.length >= MAX_SETTINGS) return;
    // What a `Match` asks for is only known at run time; `all` is everybody.
    if (key === "match") hosts = value.toLowerCase() === "all" ? [] : ["!*"];
    else if (key === "host") hosts = wordsOf(value);
    else if (key === "include" && depth < MAX_DEPTH)
      for (const path of wordsOf(value).flatMap(pattern => includedBy(pattern, facts))) {
        const included = fileAt(path, facts);
        if (included) readInto(settings, included, hosts, depth + 1, facts);
      }
    else if (COUNTS.has(key)) settings.push({ hosts, key, value: wordsOf(value)[0] ?? "", file: file.path, line });
  }
}

const COUNTS = new Set(["hostname", "proxyjump"]);

interface Line {
  readonly key: string;
  readonly value: string;
  /** 1-based. */
  readonly line: number;
}

/** The texts that were read last: one act asks many times. */
const latest = new Map<string, readonly Line[]>();

function linesOf(text: string): readonly Line[] {
  const known = latest.get(text);
  if (known) return known;
  const read = text.split("\n").flatMap((raw, index): Line[] => {
    const [, key, value] = /^\s*([A-Za-z]+)(?:\s*=\s*|\s+)(\S.*?)\s*$/.exec(raw.slice(0, 1000)) ?? [];
    return key === undefined || value === undefined ? [] : [{ key: key.toLowerCase(), value, line: index + 1 }];
  });
  if (latest.size >= 8) latest.clear();
  latest.set(text, read);
  return read;
}

function wordsOf(value: string): string[] {
  return [...value.matchAll(/"([^"]*)"|(\S+)/g)].map(([, quoted, plain]) => quoted ?? plain ?? "");
}

/** Relative ones stand in `~/.ssh`; a pattern only in its last part is looked up in that folder. */
function includedBy(pattern: string, facts: Facts): readonly string[] {
  const { home } = facts.around;
  if (home === undefined) return [];
  const path = pattern.startsWith("~/")
    ? `${home}/${pattern.slice(2)}`
    : isAbsolute(pattern)
      ? pattern
      : `${home}/.ssh/${pattern}`;
  const slash = path.lastIndexOf("/");
  const [folder, name] = [path.slice(0, slash), path.slice(slash + 1)];
  if (!/[*?[]/.test(path)) return [path];
  if (/[*?[]/.test(folder)) return [];
  const entries = facts.ask({ kind: "stat", path: folder })?.entries ?? [];
  return entries.filter(entry => !entry.startsWith(".") && matchesText(entry, name)).map(entry => `${folder}/${entry}`);
}

function valueFor(name: string, key: string, settings: readonly Setting[]): Setting | undefined {
  return settings.find(setting => setting.key === key && speaksOf(name, setting.hosts));
}

function speaksOf(name: string, patterns: readonly string[]): boolean {
  if (patterns.length === 0) return true;
  const text = name.toLowerCase();
  const says = (pattern: string) => matchesText(text, pattern.toLowerCase());
  if (patterns.some(pattern => pattern.startsWith("!") && says(pattern.slice(1)))) return false;
  return patterns.some(pattern => !pattern.startsWith("!") && says(pattern));
}

/** Host beats label: what else the same machine is called in the configuration. */
function aliasesOf(host: string, own: string, settings: readonly Setting[]): KnownAs[] {
  return settings
    .filter(({ key, value }) => key === "hostname" && value.toLowerCase() === host.toLowerCase())
    .flatMap(({ hosts, file, line }) =>
      hosts
        .filter(name => name !== own && !/[*?!]/.test(name))
        .map(
          (name): KnownAs => ({
            key: "host",
            name,
            evidence: { because: `${name} is the same machine, ${host}`, file, line },
          }),
        ),
    );
}

/**
 * Resolves host aliases by ssh's configuration. The first value of any matching `Host` or `Match` block counts, and
 * includes are expanded in place. If a `Match` depends on the network, a program or an option, only ssh itself knows
 * the result, so several machines are possible. ssh_config(5).
 */

import type { Facts } from "../../facts/facts.ts";
import { isAbsolute } from "../../text/paths.ts";
import { isLocalHost } from "../hosts.ts";
import type { Evidence, KnownAs, Locator } from "../locator.ts";
import { matchesText } from "../patterns.ts";
import { type FileText, fileAt, pathIn, type Standing } from "./command-context.ts";

export interface SshChoice extends Pick<Standing, "cwd"> {
  /** `-F`; `none` and null disable the user's file. */
  readonly file?: string | null;
  /** `-o HostName=…`. */
  readonly hostName?: string;
}

const THIS_MACHINE = /^(localhost|127(\.\d+){3}|::1)$/;

/** Returns the machines that a command may connect to. */
export function sshHost(name: string, choice: SshChoice, facts: Facts): readonly Locator[] {
  if (THIS_MACHINE.test(name)) return [{ kind: "host", host: name }];
  const settings = settingsOf(choice, facts);
  const found = choice.hostName === undefined ? valuesFor(name, "hostname", settings, facts) : [];
  if (choice.hostName !== undefined || found.length === 0)
    return [machine(name, choice.hostName, undefined, settings, facts)];
  return found.map(one => machine(name, one?.value, one, settings, facts));
}

/** Returns the locator of a machine. `host`: the host name in the configuration; undefined if there is none. */
function machine(
  name: string,
  value: string | undefined,
  found: Setting | undefined,
  settings: readonly Setting[],
  facts: Facts,
): Locator {
  const host = value?.replaceAll("%h", name);
  if (host === undefined || host === name)
    // A name without a dot is an unexplained alias, which still says what its owner calls the machine.
    return /[.:]/.test(name) ? { kind: "host", host: name } : { kind: "label", label: name };
  const because = `${name} in the ssh configuration is ${host}`;
  const evidence: Evidence = { because, ...(found && { file: found.file, line: found.line }), value: host };
  if (isLocalHost(host) && !valuesFor(name, "proxyjump", settings, facts, host).some(Boolean))
    return isStaged(name) ? { kind: "label", label: name, evidence } : { kind: "host", host, evidence };
  const known: KnownAs[] = [{ key: "host", name: host, evidence }, ...aliasesOf(host, name, settings)];
  return { kind: "label", label: name, evidence, known };
}

/** Returns the first possible host behind an alias; undefined if the configuration has none. */
export function hostOfAlias(name: string, choice: Pick<Standing, "cwd">, facts: Facts): string | undefined {
  const [found] = valuesFor(name, "hostname", settingsOf(choice, facts), facts).filter(one => one !== undefined);
  return found?.value.replaceAll("%h", name);
}

function isStaged(name: string): boolean {
  return /(?:^|[^a-z])(?:prod|production|prd|live|staging|stage|stg)(?:$|[^a-z])/i.test(name);
}

/** The conditions of a setting; without any, it applies to every host. */
interface Under {
  /** Patterns of `Host`. */
  readonly hosts: readonly string[];
  /** Criteria of `Match`, all of which must hold. */
  readonly match?: readonly Criterion[];
}

/** `!host web*,db*`. */
interface Criterion {
  readonly key: string;
  readonly not: boolean;
  readonly value: string;
}

interface Setting extends Under {
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
  if (own) readInto(settings, own, { hosts: [] }, 0, facts);
  return settings;
}

function readInto(settings: Setting[], file: FileText, above: Under, depth: number, facts: Facts): void {
  let under = above;
  for (const { key, value, line } of linesOf(file.text)) {
    if (settings.length >= MAX_SETTINGS) return;
    if (key === "match") under = { hosts: [], match: criteriaOf(value) };
    else if (key === "host") under = { hosts: wordsOf(value) };
    else if (key === "include" && depth < MAX_DEPTH)
      for (const path of wordsOf(value).flatMap(pattern => includedBy(pattern, facts))) {
        const included = fileAt(path, facts);
        if (included) readInto(settings, included, under, depth + 1, facts);
      }
    else if (COUNTS.has(key)) settings.push({ ...under, key, value: wordsOf(value)[0] ?? "", file: file.path, line });
  }
}

const COUNTS = new Set(["hostname", "proxyjump"]);

interface Line {
  readonly key: string;
  readonly value: string;
  /** 1-based. */
  readonly line: number;
}

/** Recently parsed texts, because one act asks for them many times. */
const latest = new Map<string, readonly Line[]>();

function linesOf(text: string): readonly Line[] {
  const known = latest.get(text);
  if (known) return known;
  const read = text.split("\n").flatMap((raw, index): Line[] => {
    const [, key, value] = /^\s*([A-Za-z]+)(?:\s*=\s*|\s+)(\S(?:.*\S)?)\s*$/.exec(raw.slice(0, 1000)) ?? [];
    return key === undefined || value === undefined ? [] : [{ key: key.toLowerCase(), value, line: index + 1 }];
  });
  if (latest.size >= 8) latest.clear();
  latest.set(text, read);
  return read;
}

function wordsOf(value: string): string[] {
  return [...value.matchAll(/"([^"]*)"|(\S+)/g)].map(([, quoted, plain]) => quoted ?? plain ?? "");
}

/** Resolves an include: relative paths are in `~/.ssh`, and a pattern in the last part is expanded. */
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

/**
 * Returns the possible values of a key: the first that certainly applies, and earlier ones that may; undefined is among
 * them if possibly none applies. `host`: the machine, if already known.
 */
function valuesFor(
  name: string,
  key: string,
  settings: readonly Setting[],
  facts: Facts,
  host?: string,
): readonly (Setting | undefined)[] {
  const found: Setting[] = [];
  for (const setting of settings) {
    if (setting.key !== key) continue;
    // `Match host` compares with the host name as resolved so far.
    const called = host ?? found.at(-1)?.value.replaceAll("%h", name) ?? name;
    const holds = speaksOf(name, setting.hosts) && meets(name, called, setting.match ?? [], facts);
    if (holds === false) continue;
    found.push(setting);
    if (holds === true) return found;
  }
  return found.length === 0 ? [] : [...found, undefined];
}

/** Undefined if only ssh itself can tell. */
function meets(name: string, host: string, criteria: readonly Criterion[], { around }: Facts): boolean | undefined {
  const told = criteria.map(({ key, not, value }): boolean | undefined => {
    const holds = criterion(key, value, { name, host, user: around.user });
    return holds === undefined ? undefined : holds !== not;
  });
  if (told.includes(false)) return false;
  return told.includes(undefined) ? undefined : true;
}

function criterion(
  key: string,
  value: string,
  { name, host, user }: { readonly name: string; readonly host: string; readonly user: string | undefined },
): boolean | undefined {
  switch (key) {
    case "all":
      return true;
    case "host":
      return speaksOf(host, value.split(","));
    case "originalhost":
      return speaksOf(name, value.split(","));
    case "localuser":
      return user === undefined ? undefined : speaksOf(user, value.split(","));
    default:
      return undefined;
  }
}

/** Parses `host web* !exec "test -f x"` into criteria and their arguments; `all`, `canonical` and `final` have none. */
function criteriaOf(text: string): Criterion[] {
  const words = wordsOf(text.replaceAll("=", " "));
  const criteria: Criterion[] = [];
  for (let at = 0; at < words.length; ) {
    const word = words[at++] ?? "";
    const key = word.replace(/^!/, "").toLowerCase();
    const value = ALONE.has(key) ? "" : (words[at++] ?? "");
    criteria.push({ key, not: word.startsWith("!"), value });
  }
  return criteria;
}

const ALONE = new Set(["all", "canonical", "final"]);

function speaksOf(name: string, patterns: readonly string[]): boolean {
  if (patterns.length === 0) return true;
  const text = name.toLowerCase();
  const says = (pattern: string) => matchesText(text, pattern.toLowerCase());
  if (patterns.some(pattern => pattern.startsWith("!") && says(pattern.slice(1)))) return false;
  return patterns.some(pattern => !pattern.startsWith("!") && says(pattern));
}

/** Returns other aliases of the same machine, because the machine counts more than a name. */
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

/** Finds secrets that an edit puts into a file which others will read, because git tracks it or will after a commit. */

import { secretInText } from "../detectors/secrets/text.ts";
import type { Effect } from "../effects/effect.ts";
import type { Facts } from "../facts/facts.ts";
import { workspacesOf } from "../files/landmarks.ts";
import { isScratch } from "../files/loss.ts";
import { isEnvFile, isPublicOrSample, secretFile } from "../files/secret-files.ts";
import { gitOf } from "../files/work-tree.ts";
import { anyOf } from "../text/expressions.ts";
import { baseName, isWithin, relativeTo } from "../text/paths.ts";
import { goneLines } from "./texts.ts";

const SHORTEST = 8;
const SECRET_NAME = /token|secret|passw|pwd|api_?key|access_?key|private|credential|_key$|dsn|database_url|_ur[il]$/i;

export function effectsOfSecrets(
  write: Effect,
  path: string,
  before: string | null,
  after: string | null,
  facts: Facts,
  cwd: string,
): Effect[] {
  if (after === null || isScratch(path, facts, cwd) || staysHere(path, facts, cwd)) return [];
  // Only added text counts; a secret that was already there is not reported.
  const added = before === null || before === "" ? after : goneLines(after, before).join("\n");
  const what = copiedFrom(added, path, facts) ?? (isFixture(path) ? undefined : secretInText(added));
  if (what === undefined) return [];
  return [
    {
      ...write,
      verb: "publish",
      resource: "secret",
      recovery: "none",
      certainty: "likely",
      says: `puts ${what} into ${write.target}, which others will read`,
      instead: "Write a placeholder, and keep the value where git does not see it.",
    },
  ];
}

/** Files of tests, by their folder or name. */
const FIXTURE = anyOf([
  /(?:^|\/)(?:tests?|specs?|__tests__|fixtures?|testdata|mocks?|__mocks__|cassettes?)\//,
  /\.(?:test|spec)\.\w+$|_test\.\w+$|(?:^|\/)test_[^/]+$/,
]);

/** Test fixtures contain made-up secrets. */
function isFixture(path: string): boolean {
  return FIXTURE.test(path);
}

/** Returns a secret of the workspace's own env files that the text contains. */
function copiedFrom(text: string, path: string, facts: Facts): string | undefined {
  for (const root of facts.around.roots)
    for (const { file, name, value } of facts.ask({ kind: "dotenv", root }) ?? []) {
      if (file === path || isPublicOrSample(file) || value.length < SHORTEST || !SECRET_NAME.test(name)) continue;
      if (/^["']?(?:your|my|change|replace|insert|xxx|<|todo|placeholder|example|dummy|test)/i.test(value)) continue;
      if (
        /^https?:\/\/(?:localhost|127\.)/.test(value) ||
        /^(?:postgres|mysql|redis|mongodb)\w*:\/\/[^@]*@?(?:localhost|127\.)/.test(value)
      )
        continue;
      if (/ur[il]$|dsn$/i.test(name) && !/:\/\/[^\s:@/]+:(?:(?!:\/\/[^\s:@/]+:)[^\s@])+@|token|key=/i.test(value))
        continue;
      if (text.includes(value)) return `the value of ${name} from ${relativeTo(file, root, facts.around.platform)}`;
    }
  return undefined;
}

/** Returns whether git will not commit the file: ignored, outside the work tree, or an env file of unknown state. */
function staysHere(path: string, facts: Facts, cwd: string): boolean {
  const git = gitOf(path, facts, cwd);
  const root = git?.root ?? workspacesOf(facts, cwd).find(folder => isWithin(path, folder, facts.around.platform));
  if (root === undefined) return true;
  const name = relativeTo(path, root, facts.around.platform);
  const listed = git?.ignored?.some(ignored => (ignored.endsWith("/") ? name.startsWith(ignored) : name === ignored));
  if (listed) return true;
  if (ignoredBy(facts.ask({ kind: "text", path: `${root}/.gitignore` }) ?? "", name)) return true;
  const known = git !== null && (git.untracked.includes(name) || git.modified.includes(name));
  return !known && git === null && (isEnvFile(path) || secretFile(path, facts.around.home) !== undefined);
}

/** Evaluates simple lines of a `.gitignore`: names, `*`, folders, and `!`. */
function ignoredBy(patterns: string, name: string): boolean {
  let ignored = false;
  for (const line of patterns.split("\n", 2000)) {
    const text = line.trim();
    if (text === "" || text.startsWith("#") || text.length > 200) continue;
    const negated = text.startsWith("!");
    const bare = text.replace(/^!/, "").replace(/^\//, "").replace(/\/$/, "");
    const parts = name.split("/");
    const candidates = bare.includes("/") ? parts.map((_, i) => parts.slice(0, i + 1).join("/")) : parts;
    if (candidates.some(candidate => fitsName(bare, candidate))) ignored = !negated;
  }
  return ignored && baseName(name) !== ".gitignore";
}

/** Matches `*` as any characters but a slash. Linear, because each piece is searched once. */
function fitsName(pattern: string, name: string): boolean {
  const pieces = pattern.replace(/\*\*\//g, "").split("*");
  const [first = "", ...rest] = pieces;
  if (!name.startsWith(first)) return false;
  if (rest.length === 0) return name === first;
  let at = first.length;
  for (const [i, piece] of rest.entries()) {
    if (i === rest.length - 1)
      return name.length - at >= piece.length && name.endsWith(piece) && !name.slice(at).includes("/");
    const next = name.indexOf(piece, at);
    if (next === -1) return false;
    at = next + piece.length;
  }
  return true;
}

/** Describes the watcher's findings: a row of the tree, a warning, a page, and the list before files are restored. */
import type { Lost } from "../../../core/watching/finding.ts";
import { whoInWords } from "../../../core/watching/who.ts";
import type { WatchedChange } from "../../../wire/watching.ts";
import { reveal, revealLine } from "../../cards/reveal.ts";
import type { Row } from "./act-row.ts";
import { markdownText } from "./markdown.ts";

const MAX_LISTED = 500;

export function foundRow(found: WatchedChange): Row {
  return {
    label: revealLine(says(found), 120),
    description: [...who(found), new Date(found.from).toLocaleTimeString(), ...back(found)].join(" · "),
    ...LOOK[found.weight],
    accessible: `${NOUNS[found.weight]}: ${[revealLine(says(found), 300), ...who(found)].join(", ")}. ${chance(found)}`,
    tooltip: [
      [reveal(found.says), ...who(found)].join(", "),
      "",
      ...found.evidence.map(one => reveal(one)),
      chance(found),
    ].join("\n"),
  };
}

const LOOK = {
  alarm: { icon: "warning", color: "charts.red" },
  warning: { icon: "warning", color: "charts.yellow" },
  note: { icon: "eye" },
} as const satisfies Record<WatchedChange["weight"], { icon: string; color?: string }>;

const NOUNS = { alarm: "Alarm", warning: "Warning", note: "Seen" } as const satisfies Record<
  WatchedChange["weight"],
  string
>;

/** Tells whether an agent was seen doing it. Everything else is reported without blaming anybody. */
export function isAgents({ who }: WatchedChange): boolean {
  return who.kind === "agent";
}

/** Returns one or two sentences. */
export function newsText(found: WatchedChange): string {
  const what = revealLine(says(found), 300);
  if (isAgents(found))
    return `AgentGuard: ${[what, ...who(found)].join(", ")}, and no act that was judged explains it. ${chance(found)}`;
  if (found.kind !== "mass-deletion") return `AgentGuard: ${what}. ${chance(found)}`;
  const isKnown = found.who.kind !== "somebody" || found.who.program !== undefined;
  return `AgentGuard: ${[what, ...(isKnown ? who(found) : [])].join(", ")}; ${comesBack(found)} can be given back from git.`;
}

function comesBack({ count, restorable }: WatchedChange): string {
  return restorable === 0 ? "none of them" : restorable === count ? "all of them" : `${restorable}`;
}

/** Says who did it; nothing when nobody was seen. */
function who({ kind, who }: WatchedChange): string[] {
  return kind === "watch-limited" ? [] : [revealLine(whoInWords(who), 80)];
}

/** Shortens the folder's path to its name, as the person knows where they work. */
function says({ says, root }: WatchedChange): string {
  return says.replaceAll(root, root.slice(root.lastIndexOf("/") + 1));
}

/** Says what git can restore. */
function chance({ kind, count, restorable, restored }: WatchedChange): string {
  if (restored !== undefined) return `${filesOf(restored)} given back.`;
  if (kind === "watch-limited") return "What changes in the rest of it is not seen.";
  if (kind === "git-damage" || kind === "protected-write") return "What it was before is not kept.";
  if (restorable === 0) return "Git has none of it, so AgentGuard cannot give it back.";
  return restorable === count
    ? "Git can give all of it back as it was last added."
    : `Git can give back ${restorable} of ${count}; the others it never had.`;
}

function back({ restored }: WatchedChange): string[] {
  return restored === undefined ? [] : [`${restored} given back`];
}

/** Lists the files that would be restored, for the dialog. */
export function restoreText(items: readonly Lost[], root: string): string {
  const able = items.filter(isRestorable);
  const rest = items.length - able.length;
  return [
    ...list(
      able.map(({ path }) => nameIn(path, root)),
      25,
    ),
    "",
    "They come back as they were last added to git. What was changed after that, and was not added, is not in git. Nothing that is there now is written over.",
    ...(rest > 0
      ? [
          `${filesOf(rest)} git never had, or that hold something now, stay as they are: AgentGuard cannot give them back yet.`,
        ]
      : []),
  ].join("\n");
}

export function foundPage(found: WatchedChange, items: readonly Lost[]): string {
  const rows = items.slice(0, MAX_LISTED).map(item => {
    const { path, before, after, what } = item;
    const size = `${before ?? "—"} → ${after ?? "gone"}`;
    const standing = isRestorable(item) ? "git has it" : STANDING[item.standing];
    return `| ${markdownText(reveal(nameIn(path, found.root)))} | ${size} | ${markdownText(what ?? standing)} |`;
  });
  const more = found.count - rows.length;
  return [
    `# ${markdownText(reveal(says(found)))}`,
    "",
    markdownText(reveal(found.root)),
    "",
    `${markdownText([...who(found), ""].join(": "))}${new Date(found.from).toLocaleString()} to ${new Date(found.to).toLocaleTimeString()}. ${markdownText(chance(found))}`,
    "",
    ...(found.kind === "watch-limited"
      ? []
      : ["AgentGuard saw this on the disk. It could not stop it: no hook asked before."]),
    "",
    ...found.evidence.map(one => `- ${markdownText(reveal(one))}`),
    "",
    "| File | Bytes | |",
    "|---|---|---|",
    ...rows,
    ...(more > 0 ? ["", `and ${more} more`] : []),
  ].join("\n");
}

const STANDING = {
  missing: "git has it",
  "as-committed": "as committed",
  changed: "changed",
  "taken-by-git": "taken by git",
  ignored: "ignored by git",
  unknown: "not in git",
} as const satisfies Record<Lost["standing"], string>;

/** Decides as the service does: the file is gone or emptied, and git's index has it. */
export function isRestorable({ standing, after }: Lost): boolean {
  return (standing === "missing" && after === null) || (standing === "changed" && after === 0);
}

function nameIn(path: string, root: string): string {
  return path.startsWith(`${root}/`) ? path.slice(root.length + 1) : path;
}

function list(names: readonly string[], max: number): string[] {
  const shown = names.slice(0, max).map(name => revealLine(name, 120));
  return names.length > max ? [...shown, `and ${names.length - max} more`] : shown;
}

function filesOf(count: number): string {
  return count === 1 ? "1 file" : `${count} files`;
}

/** Reads edits, deletions, moves and reads of files that an agent makes with its own tools instead of a command. */
import type { DeleteAction, EditAction, MoveAction, ReadAction } from "../action/action.ts";
import { ofAgents } from "../agents/known-agents.ts";
import { effectsOfNamingGuard } from "../detectors/guard/in-texts.ts";
import { secretAt } from "../detectors/secrets/reads.ts";
import { insteadOfReading } from "../detectors/secrets/variable-names.ts";
import type { Effect } from "../effects/effect.ts";
import type { Facts } from "../facts/facts.ts";
import { workspacesOf } from "../files/landmarks.ts";
import { describeLoss, isSafeInGit, isScratch } from "../files/loss.ts";
import { lossOfLeaving } from "../files/moved-away.ts";
import { lossOfWhatMayCome } from "../files/pending-contents.ts";
import { effectOfWriting } from "../files/writing.ts";
import { anyOf, inOrder, words } from "../text/expressions.ts";
import { literalPattern } from "../text/literal-pattern.ts";
import { isWithin, relativeTo, resolvePath } from "../text/paths.ts";
import type { Span } from "../text/span.ts";
import { isOrdinaryInCi } from "./ci.ts";
import { effectsOfLoss } from "./losses.ts";
import { readPatch } from "./patch.ts";
import { effectsOfSecrets } from "./secrets.ts";
import { effectsOnSettings, isMigration } from "./settings.ts";
import { effectsOnStarters } from "./starters.ts";
import { effectsOnTests } from "./tests.ts";
import { type Texts, textsOf } from "./texts.ts";

/**
 * Returns the effects of an edit. An ordinary edit loses nothing, because the agent shows its diff. Separate effects
 * are text lost for good, removed tests, added secrets and weakened safeguards.
 */
export function effectsOfEdit(action: EditAction, facts: Facts): Effect[] {
  const { cwd } = action;
  const path = resolvePath(action.path, cwd);
  const write: Effect = {
    ...effectOfWriting({ name: action.path, path, source: "edit" }),
    says: `changes ${action.path}`,
  };
  const texts = textsOf(action, path, facts);
  const { before, after } = texts;
  const found = [
    ...effectsOfLoss(write, path, texts, facts, cwd),
    ...effectsOnTests(write, path, before, after),
    ...effectsOfSecrets(write, path, before, after, facts, cwd),
    ...effectsOnSettings(write, path, texts, facts),
    ...effectsOnStarters(write, path, before, after),
    ...effectsOfNamingGuard(path, before, after, facts),
    ...outside(write, path, facts, cwd),
    ...onMigration(write, path, texts, facts, cwd),
  ];
  if (found.length > 0) return found;
  return [isOrdinaryInCi(path, texts) ? { ...write, looked: true } : write];
}

/** Folders of the system and its programs. */
const SYSTEM = anyOf([
  inOrder([
    /^\//,
    words`etc usr bin sbin lib\w* boot opt System Library private/etc var/(?:spool/(?:cron|at)|at/tabs|db/sudo)`,
    /\//,
  ]),
  /^[A-Za-z]:\/(?:Windows|Program)/,
]);

/** Reports writes to system files, to a person's settings in the home, and elsewhere outside of the workspace. */
function outside(write: Effect, path: string, facts: Facts, cwd: string): Effect[] {
  const { home, platform } = facts.around;
  if (workspacesOf(facts, cwd).some(root => isWithin(path, root, platform)) || isScratch(path, facts, cwd)) return [];
  const system = SYSTEM.test(path);
  const dotfile =
    home !== undefined && /^\.[^/]/.test(relativeTo(path, home, platform)) && isWithin(path, home, platform);
  // Another project or a person's document: reported for policies that ask about it.
  if (!system && !dotfile)
    return [
      {
        ...write,
        verb: "mutate",
        recovery: "effort",
        marks: ["outside-workspace"],
        says: `changes ${write.target}, which is outside the workspace`,
      },
    ];
  const agentsOwn = dotfile && agentsNotes().test(relativeTo(path, home, platform));
  if (agentsOwn) return [];
  return [
    {
      ...write,
      verb: "mutate",
      resource: "system",
      recovery: "effort",
      marks: ["outside-workspace"],
      says: `changes ${write.target}, ${system ? "a file of the system" : "a settings file in the home folder"}`,
      instead: "Keep the change in the workspace, or let the person make it.",
    },
  ];
}

/** Reads each change of a patch as an act of its own. Text that is no valid patch may change anything. */
export function effectsOfPatch(
  patch: { readonly text: string | null; readonly cwd: string },
  facts: Facts,
  span?: Span,
): Effect[] {
  const changes = patch.text === null ? undefined : readPatch(patch.text);
  const whole = { cwd: patch.cwd, origin: { agent: "unknown" } };
  const effects = changes?.flatMap(change => effectsOfChange({ ...whole, ...change }, facts)) ?? [UNREADABLE_PATCH];
  return span === undefined ? effects : effects.map(effect => ({ ...effect, span }));
}

function effectsOfChange(change: EditAction | DeleteAction | MoveAction, facts: Facts): Effect[] {
  if (change.kind === "edit") return effectsOfEdit(change, facts);
  return change.kind === "delete" ? effectsOfDelete(change, facts) : effectsOfMove(change, facts);
}

const UNREADABLE_PATCH: Effect = {
  verb: "overwrite",
  resource: "file",
  target: "files that cannot be told",
  reach: "unknown",
  recovery: "none",
  certainty: "likely",
  source: "patch",
  says: "changes files by a patch that cannot be read",
  instead: "Write the patch as a whole, from `*** Begin Patch` to `*** End Patch`.",
};

/** Returns the effects of a deletion. `tree`: with everything below, so a folder is expected at the path. */
export function effectsOfDelete(action: DeleteAction, facts: Facts, { tree = false } = {}): Effect[] {
  const path = resolvePath(action.path, action.cwd);
  const expected = tree && facts.ask({ kind: "stat", path })?.type === "missing";
  const loss = expected ? lossOfWhatMayCome(path, action, facts) : describeLoss(path, facts, action.cwd);
  return [
    {
      verb: "delete",
      target: action.path,
      certainty: "certain",
      source: "delete",
      says: `deletes ${action.path}`,
      path,
      at: [{ kind: "path", path }],
      ...loss,
    },
    ...(isMigration(path) && loss.recovery === "free" && facts.ask({ kind: "stat", path })?.type === "file"
      ? [droppedMigration(action.path, path)]
      : []),
  ];
}

/** Reports a changed migration that git has unchanged, for policies that ask about it. */
function onMigration(write: Effect, path: string, { before, after }: Texts, facts: Facts, cwd: string): Effect[] {
  if (!before?.trim() || after === null || after === before || !isMigration(path)) return [];
  if (!isSafeInGit(path, facts, cwd)) return [];
  return [
    {
      ...write,
      verb: "weaken",
      resource: "schema",
      recovery: "free",
      certainty: "possible",
      says: `changes the migration ${write.target}, which databases may have run`,
      instead: "Write a new migration with the change.",
    },
  ];
}

/** Git can restore the file, but databases that ran it do not know that it is gone. */
function droppedMigration(name: string, path: string): Effect {
  return {
    verb: "weaken",
    resource: "schema",
    target: name,
    reach: "one",
    recovery: "effort",
    certainty: "certain",
    source: "delete",
    says: `deletes the migration ${name}, which databases may have run`,
    path,
    at: [{ kind: "path", path }],
    instead: "Write a new migration that takes its changes back.",
  };
}

/** Returns the effects of a move: an overwritten target and a missing source. A move to `/dev/null` deletes. */
export function effectsOfMove(action: MoveAction, facts: Facts): Effect[] {
  const from = resolvePath(action.path, action.cwd);
  const to = resolvePath(action.to, action.cwd);
  const there = facts.ask({ kind: "stat", path: to });
  const base = { certainty: "certain" as const, source: "move", reach: "one" as const };
  const away = { target: action.path, path: from, at: [{ kind: "path" as const, path: from }] };
  const says = `moves ${action.path} to ${action.to}`;
  const left = describeLoss(from, facts, action.cwd);
  if (to === "/dev/null") return [{ ...base, ...left, ...away, verb: "delete", says }];
  const moved: Effect = { ...base, ...lossOfLeaving(left, from, facts, to), ...away, verb: "move", says };
  if (there === null || there.type === "missing" || there.type === "directory")
    return [moved, effectOfWriting({ name: action.to, path: to, source: "move" })];
  const loss = describeLoss(to, facts, action.cwd);
  return [
    moved,
    {
      ...base,
      verb: "overwrite",
      target: action.to,
      says: `overwrites ${action.to}`,
      path: to,
      at: [{ kind: "path", path: to }],
      ...loss,
    },
  ];
}

export function effectsOfRead(action: ReadAction, facts: Facts): Effect[] {
  const path = resolvePath(action.path, action.cwd);
  const secret = secretAt(path, facts);
  if (!secret) return [];
  return [
    {
      verb: "read-secret",
      resource: "secret",
      target: action.path,
      reach: "one",
      recovery: "effort",
      certainty: "certain",
      source: "read",
      says: `reads ${secret}`,
      path,
      at: [{ kind: "path", path }],
      instead: insteadOfReading(path, facts),
    },
  ];
}

/** Matches the notes that agents write for themselves, below a home. */
const agentsNotes = ofAgents(agents => {
  const folders = agents
    .flatMap(({ notes }) => notes ?? [])
    .map(literalPattern)
    .join("|");
  return new RegExp(`^(?:${folders})/(?:plans|todos|memory|projects|skills|commands|agents|rules|tmp)/`);
});

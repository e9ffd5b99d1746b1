/** Words a judgement as a card. Nothing is decided here. */
import type { Action } from "../action/action.ts";
import type { Judgement } from "../decision/judgement.ts";
import type { Effect } from "../effects/effect.ts";
import type { Policy } from "../policy/policy.ts";
import { maskSecrets } from "../text/masking.ts";
import type { Card } from "./card.ts";
import { dangerIn } from "./danger.ts";
import type { FileCounts } from "./file-counts.ts";
import { whatItDoes } from "./headline.ts";
import { differs } from "./intent.ts";
import { showMarked } from "./marked.ts";
import { databaseOf, isUnnamed } from "./named.ts";
import { nameOfPath, type Places, withNames } from "./place-names.ts";
import { revealHidden } from "./reveal.ts";
import { whereOf } from "./where.ts";

/** The measured loss of an act; `platform/impact` measures it. */
export interface Measured {
  /** Lines on what would be lost, the counts among them. */
  readonly lost: readonly string[];
  readonly counts: readonly FileCounts[];
  /** How paths are named on the card; absent: as they were typed. */
  readonly places?: Places;
}

export function makeCard(
  action: Action,
  judgement: Judgement,
  policy: Policy,
  { lost, counts, places }: Measured = { lost: [], counts: [] },
): Card {
  const { effects, environment, override } = judgement;
  const named = places === undefined ? effects : effects.map(effect => withNames(effect, places));
  const clauses = newClauses(effects, named);
  const { intent, startedBy } = action.origin;
  const { where, evidence } = whereOf(judgement, policy);
  const typeName = override === "type-name" ? nameToType(effects[0]) : undefined;
  const instead = judgement.reasons.find(reason => reason.instead)?.instead;
  const written = textOf(action);
  const { text: command, marked } = showMarked(
    written,
    effects.filter(({ recovery }) => recovery !== "free").flatMap(effect => dangerIn(written, effect)),
  );
  const isPassing = judgement.decision === "allow";
  const what = whatItDoes(
    isPassing && named.length > 0 ? withoutWrites(named) : named,
    counts,
    isPassing ? passingAct(named) : heldAct(action, named, places),
  );
  const files = counts.length > 0 ? counts.reduce((sum, one) => sum + one.files, 0) : undefined;
  const said =
    intent && differs({ intent: shown(intent), text: written, effects, environment: environment.name, files, what });
  return {
    what,
    environment: { ...environment, evidence },
    where,
    lost,
    counts: counts.map(one => ({ ...one, says: shown(one.says), target: shown(one.target) })),
    why: judgement.reasons.map(reason => ({
      ...reason,
      // A folder counts as several files until its files have been counted.
      because:
        reason.rule === "reach/several" && files === 1
          ? "it affects a whole folder"
          : maskSecrets(withNewClause(reason.because, clauses)),
    })),
    score: judgement.score,
    level: judgement.level,
    override,
    ...(typeName !== undefined && { typeName }),
    command,
    marked,
    ...(instead !== undefined && { instead }),
    agent: action.origin.agent,
    ...(intent !== undefined && { intent: revealHidden(intent) }),
    ...(said && { differs: said }),
    ...(startedBy !== undefined && { startedBy: startedBy.map(shown) }),
    cwd: action.cwd,
    kind: action.kind,
  };
}

/** Leaves out writes, because the other effects say more of an act. */
function withoutWrites(effects: readonly Effect[]): readonly Effect[] {
  return effects.filter(({ verb }) => verb !== "write");
}

/** Returns the clause for an act that is allowed and loses nothing. */
function passingAct(effects: readonly Effect[]): string {
  const [told = effects[0]] = withoutWrites(effects);
  return told?.says ?? "nothing that the guard knows to be destructive";
}

/** Returns the clause for an act that loses nothing by itself, but that a rule holds. */
function heldAct(action: Action, [first]: readonly Effect[], places: Places = { platform: "linux" }): string {
  const name = (path: string) => nameOfPath(path, places);
  switch (action.kind) {
    case "command":
      return first?.says ?? "runs a command that a rule holds";
    case "sql":
      return "sends SQL that a rule holds";
    case "patch":
      return "changes files that a rule holds";
    case "edit":
      return `changes ${name(action.path)}, which a rule holds`;
    case "delete":
      return `deletes ${name(action.path)}, which a rule holds`;
    case "move":
      return `moves ${name(action.path)}, which a rule holds`;
    case "read":
      return `reads ${name(action.path)}, which a rule holds`;
    case "mcp":
      return `calls ${action.tool} of ${action.server}, which a rule holds`;
    case "fetch":
      return "sends a request that a rule holds";
  }
}

/** Maps the clauses of the judgement to those of the card, where names of paths have changed them. */
function newClauses(effects: readonly Effect[], named: readonly Effect[]): ReadonlyMap<string, string> {
  const changed = effects.flatMap(({ says }, i): [string, string][] => {
    const now = named[i]?.says;
    return now === undefined || now === says ? [] : [[says, now]];
  });
  // A map keeps the last entry of a key, and the first effect should win.
  return new Map(changed.reverse());
}

/** Rewrites a reason that ends with the clause of an effect to end with the card's clause. */
function withNewClause(because: string, clauses: ReadonlyMap<string, string>): string {
  if (clauses.size === 0) return because;
  for (let at = 0; at >= 0; at = because.indexOf(" ", at) + 1 || -1) {
    const now = clauses.get(because.slice(at));
    if (now !== undefined) return because.slice(0, at) + now;
  }
  return because;
}

function shown(text: string): string {
  return revealHidden(maskSecrets(text));
}

/** Returns the act as one text, which the card shows last and the audit log keeps. */
export function textOf(action: Action): string {
  switch (action.kind) {
    case "command":
    case "sql":
    case "patch":
      return action.text;
    case "edit":
      return `edit ${action.path}`;
    case "delete":
      return `delete ${action.path}`;
    case "move":
      return `move ${action.path} to ${action.to}`;
    case "read":
      return `read ${action.path}`;
    case "mcp":
      return `${action.server} ${action.tool} ${JSON.stringify(action.arguments)}`;
    case "fetch":
      return `${action.method} ${action.url}`;
  }
}

/**
 * Returns the text that a person must type: short enough for care, telling enough to break the habit. It is the end of
 * the target's name or the database that is reached; if neither is a name (`/`, `$UNSET/`), the effect's verb.
 */
function nameToType(effect: Effect | undefined): string {
  const { database, host } = effect && isUnnamed(effect) ? databaseOf(effect) : {};
  const last =
    (database ?? host ?? effect?.target ?? "")
      .split(/[\s/]+/)
      .filter(Boolean)
      .at(-1) ?? "";
  const id = /^[0-9a-f]{8}(?=-[0-9a-f]{4}-)/i.exec(last)?.[0] ?? last;
  return /^[\w.@-]{2,24}$/.test(id) ? id : (effect?.verb ?? "allow");
}

/** Acts on documents that come as such (an edit tool, a delete tool), not through a command. */
import type { DeleteAction, EditAction, MoveAction, ReadAction } from "../action/action.ts";
import type { Facts } from "../facts.ts";
import { resolvePath } from "../paths.ts";
import type { Effect } from "./effect.ts";
import { describeLoss } from "./files.ts";
import { secretFile } from "./secret-files.ts";
import { effectOfWriting } from "./writing.ts";

/** An ordinary edit is no loss: the agent's own diff shows it. Emptying a file that nothing gives back is. */
export function effectsOfEdit(action: EditAction, facts: Facts): Effect[] {
  const path = resolvePath(action.path, action.cwd);
  const write: Effect = {
    ...effectOfWriting({ name: action.path, path, source: "edit" }),
    says: `changes ${action.path}`,
  };
  if (action.after === undefined || action.after.trim() !== "") return [write];
  const loss = describeLoss(path, facts, action.cwd);
  if (loss.recovery === "free") return [write];
  return [
    {
      ...write,
      verb: "overwrite",
      recovery: loss.recovery,
      marks: loss.marks,
      says: `empties ${action.path}`,
      instead: "Delete the lines that should go, or say which file is to be removed.",
    },
  ];
}

export function effectsOfDelete(action: DeleteAction, facts: Facts): Effect[] {
  const path = resolvePath(action.path, action.cwd);
  const loss = describeLoss(path, facts, action.cwd);
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
  ];
}

/** Moving onto something loses what was there; moving away loses nothing. */
export function effectsOfMove(action: MoveAction, facts: Facts): Effect[] {
  const from = resolvePath(action.path, action.cwd);
  const to = resolvePath(action.to, action.cwd);
  const there = facts.ask({ kind: "stat", path: to });
  const base = { certainty: "certain" as const, source: "move", reach: "one" as const };
  const moved: Effect = {
    ...base,
    verb: "move",
    resource: "file",
    target: action.path,
    recovery: "free",
    says: `moves ${action.path} to ${action.to}`,
    path: from,
    at: [{ kind: "path", path: from }],
  };
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
  const secret = secretFile(path, facts.around.home);
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
      instead: "Ask for the names of the variables that are needed, not their values.",
    },
  ];
}

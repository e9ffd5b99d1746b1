/** Reads one policy file from disk when it has changed. While it is broken, its last valid content stays in force. */
import { readFileSync } from "node:fs";
import { loadPolicy } from "../core/policy/load.ts";
import type { Policy, PolicyLayer, Problem } from "../core/policy/policy.ts";
import { type FileStamp, MISSING, statWithStamp } from "./file-stamp.ts";
import { hashOf } from "./trusted-files.ts";

const MAX_SIZE = 1024 * 1024;

export interface PolicyFileState {
  /** Stays equal while nothing has changed. */
  readonly stamp: string;
  /** The last valid content. */
  readonly layer?: PolicyLayer;
  /** SHA-256 of the text that `layer` was read from. */
  readonly sha256?: string;
  readonly problems: readonly Problem[];
}

/**
 * Reports what is wrong with a valid layer: examples that do not hold, ids of rules that do not exist. `knowledge`: the
 * teams' knowledge of programs.
 */
export type Prove = (layer: PolicyLayer, knowledge?: Policy["knowledge"]) => readonly Problem[];

/** Reads the file. `before`: the previous result. */
export function readPolicyFile(file: string, before: PolicyFileState | undefined, prove: Prove): PolicyFileState {
  const found = statWithStamp(file);
  if (before && before.stamp === found.stamp) return before;
  return found.stamp === MISSING ? { stamp: MISSING, problems: [] } : readState(file, found, before, prove);
}

/** Returns the state of a file that holds `text`; without a layer when the text is not valid. */
export function policyFileOf(file: string, text: string, prove: Prove): PolicyFileState {
  const sha256 = hashOf(text);
  const { policy, problems } = loadPolicy(text, file);
  const lies = policy ? prove(policy) : [];
  const taken = policy && lies.every(({ severity }) => severity === "inert");
  return { stamp: sha256, ...(taken ? { layer: policy, sha256 } : {}), problems: [...problems, ...lies] };
}

function readState(
  file: string,
  { stamp, stat, because }: FileStamp,
  before: PolicyFileState | undefined,
  prove: Prove,
): PolicyFileState {
  const lastGood = before?.layer;
  const keep = {
    stamp,
    ...(before?.layer && { layer: before.layer }),
    ...(before?.sha256 && { sha256: before.sha256 }),
  };
  try {
    if (!stat) throw new Error(because);
    // Reading a pipe or a device would never end.
    if (!stat.isFile()) throw new Error("it is not a regular file");
    if (stat.size > MAX_SIZE) throw new Error(`it is larger than ${MAX_SIZE} bytes`);
    const read = policyFileOf(file, readFileSync(file, "utf8"), prove);
    if (read.layer) return { ...read, stamp };
    return { ...keep, problems: [...read.problems, notInForce(file, "It has errors", lastGood)] };
  } catch (error) {
    return { ...keep, problems: [notInForce(file, `It cannot be read: ${(error as Error).message}`, lastGood)] };
  }
}

function notInForce(file: string, why: string, lastGood: PolicyLayer | undefined): Problem {
  const instead = lastGood ? "what it said before stays in force" : "the rules without it are in force";
  return {
    file,
    line: 1,
    column: 1,
    endLine: 1,
    endColumn: 1,
    message: `${why}, so ${instead} until it is corrected.`,
    severity: "error",
  };
}

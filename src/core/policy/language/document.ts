/** An open policy file: its text, what was read of it, and the shapes in which language features answer. */
import type { TextEdit } from "../../text/json-edits.ts";
import { JsonText, type Range, START } from "../../text/json-text.ts";
import { type Loaded, loadPolicy } from "../load.ts";

export interface PolicyDocument {
  /** Absolute path. */
  readonly file: string;
  readonly text: string;
  readonly json: JsonText;
  readonly loaded: Loaded;
}

/** Never throws, whatever the text. */
export function policyDocument(text: string, file: string): PolicyDocument {
  return { file, text, json: new JsonText(text, "jsonc"), loaded: loadPolicy(text, file) };
}

/** Something to be seen at a place of the file, with ways to put it right, the best first. */
export interface Finding extends Range {
  readonly code: string;
  readonly message: string;
  /** `error`: the file is not taken. `warning`: a part of it has no effect. `note`: it could be simpler. */
  readonly severity: "error" | "warning" | "note";
  /** Can go without anything being lost. */
  readonly unused?: true;
  readonly fixes: readonly Fix[];
}

export interface Fix {
  readonly title: string;
  /** Found when asked for: a file may hold many findings. */
  edits(): readonly TextEdit[];
}

/** Where a value of the file stands, its key included. */
export function rangeAtPointer({ loaded }: PolicyDocument, pointer: string): Range {
  return loaded.policy?.ranges.get(pointer) ?? START;
}

/** `/rules/0/then` → `["rules", 0, "then"]`. */
export function pathOfPointer(pointer: string): (string | number)[] {
  return pointer
    .split("/")
    .slice(1)
    .map(step => (/^\d+$/.test(step) ? Number(step) : step));
}

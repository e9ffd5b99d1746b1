/** Represents an open policy file: its text, the loaded policy, and the result types of language features. */
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

/** Loads a text. Never throws. */
export function policyDocument(text: string, file: string): PolicyDocument {
  return { file, text, json: new JsonText(text, "jsonc"), loaded: loadPolicy(text, file) };
}

/** A diagnostic at a range of the file, with fixes, the best first. */
export interface Finding extends Range {
  readonly code: string;
  readonly message: string;
  /** `error`: the file is not used. `warning`: a part of it has no effect. `note`: it could be simpler. */
  readonly severity: "error" | "warning" | "note";
  /** The range can be deleted without any effect. */
  readonly unused?: true;
  readonly fixes: readonly Fix[];
}

export interface Fix {
  readonly title: string;
  /** Computes the edits when asked, because a file may have many findings. */
  edits(): readonly TextEdit[];
}

/** Returns the range of a value, including its key. */
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

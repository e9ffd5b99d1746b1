/** Copies a person's settings file for a test run with nothing but our hook and a scripted model. */
import { applyEdits, removeJson, setJson } from "../../core/text/json-edits.ts";
import { JsonText } from "../../core/text/json-text.ts";
import { ConfigError, type InstallTarget } from "../agent.ts";

export interface ScratchSettings {
  /** Absolute path of the person's own file. */
  readonly file: string;
  /** Keys to remove, because they start something or contact somebody. */
  readonly without: readonly string[];
  /** Keys to set, with their values. */
  readonly set: readonly (readonly [path: readonly string[], value: string | boolean])[];
}

/** Returns the text of the copy. Throws `ConfigError` when the file is missing or cannot be read. */
export function scratchSettings({ textOf }: InstallTarget, { file, without, set }: ScratchSettings): string {
  let text = textOf?.(file);
  if (text === null || text === undefined) throw new ConfigError(file, 1, 1, "there is no such file");
  const [fault] = new JsonText(text, "jsonc").faults;
  if (fault) throw new ConfigError(file, fault.line, fault.column, fault.message);
  for (const key of without)
    if (new JsonText(text, "jsonc").at([key])) text = applyEdits(text, removeJson(text, [key]));
  for (const [path, value] of set) text = applyEdits(text, setJson(text, [...path], value));
  return text;
}

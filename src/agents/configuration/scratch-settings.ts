/** A copy of a person's settings file for a run in which only our hook and a scripted model are to take part. */
import { applyEdits, removeJson, setJson } from "../../core/text/json-edits.ts";
import { JsonText } from "../../core/text/json-text.ts";
import { ConfigError, type InstallTarget } from "../agent.ts";

export interface ScratchSettings {
  /** Absolute path of the person's own. */
  readonly file: string;
  /** Taken out: what would start something, or speak to somebody. */
  readonly without: readonly string[];
  /** Key by key, and what stands there instead. */
  readonly set: readonly (readonly [path: readonly string[], value: string | boolean])[];
}

/** Throws `ConfigError` when the file is not there or cannot be read. */
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

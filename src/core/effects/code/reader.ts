/** A program in a scripting language → what its calls would do. */
import type { Facts } from "../../facts.ts";
import type { CodeLanguage, Reading, Scope } from "../pack.ts";

/** Reads `text` as `language`. Calls that run commands, SQL or HTTP are handed back as `inner`. */
export function readCode(_language: CodeLanguage, _text: string, _scope: Scope, _facts: Facts): Reading {
  return { effects: [] };
}

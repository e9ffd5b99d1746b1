/** Reads acts that are no commands: each kind of action has its own reader. */
import type { Action, CommandAction } from "../action/action.ts";
import { effectsOfDelete, effectsOfEdit, effectsOfMove, effectsOfPatch, effectsOfRead } from "../edits/documents.ts";
import type { Reading } from "../effects/pack.ts";
import type { Facts } from "../facts/facts.ts";
import { readHttp } from "../languages/http/reader.ts";
import { readMcp } from "../languages/mcp/reader.ts";
import { defaultDatabase } from "../languages/sql/connection.ts";
import { readSql } from "../languages/sql/reader.ts";
import type { Scope } from "../places/scope.ts";
import { literalWord } from "../text/words.ts";
import type { KnownPacks } from "./known-packs.ts";

export function readDirect(
  action: Exclude<Action, CommandAction>,
  scope: Scope,
  facts: Facts,
  providers: KnownPacks["providers"],
): Reading {
  switch (action.kind) {
    case "sql":
      return { effects: readSql(action.text, defaultDatabase(action, facts), "sql", { offset: 0 }, facts) };
    case "mcp":
      return readMcp(action, facts, providers);
    case "fetch":
      return readHttp(
        { method: action.method, url: literalWord(action.url), headers: [] },
        scope,
        "fetch",
        facts,
        providers,
      );
    case "edit":
      return { effects: effectsOfEdit(action, facts) };
    case "patch":
      return { effects: effectsOfPatch(action, facts) };
    case "delete":
      return { effects: effectsOfDelete(action, facts) };
    case "move":
      return { effects: effectsOfMove(action, facts) };
    case "read":
      return { effects: effectsOfRead(action, facts) };
  }
}

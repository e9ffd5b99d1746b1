import { describe, expect, it } from "vitest";
import { type Nouns, spokenCall } from "../../../src/core/kit/resource-verbs.ts";
import { wordOfText } from "../../../src/core/text/words.ts";

const NOUNS: Nouns = { "sql instance": "database", widget: "service" };

/** A call's words → `verb resource recovery → what it acts on`; empty where nothing is lost. */
function check(cases: readonly (readonly [call: string, expected: string])[]): void {
  it.each(cases)("%s", (call, expected) => {
    const said = spokenCall(
      call.split(" ").map(word => wordOfText(word)),
      NOUNS,
    );
    const { verb, resource, recovery = "none" } = said?.doing ?? {};
    const on = said?.rest.map(({ text }) => text).join(" ");
    expect(said ? [verb, resource, recovery, "→", on].join(" ").trim() : "").toBe(expected);
  });
}

describe("where the verb stands", () => {
  check([
    ["sql instances delete main", "delete database none → main"],
    ["apps:destroy shop", "delete service none → shop"],
    ["pg:backups:delete b1", "delete backup none → b1"],
    ["delete-stack web", "delete stack none → web"],
    ["delete user ann", "delete account none → ann"],
    ["TerminateInstances", "delete service none →"],
    ["batch-delete-image x", "delete image none → x"],
    ["schedule-key-deletion k", "delete secret none → k"],
    ["widgets rm a b", "delete service none → a b"],
    ["gizmos remove 5", "delete record none → 5"],
    ["run jobs delete j", "delete service none → j"],
    ["backup delete b", "delete backup none → b"],
    ["deploy widgets delete w", "delete service none → w"],
    ["run deploy delete-worker", "deploy record effort → delete-worker"],
    ["deploy ./dist", "deploy record effort → ./dist"],
  ]);
});

describe("what kind of verb it is", () => {
  check([
    ["servers stop s", "stop service effort → s"],
    ["targets deregister t", "revoke record effort → t"],
    ["servers update s", "mutate setting effort → s"],
    ["servers rebuild s", "overwrite volume none → s"],
    ["branches restore main", "overwrite branch none → main"],
    ["passwords reset ann", "revoke secret effort → ann"],
    ["service-accounts disable ci@p", "revoke account effort → ci@p"],
    ["run domain-mappings delete www", "delete record none → www"],
    ["dataprotection backup-instance delete b", "delete service none → b"],
    ["service deploy web", "deploy service effort → web"],
    ["releases rollback 3", "deploy record none → 3"],
    ["caches clear", "delete record effort →"],
    ["instances remove-tags web", "delete setting effort → web"],
  ]);
});

describe("what is no loss", () => {
  check([
    ["servers list", ""],
    ["servers describe delete", ""],
    ["instances create delete-me", ""],
    ["deploy list", ""],
    ["build remove-bg", ""],
    ["undelete x", ""],
    ["status", ""],
    ["./delete x", ""],
    ["delete.txt out", ""],
    ["\uFFFC delete x", ""],
    ["", ""],
  ]);
});

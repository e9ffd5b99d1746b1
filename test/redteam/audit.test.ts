/** A history that was written anew, with every hash and the note of the last entry in order, is found all the same. */
import { readFileSync, rmSync } from "node:fs";
import { afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { type AuditEntry, readEntry } from "../../src/core/audit/entry.ts";
import { type Attached, attach } from "../../src/hosts/answering/attach.ts";
import { AuditFile, headOf, verifyAudit } from "../../src/platform/audit-file.ts";
import { Machine, needBuild, until } from "../artifact/machine.ts";
import { testSigner } from "../support/test-client.ts";

let machine: Machine;
beforeAll(needBuild);
beforeEach(async () => {
  machine = new Machine();
  machine.deploy();
  await machine.service("--grace-ms", "100");
  for (let i = 0; i < 3; i++) await machine.hook(machine.act("Bash", { command: `rm -rf notes-${i}` })).ended;
});
afterEach(() => machine.dispose());

const entries = () =>
  readFileSync(machine.places.audit, "utf8")
    .trimEnd()
    .split("\n")
    .flatMap(line => readEntry(line) ?? []);

/** Writes the log anew from what `change` makes of its entries. */
async function rewrite(change: (entries: AuditEntry[]) => AuditEntry[]): Promise<void> {
  const kept = change(entries());
  for (const file of [machine.places.audit, headOf(machine.places.audit)]) rmSync(file);
  const anew = new AuditFile(machine.places.audit);
  for (const { seq: _, time: __, prev: ___, hash: ____, ...body } of kept)
    await (body.kind === "intent"
      ? anew.intent(body)
      : body.kind === "outcome"
        ? anew.outcome(body)
        : anew.notice(body));
  expect(verifyAudit(machine.places.audit).problems).toEqual([]);
}

const CHANGES: Readonly<Record<string, (entries: AuditEntry[]) => AuditEntry[]>> = {
  "an act is taken out": all => all.slice(2),
  "an act reads otherwise": all => all.map(one => (one.kind === "intent" ? { ...one, text: "ls" } : one)),
  "the last entry is taken out": all => all.slice(0, -1),
  "nothing is left but the last": all => all.slice(-1),
};

describe.each(Object.keys(CHANGES))("%s", how => {
  const change = CHANGES[how] ?? (all => all);

  it("is found by the service that runs", async () => {
    const editor = await machine.editor();
    expect(editor.state().auditHead?.seq).toBe(entries().length);
    await rewrite(change);
    await until(() => editor.state().logReplaced !== undefined, "the editor is told");
    expect(entries().at(-1)).toMatchObject({ kind: "notice", what: "history-replaced" });
    expect((await machine.cli(["audit", "show"])).stdout).toContain("history-replaced");
  });

  it("is found by an editor that has noted an entry, when no service ran meanwhile", async () => {
    const editor = await machine.editor();
    const head = editor.state().auditHead;
    if (!head) throw new Error("the service tells no entry");
    editor.close();
    expect((await machine.asPerson("/v1/stop")).status).toBe(200);
    await until(async () => (await machine.status()) === undefined, "the service ends");
    await rewrite(change);
    await machine.service();
    const again: Attached = await attach(machine.places, { client: "vscode", signer: testSigner, anchors: [head] });
    await until(() => again.state().logReplaced !== undefined, "the editor is told");
    expect(again.state().logReplaced).toContain(`entry ${head.seq} as VS Code has noted it`);
    again.close();
  });
});

it("a log that nobody has touched is in order for the service and for the editor", async () => {
  const editor = await machine.editor();
  const head = editor.state().auditHead;
  await machine.hook(machine.act("Bash", { command: "ls" })).ended;
  const again = await attach(machine.places, { client: "vscode", signer: testSigner, anchors: head ? [head] : [] });
  // Longer than the service waits between two looks.
  await new Promise(resolve => setTimeout(resolve, 6000));
  expect(again.state().logReplaced).toBeUndefined();
  again.close();
});

/** `.agentguard.json` in the editor: its command, its language, and its mistakes at the place where they are. */
import assert from "node:assert/strict";
import { afterEach, describe, it } from "mocha";
import {
  commands,
  type Diagnostic,
  DiagnosticSeverity,
  languages,
  Range,
  type TextDocument,
  Uri,
  WorkspaceEdit,
  window,
  workspace,
} from "vscode";
import { eventually } from "../eventually.ts";
import { extension } from "../extension.ts";

const LANGUAGE = "agentguard-policy";

describe("the policy file", () => {
  afterEach(async () => {
    await commands.executeCommand("workbench.action.revertAndCloseActiveEditor");
    await workspace.fs.delete(policyUri()).then(undefined, () => {});
  });

  describe("its command", () => {
    it("makes the smallest valid file when there is none", async () => {
      await extension().activate();
      await assert.rejects(async () => workspace.fs.stat(policyUri()), "the workspace has a policy file already");
      await commands.executeCommand("agentguard.openPolicy");
      assert.equal(window.activeTextEditor?.document.uri.toString(), policyUri().toString());
      assert.equal(window.activeTextEditor?.document.languageId, LANGUAGE);
      const { version } = JSON.parse(await onDisk()) as { version?: unknown };
      assert.equal(version, 1);
      // That it has no mistakes shows only beside one that has: break it and mend it.
      const document = await openPolicy();
      await replaceAll(document, document.getText().replace('"version"', '"verison"'));
      await problems(document, found => assert.notEqual(found.length, 0, "the misspelt key is not marked"));
      await replaceAll(document, await onDisk());
      await problems(document, found => assert.deepEqual(found.map(words), []));
    });

    it("leaves a file that is there as it is", async () => {
      const text = '{ "version": 1, "mode": "enforce" } // by hand\n';
      await write(text);
      await commands.executeCommand("agentguard.openPolicy");
      // The editor may still know the file of an earlier test, until it has looked at the disk again.
      await eventually(
        () => window.activeTextEditor?.document,
        document => assert.deepEqual([document?.uri.toString(), document?.getText()], [policyUri().toString(), text]),
      );
      assert.equal(await onDisk(), text);
    });
  });

  describe("a mistake in it", () => {
    // Lines and columns count from 0, columns in UTF-16 units, as the editor does.
    check("a misspelt key", {
      text: '{\n  "version": 1,\n  "credentails": []\n}\n',
      marked: '"credentails"',
      at: [2, 2],
      says: "credentials",
      mended: '{\n  "version": 1,\n  "credentials": []\n}\n',
    });
    check("a misspelt key after a comment with wide characters", {
      text: '// 🔒\n{ "version": 1,\n/* 🔒 é */ "protetc": ["infra/**"] }\n',
      marked: '"protetc"',
      at: [2, 11],
      says: "protect",
      mended: '// 🔒\n{ "version": 1,\n/* 🔒 é */ "protect": ["infra/**"] }\n',
    });
    check("a value that is none of the possible ones", {
      text: '{\n  "version": 1,\n  "mode": "obsreve"\n}\n',
      marked: '"obsreve"',
      at: [2, 10],
      says: "observe",
      mended: '{\n  "version": 1,\n  "mode": "enforce"\n}\n',
    });
  });
});

interface Mistake {
  readonly text: string;
  /** The text below the mark, and where it starts: line and column. */
  readonly marked: string;
  readonly at: readonly [number, number];
  readonly says: string;
  readonly mended: string;
}

/** The mistake is marked where it is, in words that help, and the mark goes away with it. */
function check(name: string, { text, marked, at, says, mended }: Mistake): void {
  it(`${name} is marked where it is, until it is mended`, async () => {
    await write(text);
    const document = await openPolicy();
    assert.equal(document.languageId, LANGUAGE);
    await problems(document, found => {
      assert.equal(found.length, 1, `one mark expected: ${found.map(words).join("; ") || "there is none"}`);
      const [{ range, severity, message }] = found as [Diagnostic];
      assert.deepEqual([range.start.line, range.start.character], at, message);
      assert.equal(document.getText(range), marked);
      assert.equal(severity, DiagnosticSeverity.Error);
      assert.ok(message.includes(says), `the message does not name ${says}: ${message}`);
    });
    await replaceAll(document, mended);
    await problems(document, found => assert.deepEqual(found.map(words), []));
  });
}

/** Waits until our own marks on the document pass the check; how they look at the end is in the failure. */
async function problems(document: TextDocument, pass: (found: Diagnostic[]) => void): Promise<void> {
  await eventually(() => languages.getDiagnostics(document.uri).filter(({ source }) => source === "agentguard"), pass);
}

function words({ message, range }: Diagnostic): string {
  return `${range.start.line}:${range.start.character} ${message}`;
}

function policyUri(): Uri {
  const folder = workspace.workspaceFolders?.[0];
  if (!folder) throw new Error("the window has no folder: the runner must open one");
  return Uri.joinPath(folder.uri, ".agentguard.json");
}

async function openPolicy(): Promise<TextDocument> {
  const document = await workspace.openTextDocument(policyUri());
  await window.showTextDocument(document);
  return document;
}

async function replaceAll(document: TextDocument, text: string): Promise<void> {
  const edit = new WorkspaceEdit();
  const everything = new Range(document.positionAt(0), document.positionAt(document.getText().length));
  edit.replace(document.uri, everything, text);
  assert.ok(await workspace.applyEdit(edit), "the editor refused the edit");
}

async function write(text: string): Promise<void> {
  await workspace.fs.writeFile(policyUri(), new TextEncoder().encode(text));
}

async function onDisk(): Promise<string> {
  return new TextDecoder().decode(await workspace.fs.readFile(policyUri()));
}

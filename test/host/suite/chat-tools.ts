/** The tools by which a chat's model asks before it acts, called as the editor calls them. */
import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { CancellationTokenSource, type LanguageModelTextPart, lm } from "vscode";
import { eventually } from "../eventually.ts";
import { extension } from "../extension.ts";

describe("the chat's tools", () => {
  it("are there under the names of package.json", async () => {
    await extension().activate();
    const { contributes } = extension().packageJSON as { contributes: { languageModelTools: { name: string }[] } };
    const wanted = contributes.languageModelTools.map(({ name }) => name);
    assert.deepEqual(wanted, ["agentguard_check", "agentguard_policy"]);
    await eventually(
      () => lm.tools.map(({ name }) => name),
      there =>
        assert.deepEqual(
          wanted.filter(name => !there.includes(name)),
          [],
        ),
    );
  });

  it("say what would become of an act, and allow nothing", async () => {
    // The service is reached only after the editor is up.
    let words = "";
    const asking = setInterval(() => {
      ask("agentguard_check", { command: "rm -rf ~" }).then(
        said => (words = said),
        error => (words = String(error)),
      );
    }, 200);
    try {
      await eventually(
        () => words,
        said => {
          assert.match(said, /refused/);
          assert.match(said, /Nothing was run and nothing is allowed by this answer/);
        },
      );
    } finally {
      clearInterval(asking);
    }
    assert.match(await ask("agentguard_check", { command: "git status" }), /would pass without a question/);
    assert.match(await ask("agentguard_policy", {}), /\b(?:held|asked|refused|person)\b/);
  });

  it("say what is wrong with a question", async () => {
    const words = await ask("agentguard_check", { command: "ls", sql: "SELECT 1" }).catch(String);
    assert.match(words, /exactly one of/);
  });
});

async function ask(tool: string, input: object): Promise<string> {
  const options = { input, toolInvocationToken: undefined };
  const { content } = await lm.invokeTool(tool, options, new CancellationTokenSource().token);
  return content.map(part => (part as LanguageModelTextPart).value).join("");
}

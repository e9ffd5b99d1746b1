/** Lets the editor's chat ask before it acts. The tools only inform; none of them can allow anything. */
import { Disposable, LanguageModelTextPart, LanguageModelToolResult, lm, workspace } from "vscode";
import { Advise } from "../../../wire/messages/advise.ts";
import type { Editor } from "../guard.ts";

/** Editors without language models do not offer this API. */
export function chatTools({ extension, guard }: Editor): Disposable {
  if (typeof lm?.registerTool !== "function") return Disposable.from();
  const { contributes } = extension.extension.packageJSON as Manifest;
  const tools = contributes.languageModelTools.map(({ name: tool }) =>
    lm.registerTool<unknown>(tool, {
      async invoke({ input }) {
        const folder = workspace.workspaceFolders?.[0]?.uri.fsPath ?? extension.globalStorageUri.fsPath;
        const { words } = await guard.ask(Advise, { tool, input, folder });
        return new LanguageModelToolResult([new LanguageModelTextPart(words)]);
      },
    }),
  );
  return Disposable.from(...tools);
}

interface Manifest {
  readonly contributes: { readonly languageModelTools: readonly { readonly name: string }[] };
}

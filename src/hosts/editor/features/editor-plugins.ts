/** Makes agents of an editor that loads hooks from a folder (Cursor) ask, without changing a file of the person's. */
import * as editorModule from "vscode";
import { Disposable, workspace } from "vscode";
import { places } from "../../../platform/places.ts";
import type { Registered } from "../../agents/editor-plugin.ts";
import type { Editor } from "../guard.ts";
import { deployRuntime } from "../runtime.ts";

const SETTING = "agentguard.editorPlugins";

export function editorPlugins(editor: Editor): Disposable {
  const registered: Registered[] = [];
  const remove = () => {
    for (const plugin of registered.splice(0)) plugin.remove();
  };
  const apply = async () => {
    remove();
    if (!workspace.getConfiguration().get(SETTING, true)) return;
    const { pluginsFor, registerPlugin } = await import("../../agents/editor-plugin.ts");
    const plugins = pluginsFor(editorModule);
    if (plugins.length === 0) return;
    // Deployed first, so that no agent starts something missing.
    await deployRuntime(editor);
    for (const plugin of plugins) {
      const one = await registerPlugin(plugin, places(), process.env);
      registered.push(one);
      editor.log.info(`${one.agent.title} takes the hook from ${one.folder}`);
    }
  };
  const start = () =>
    void apply().catch(error => editor.log.error("the editor does not take the hook from our folder", error));
  // Deferred, so that the editor's start does not wait for it.
  const timer = setTimeout(start, 0);
  return Disposable.from(
    new Disposable(() => clearTimeout(timer)),
    new Disposable(remove),
    workspace.onDidChangeConfiguration(change => change.affectsConfiguration(SETTING) && start()),
  );
}

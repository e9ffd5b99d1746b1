/** Shows the tree of agents and their lights, a notice when one goes out, and how to repair it. */
import {
  commands,
  Disposable,
  EventEmitter,
  ThemeColor,
  ThemeIcon,
  type TreeDataProvider,
  type TreeItem,
  TreeItemCollapsibleState,
  Uri,
  window,
} from "vscode";
import { names } from "../../agents/guarding.ts";
import type { Cause, Light } from "../../agents/light.ts";
import { revealLine } from "../../cards/reveal.ts";
import type { Editor } from "../guard.ts";
import type { Lights } from "../lights.ts";
import type { Row } from "../present/act-row.ts";
import { causeRow, lightRow, wentOut } from "../present/light-row.ts";

type Node =
  | { readonly kind: "light"; readonly light: Light }
  | { readonly kind: "cause"; readonly light: Light; readonly cause: Cause };

export function agentsView(editor: Editor): Disposable {
  const { lights } = editor;
  const tree = new Agents(lights);
  const view = window.createTreeView<Node>("agentguard.agents", { treeDataProvider: tree });
  const notices = new Notices(editor);
  const update = () => {
    const out = lights.lights.filter(isOut);
    view.badge =
      out.length > 0
        ? { value: out.length, tooltip: `${names(out.map(({ title }) => title))} not guarded` }
        : undefined;
    notices.tell(lights.lights);
  };
  return Disposable.from(
    tree,
    view,
    lights.onDidChange(update),
    window.onDidChangeWindowState(update),
    commands.registerCommand("agentguard.checkAgents", () => check(lights)),
    commands.registerCommand("agentguard.agents.fix", (node: Node) => fixOf(node)),
  );
}

/** A light has gone out only if the agent was protected before. */
function isOut({ state }: Light): boolean {
  return state === "changed";
}

async function check(lights: Lights): Promise<void> {
  await commands.executeCommand("agentguard.agents.focus");
  await lights.look(true);
}

async function fixOf(node: Node): Promise<void> {
  const cause = node.kind === "cause" ? node.cause : node.light.causes[0];
  if (cause) await fix(node.light, cause);
}

async function fix({ agent, title }: Light, { says, fix: { kind, says: remedy }, file }: Cause): Promise<void> {
  if (kind === "install") return void (await commands.executeCommand("agentguard.protect", agent));
  if (kind === "open" && file !== undefined) await window.showTextDocument(Uri.file(file));
  void window.showInformationMessage(`AgentGuard: ${title}: ${revealLine(says)} ${revealLine(remedy)}`);
}

/** Shows one notice for each cause, in the focused window, and the same again only after the light has recovered. */
class Notices {
  readonly #told = new Set<string>();

  constructor(readonly editor: Editor) {}

  tell(lights: readonly Light[]): void {
    for (const light of lights) {
      const keys = light.causes.map(cause => keyOf(light, cause));
      for (const key of this.#told)
        if (key.startsWith(`${light.agent}\n`) && !keys.includes(key)) this.#told.delete(key);
      const [cause] = light.causes;
      if (!cause || !isOut(light) || !window.state.focused || this.#told.has(keyOf(light, cause))) continue;
      this.#told.add(keyOf(light, cause));
      this.#show(light, cause).catch(error => this.editor.log.warn(`a notice about ${light.agent}: ${error}`));
    }
  }

  async #show(light: Light, cause: Cause): Promise<void> {
    const button =
      cause.fix.kind === "install" ? "Protect Again…" : cause.fix.kind === "open" ? "Open File" : "Show Agents";
    const pick = await window.showWarningMessage(wentOut(light, cause), button);
    if (pick === "Show Agents") await commands.executeCommand("agentguard.agents.focus");
    else if (pick === button) await fix(light, cause);
  }
}

function keyOf({ agent }: Light, { says, file = "" }: Cause): string {
  return [agent, says, file].join("\n");
}

class Agents implements TreeDataProvider<Node> {
  readonly #changed = new EventEmitter<void>();
  readonly onDidChangeTreeData = this.#changed.event;
  readonly #listener: Disposable;

  constructor(readonly lights: Lights) {
    this.#listener = lights.onDidChange(() => this.#changed.fire());
  }

  dispose(): void {
    this.#listener.dispose();
    this.#changed.dispose();
  }

  getChildren(node?: Node): Node[] {
    if (!node) return this.lights.lights.map(light => ({ kind: "light", light }));
    if (node.kind === "cause") return [];
    return node.light.causes.map(cause => ({ kind: "cause", light: node.light, cause }));
  }

  getTreeItem(node: Node): TreeItem {
    const { light } = node;
    const command = { title: "Put It Right", command: "agentguard.agents.fix", arguments: [node] };
    if (node.kind === "cause")
      return { ...rowItem(causeRow(node.cause)), contextValue: `cause.${node.cause.fix.kind}`, command };
    const { Expanded, Collapsed, None } = TreeItemCollapsibleState;
    return {
      ...rowItem(lightRow(light, Date.now())),
      id: `${light.agent}/${light.state}`,
      collapsibleState: light.causes.length === 0 ? None : isOut(light) ? Expanded : Collapsed,
      contextValue: `light.${light.state}`,
      ...(light.causes.length > 0 && { command }),
    };
  }
}

function rowItem({ label, description, tooltip, accessible, icon, color }: Row): TreeItem {
  const iconPath = new ThemeIcon(icon, color ? new ThemeColor(color) : undefined);
  return { label, description, tooltip, iconPath, accessibilityInformation: { label: accessible } };
}

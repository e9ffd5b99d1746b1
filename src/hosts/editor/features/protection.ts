/** Installs the guard's hook in agents' configurations and removes it, after showing exactly what is written. */
import { basename } from "node:path";
import {
  commands,
  Disposable,
  Position,
  ProgressLocation,
  type QuickPickItem,
  Selection,
  Uri,
  type WorkspaceFolder,
  window,
  workspace,
} from "vscode";
import { ConfigError } from "../../../agents/agent.ts";
import { places } from "../../../platform/places.ts";
import { names } from "../../agents/guarding.ts";
import type { Light } from "../../agents/light.ts";
import type { AgentHere, Plan, Step } from "../../agents/protection.ts";
import type { Editor } from "../guard.ts";
import { PlanPreview } from "../plan-preview.ts";
import { announcement } from "../present/guarding-text.ts";
import { planLines } from "../present/plan-text.ts";
import { deployRuntime } from "../runtime.ts";

export function protection(editor: Editor): Disposable {
  const preview = new PlanPreview();
  const held = async (changing: Promise<void>) => {
    try {
      await changing.finally(() => preview.close());
    } catch (error) {
      await report(editor, error);
    }
  };
  /** `id`: the one agent to change; without it the person chooses. */
  const run = (step: Step) => (id?: unknown) =>
    held(change(step, editor, preview, typeof id === "string" ? { only: id } : {}));
  const runInFolder = (step: Step) => () =>
    held(
      chooseFolder().then(folder =>
        folder === undefined ? undefined : change(step, editor, preview, { root: folder.uri.fsPath }),
      ),
    );
  return Disposable.from(
    preview,
    commands.registerCommand("agentguard.protect", run("protect")),
    commands.registerCommand("agentguard.unprotect", run("unprotect")),
    commands.registerCommand("agentguard.protectFolder", runInFolder("protect")),
    commands.registerCommand("agentguard.unprotectFolder", runInFolder("unprotect")),
  );
}

/** Returns the open folder, or the person's choice of several; undefined for none. */
async function chooseFolder(): Promise<WorkspaceFolder | undefined> {
  const folders = workspace.workspaceFolders ?? [];
  if (folders.length === 0) void window.showInformationMessage("AgentGuard: no folder is open.");
  return folders.length > 1 ? window.showWorkspaceFolderPick() : folders[0];
}

interface What {
  /** The id of the one agent to change. */
  readonly only?: string;
  /** Absolute path of the one folder where it applies; without it everywhere. */
  readonly root?: string;
}

async function change(step: Step, editor: Editor, preview: PlanPreview, { only, root }: What): Promise<void> {
  // Loaded here, as the agents' schemas would slow every start of the editor.
  const { agentHere, agentsHere, applyPlan, planOf } = await import("../../agents/protection.ts");
  const { inProject } = await import("../../agents/project.ts");
  const everywhere = places();
  const found = agentsHere(everywhere, process.env);
  const here =
    root === undefined
      ? found.map(one => ({ ...one, own: everywhere }))
      : found.flatMap(({ agent }) => {
          const project = inProject(agent, everywhere, root);
          return project ? [{ ...agentHere(project.agent, project.own, process.env), own: project.own }] : [];
        });
  const named = here.filter(({ agent }) => agent.id === only);
  const chosen = named.length > 0 ? named : await choose(step, here);
  if (chosen.length === 0) return;
  // Deployed first, so that no agent starts something missing.
  if (step === "protect") await deployRuntime(editor);
  const plans = chosen.map(({ agent, own }) => ({ ...planOf(step, agent, own, process.env), own }));
  const titles = names(plans.map(({ agent }) => agent.title)) + (root === undefined ? "" : ` in ${basename(root)}`);
  const changes = plans.flatMap(plan => plan.changes);
  if (changes.length > 0) {
    await preview.open(changes);
    if (!(await agreed(step, titles, plans))) return;
  }
  for (const plan of plans) await applyPlan(step, plan, plan.own, process.env, root);
  editor.log.info(`${step}: ${titles}\n${planLines(changes)}`);
  if (step === "protect") {
    const ids = plans.map(({ agent }) => agent.id);
    return tellGuarded(await proven(editor, ids, titles), root === undefined ? "" : ` in ${basename(root)}`);
  }
  tellFree(
    titles,
    plans.map(({ agent, own }) => agentHere(agent, own, process.env)),
  );
}

/** Returns the lights of these agents, after really starting their hooks. */
async function proven({ lights }: Editor, ids: readonly string[], titles: string): Promise<readonly Light[]> {
  const title = `AgentGuard: proving that ${titles} ${ids.length === 1 ? "asks" : "ask"} before acting…`;
  await window.withProgress({ location: ProgressLocation.Notification, title }, () => lights.look());
  return lights.lights.filter(({ agent }) => ids.includes(agent));
}

async function choose<Here extends AgentHere>(step: Step, agents: readonly Here[]): Promise<readonly Here[]> {
  const possible = agents.filter(({ protection }) => protection !== "impossible");
  const offered = step === "protect" ? possible : possible.filter(({ protection }) => protection !== "no");
  if (offered.length === 0) {
    const none = step === "protect" ? "no agent that it knows was found on this machine" : "no agent is protected";
    void window.showInformationMessage(`AgentGuard: ${none}.`);
    return [];
  }
  const items = offered.map((here): QuickPickItem & { here: Here } => ({
    here,
    label: here.agent.title,
    description: STATES[here.protection],
    picked: step === "unprotect" || here.protection !== "yes",
    ...(here.protection === "partly" && { detail: here.because }),
  }));
  const title = step === "protect" ? "Protect agents" : "Unprotect agents";
  const picked = await window.showQuickPick(items, { title, canPickMany: true, ignoreFocusOut: true });
  return picked?.map(({ here }) => here) ?? [];
}

const STATES = {
  yes: "protected",
  partly: "not fully protected",
  no: "not protected",
  impossible: "cannot be protected",
} as const satisfies Record<AgentHere["protection"], string>;

const READ_FIRST = "Read First";

/** Asks in a modal. `Read First` leaves the diffs open and asks again beside them. */
async function agreed(step: Step, titles: string, plans: readonly Plan[]): Promise<boolean> {
  const write = step === "protect" ? "Write Changes" : "Take Out";
  const question = step === "protect" ? `Let AgentGuard guard ${titles}?` : `Take AgentGuard out of ${titles}?`;
  const detail = `${planLines(plans.flatMap(({ changes }) => changes))}\n\nThe diffs behind this dialog show every byte.`;
  // Enter presses the first button: removing the guard must not be a reflex.
  const buttons = step === "protect" ? [write, READ_FIRST] : [READ_FIRST, write];
  const choice = await window.showWarningMessage(question, { modal: true, detail }, ...buttons);
  if (choice !== READ_FIRST) return choice === write;
  return (await window.showInformationMessage(`AgentGuard: ${question}`, write, "Discard")) === write;
}

/** Reports what the lights show, rather than what was to be written. */
function tellGuarded(lights: readonly Light[], where: string): void {
  const { severity, message } = announcement(lights, where);
  if (severity === "info") return void window.showInformationMessage(message);
  window.showWarningMessage(message, SHOW_AGENTS).then(pick => {
    if (pick === SHOW_AGENTS) void commands.executeCommand("agentguard.agents.focus");
  });
}

const SHOW_AGENTS = "Show Agents";

/** Reports what is on disk afterwards, rather than what was to be written. */
function tellFree(titles: string, left: readonly AgentHere[]): void {
  const wrong = left.filter(({ protection }) => protection !== "no");
  if (wrong.length === 0) return void window.showInformationMessage(`AgentGuard no longer guards ${titles}.`);
  const why = wrong.map(({ agent, because }) => `${agent.title}: ${because || STATES.yes}`).join(" ");
  void window.showWarningMessage(`AgentGuard: ${why}`);
}

async function report({ log }: Editor, error: unknown): Promise<void> {
  log.error("protecting agents", error as Error);
  const words = error instanceof Error ? error.message : String(error);
  if (!(error instanceof ConfigError)) return void window.showErrorMessage(`AgentGuard: ${words}`);
  const choice = await window.showErrorMessage(`AgentGuard: ${words}`, "Open File");
  if (choice !== "Open File") return;
  const at = new Position(Math.max(0, error.line - 1), Math.max(0, error.column - 1));
  await window.showTextDocument(Uri.file(error.file), { selection: new Selection(at, at) });
}

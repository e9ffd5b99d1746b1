/** Activates the extension: registers its features at once, and reaches the service only after the editor is up. */
import { join } from "node:path";
import { Disposable, type ExtensionContext, window } from "vscode";
import { Connection } from "./connection.ts";
import { actionsView } from "./features/actions-view.ts";
import { agentsView } from "./features/agents-view.ts";
import { answers } from "./features/answers.ts";
import { auditAnchors } from "./features/audit-anchors.ts";
import { auditWorkspace } from "./features/audit-workspace.ts";
import { environmentBadge } from "./features/badge.ts";
import { card } from "./features/card.ts";
import { cardMarks } from "./features/card-marks.ts";
import { chatTools } from "./features/chat-tools.ts";
import { commandLine } from "./features/command-line.ts";
import { countdownItem } from "./features/countdown.ts";
import { editorActs } from "./features/editor-acts.ts";
import { editorPlugins } from "./features/editor-plugins.ts";
import { guarding } from "./features/guarding.ts";
import { killSwitch } from "./features/kill-switch.ts";
import { logCommand } from "./features/log.ts";
import { mark } from "./features/mark.ts";
import { pairing } from "./features/pairing.ts";
import { policyFile } from "./features/policy-file.ts";
import { policyTrust } from "./features/policy-trust.ts";
import { profile } from "./features/profile.ts";
import { proposal } from "./features/proposal.ts";
import { protection } from "./features/protection.ts";
import { reachability } from "./features/reachability.ts";
import { replayIncident } from "./features/replay.ts";
import { review } from "./features/review.ts";
import { ruleCommands } from "./features/rule-commands.ts";
import { terminals } from "./features/terminals.ts";
import { upkeep } from "./features/upkeep.ts";
import { walkthrough } from "./features/walkthrough.ts";
import { watching } from "./features/watching.ts";
import { whatIf } from "./features/what-if.ts";
import type { Feature } from "./guard.ts";
import { Lights } from "./lights.ts";

const FEATURES: readonly Feature[] = [
  reachability,
  pairing,
  auditAnchors,
  environmentBadge,
  killSwitch,
  countdownItem,
  review,
  card,
  cardMarks,
  actionsView,
  answers,
  watching,
  editorActs,
  editorPlugins,
  agentsView,
  guarding,
  walkthrough,
  protection,
  upkeep,
  terminals,
  commandLine,
  chatTools,
  policyFile,
  mark,
  policyTrust,
  profile,
  whatIf,
  proposal,
  ruleCommands,
  auditWorkspace,
  replayIncident,
  logCommand,
];

export interface Api {
  /** How long this extension's own `activate` took, ms. */
  readonly activationMs: number;
}

export function activate(extension: ExtensionContext): Api {
  const started = performance.now();
  const log = window.createOutputChannel("AgentGuard", { log: true });
  const guard = new Connection(extension, log);
  const lights = new Lights(log, guard, join(extension.extensionPath, "dist", "service.cjs"));
  const editor = { extension, log, guard, lights };
  // In the order of disposal: the connection ends before its listeners.
  extension.subscriptions.push(log, Disposable.from(guard, lights, ...FEATURES.map(feature => feature(editor))));
  guard.start();
  const activationMs = performance.now() - started;
  log.info(`activated in ${activationMs.toFixed(1)} ms`);
  return { activationMs };
}

/** Does nothing: the subscriptions dispose of everything, and the service goes on for other windows and for agents. */
export function deactivate(): void {}

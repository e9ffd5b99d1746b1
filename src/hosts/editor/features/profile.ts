/** Lets the person choose the profile that their own policy starts from, in the walkthrough or at any time. */
import { commands, type Disposable, type QuickPickItem, window } from "vscode";
import type { ProfileName } from "../../../core/policy/policy.ts";
import { SetProfile } from "../../../wire/messages/set-profile.ts";
import type { Editor } from "../guard.ts";
import { PROFILE_ITEMS } from "../present/profile-items.ts";

interface Item extends QuickPickItem {
  readonly profile: ProfileName;
}

export function profile({ guard }: Editor): Disposable {
  return commands.registerCommand("agentguard.chooseProfile", async () => {
    const items: Item[] = PROFILE_ITEMS.map(({ profile, label, detail }) => ({ profile, label, detail }));
    const chosen = await window.showQuickPick(items, {
      title: "What should AgentGuard start from?",
      placeHolder: "Your own policy; a workspace's or an organization's can only make it stricter",
    });
    if (!chosen) return;
    const { accepted, because } = await guard.ask(SetProfile, { profile: chosen.profile }).catch((error: unknown) => ({
      accepted: false,
      because: error instanceof Error ? error.message : String(error),
    }));
    if (!accepted) void window.showErrorMessage(`AgentGuard: ${because}`);
    else void window.showInformationMessage(`AgentGuard: your policy starts from ${chosen.label} now.`);
  });
}

/** Manages this editor's key: made once, kept in the editor's secret storage, and shared by all its windows. */
import type { ExtensionContext, LogOutputChannel } from "vscode";
import { makePrivateKey, type Signer, signerOf } from "../../platform/client-key.ts";

const NAME = "agentguard.key";

/** Returns the signer. Never rejects: where nothing can be stored, the key lasts as long as this window. */
export async function editorKey({ secrets }: ExtensionContext, log: LogOutputChannel): Promise<Signer> {
  try {
    const kept = await secrets.get(NAME);
    if (kept !== undefined) return signerOf(kept);
  } catch (error) {
    log.warn(`the editor's secret storage cannot be read: ${error}`);
  }
  const key = makePrivateKey();
  try {
    await secrets.store(NAME, key);
  } catch (error) {
    log.warn(`the editor's secret storage cannot be written, so that this window has to be paired each time: ${error}`);
  }
  return signerOf(key);
}

/** This editor's key: made once, kept in the editor's secret storage, the same in all its windows. */
import type { ExtensionContext, LogOutputChannel } from "vscode";
import { makePrivateKey, type Signer, signerOf } from "../../platform/client-key.ts";

const NAME = "agentguard.key";

/** Never rejects: where nothing can be kept, the key is this window's and gone with it. */
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

/** Opens a stream to the service, and starts or replaces the service where needed. */
import { join } from "node:path";
import type { ExtensionContext } from "vscode";
import type { Signer } from "../../platform/client-key.ts";
import { places } from "../../platform/places.ts";
import { ensureService, openEditorStream } from "../../platform/service-client.ts";
import type { Stream } from "./session.ts";

/** Rejects with words for a person when the service does not answer within `START_MS`. */
export async function openStream(extension: ExtensionContext, signer: Signer): Promise<Stream> {
  const own = places();
  await ensureService(own, {
    node: process.execPath,
    servicePath: join(extension.extensionPath, "dist", "service.cjs"),
    timeoutMs: START_MS,
    signer,
  });
  const socket = await openEditorStream(own);
  // The reader reports the end of the stream. An error without a listener would end the extension host.
  socket.on("error", () => socket.destroy());
  return { reader: socket, writer: socket, close: () => socket.destroy() };
}

const START_MS = 10_000;

/** Updates what agents start to this version of the extension. */
import { join } from "node:path";
import { places } from "../../platform/places.ts";
import type { Editor } from "./guard.ts";

/** Rejects when a file cannot be written. The previous files then stay and work. */
export async function deployRuntime({ extension, log }: Editor): Promise<void> {
  const { deployAnnounced } = await import("../hook/deploy.ts");
  const changed = await deployAnnounced(places(), join(extension.extensionPath, "dist"), process.execPath);
  if (changed.length > 0) log.info(`brought up to date: ${changed.join(", ")}`);
}

/** Makes the PocketOS workspace as a person would open it: a git work tree with one commit, on a branch of its own. */
import { mkdirSync, rmSync } from "node:fs";
import { writeWorkspace } from "../../src/hosts/demo/workspace.ts";
import { must } from "./process.ts";

/** Empties and fills `folder`, and returns it. */
export async function makeDemoWorkspace(folder: string): Promise<string> {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  writeWorkspace(folder);
  const env = { PATH: process.env.PATH, HOME: folder, GIT_CONFIG_NOSYSTEM: "1" };
  const author = ["-c", "user.name=PocketOS", "-c", "user.email=dev@pocketos.example"];
  await must("git", ["init", "-q", "-b", "fix/staging-deploy", folder], { env });
  await must("git", ["-C", folder, "add", "-A"], { env });
  await must("git", ["-C", folder, ...author, "commit", "-q", "-m", "PocketOS"], { env });
  return folder;
}

/** Makes a temporary home on the real disk, with the guard's files as after an installation, and one project. */
import { chmodSync, mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import type { Around } from "../../src/hosts/agents/health.ts";
import { RUNTIME_FILES } from "../../src/platform/deploy.ts";
import { placesAt } from "../../src/platform/places.ts";
import { VERSION } from "../../src/wire/version.ts";

export interface LittleHome {
  readonly home: string;
  /** The folder of the project. */
  readonly root: string;
  readonly around: Around;
  remove(): void;
}

export function littleHome(): LittleHome {
  const home = realpathSync(mkdtempSync(join(tmpdir(), "ag-home-")));
  // The name has a blank, as folders often do.
  const root = join(home, "the shop");
  const own = placesAt(home, join(home, "data"), join(home, "config"));
  mkdirSync(root);
  for (const name of RUNTIME_FILES) put(join(own.runtime, name), "");
  put(join(own.runtime, "version"), VERSION);
  put(own.launcher, "#!/bin/sh\nexit 2\n");
  chmodSync(own.launcher, 0o755);
  const around = { own, env: {}, servicePath: join(own.runtime, "service.cjs"), roots: [root], observes: () => false };
  return { home, root, around, remove: () => rmSync(home, { recursive: true, force: true }) };
}

/** Writes a file and the folders above it; returns its path. */
export function put(file: string, text: string): string {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
  return file;
}

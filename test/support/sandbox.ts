/**
 * A temporary machine for one test: a home folder, a workspace with something to lose, and nothing of the caller's. The
 * disk shows what an agent really did.
 */
import { existsSync, mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import type { Places } from "../../src/platform/places.ts";
import { placesIn, stopService } from "./service.ts";
import { pairTestClient } from "./test-client.ts";

export class Sandbox {
  /** Short, as the path of a Unix socket may have about 100 characters. */
  readonly root = realpathSync(mkdtempSync(join(tmpdir(), "ag-")));
  readonly home = join(this.root, "home");
  readonly workspace = join(this.root, "work");
  readonly places: Places = placesIn(this.home);

  constructor() {
    mkdirSync(join(this.root, "tmp"), { recursive: true });
    mkdirSync(this.home, { recursive: true });
    pairTestClient(this.places);
    this.write("important/marker", "still here\n");
    this.write("notes.txt", "alpha\nbeta\ngamma\n");
  }

  /** The environment of everything that runs in the sandbox. */
  get env(): NodeJS.ProcessEnv {
    return {
      PATH: process.env.PATH,
      HOME: this.home,
      USER: "user",
      LANG: "C.UTF-8",
      TERM: "dumb",
      SHELL: "/bin/bash",
      TMPDIR: join(this.root, "tmp"),
    };
  }

  /** Writes a file. Relative paths are below the workspace. */
  write(path: string, text: string): string {
    const file = this.at(path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
    return file;
  }

  /** Returns the text of a file, or undefined when it does not exist. */
  read(path: string): string | undefined {
    const file = this.at(path);
    return existsSync(file) ? readFileSync(file, "utf8") : undefined;
  }

  at(path: string): string {
    return path.startsWith("/") ? path : join(this.workspace, path);
  }

  /** Whether the file that the scripted agent tries to delete still exists. */
  get markerAlive(): boolean {
    return existsSync(this.at("important/marker"));
  }

  /**
   * Stops the sandbox's service and deletes everything. A hook that has met an impostor starts the service in the
   * background, which may write here during the deletion.
   */
  async remove(): Promise<void> {
    for (let tries = 1; ; tries++) {
      await stopService(this.home);
      try {
        rmSync(this.root, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
        return;
      } catch (error) {
        if (tries === 20) throw error;
      }
    }
  }
}

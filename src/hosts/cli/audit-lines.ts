import { readFileSync } from "node:fs";

/** Returns the lines of the audit log at `path`, oldest first; none if nothing was recorded yet. */
export function auditLines(path: string): string[] {
  try {
    return readFileSync(path, "utf8")
      .split("\n")
      .filter(line => line !== "");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return [];
    throw error;
  }
}

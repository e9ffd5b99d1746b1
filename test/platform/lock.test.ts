/** The lock on disk: one at a time, and no waiting for what cannot be had. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { takeLock, withLock } from "../../src/platform/lock.ts";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "ag-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

it("is held by one at a time", async () => {
  const path = join(folder, "file");
  let [inside, most] = [0, 0];
  const work = async () => {
    most = Math.max(most, ++inside);
    await new Promise(resolve => setTimeout(resolve, 5));
    inside--;
  };
  await Promise.all(Array.from({ length: 5 }, () => withLock(path, work)));
  expect(most).toBe(1);
});

it("does not wait where none can be made", async () => {
  const waiting = vi.spyOn(globalThis, "setTimeout");
  await expect(takeLock(join(folder, "missing", "file"))).rejects.toMatchObject({ code: "ENOENT" });
  expect(waiting).not.toHaveBeenCalled();
  waiting.mockRestore();
});

/** What the audit of a workspace costs, in one as large as they get. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { auditFolder } from "../../src/hosts/posture.ts";
import { table } from "./numbers.ts";

const FILES = 50_000;
const PER_FOLDER = 25;
/** As long as the middle file of a real project. */
const CODE =
  "export function total(items: readonly Item[]): number {\n  return items.reduce((sum, { price }) => sum + price, 0);\n}\n".repeat(
    20,
  );
const SETTINGS =
  "services:\n  web:\n    image: web\n    environment:\n      PORT: 3000\n      API_URL: https://api.example.com\n".repeat(
    8,
  );

export async function benchPosture(): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), "ag-bench-posture-"));
  try {
    for (let at = 0; at < FILES / PER_FOLDER; at++) layOut(join(folder, `packages/p${at % 50}/src/m${at}`));
    const before = process.memoryUsage().rss;
    const started = performance.now();
    let longest = 0;
    let last = started;
    const { looked } = await auditFolder(folder, undefined, {
      progress: () => {
        const now = performance.now();
        longest = Math.max(longest, now - last);
        last = now;
      },
    });
    const seconds = (performance.now() - started) / 1000;
    const memory = (process.memoryUsage().rss - before) / 1024 / 1024;
    const stop = new AbortController();
    let stopped = 0;
    await auditFolder(folder, undefined, {
      signal: stop.signal,
      progress: () => {
        stopped ||= performance.now();
        stop.abort();
      },
    }).catch(() => {});
    return [
      `Auditing a workspace of ${looked.files} files`,
      table([
        ["", ""],
        ["all of it, s", seconds.toFixed(1)],
        ["longest time without a sign, ms", longest.toFixed(0)],
        ["stopped after, ms", (performance.now() - stopped).toFixed(0)],
        ["memory above before, MB", memory.toFixed(0)],
      ]),
    ].join("\n");
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function layOut(folder: string): void {
  mkdirSync(folder, { recursive: true });
  for (let i = 0; i < PER_FOLDER; i++) {
    const [name, text] =
      i === 0 ? ["app.yml", SETTINGS] : i === 1 ? [".env", "PORT=3000\nNAME=shop\n"] : [`f${i}.ts`, CODE];
    writeFileSync(join(folder, name), text);
  }
}

/**
 * Uses real bash as an oracle: it tells what commands a text runs, with every program replaced by a recorder. Bash runs
 * as nobody in a root of its own with its libraries and an empty work folder, so that no script can do harm.
 */
import { execFileSync } from "node:child_process";
import {
  chmodSync,
  chownSync,
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";

/** One program that bash tried to run. */
export interface Ran {
  readonly cwd: string;
  readonly argv: readonly string[];
}

export interface Oracle {
  /** Returns what each text runs when every program exits with `status`; null for a text that bash does not accept. */
  run(texts: readonly string[], status: 0 | 1): readonly (readonly Ran[] | null)[];
  dispose(): void;
}

const NOBODY = 65534;
/** The folders that a script finds below `/w`, where it starts. */
export const FOLDERS = ["/w", "/w/a", "/w/b", "/w/a/b"];

/** Opens the oracle, or returns why there is none here. */
export function openOracle(): Oracle | string {
  const root = mkdtempSync(join(tmpdir(), "bash-oracle-"));
  try {
    layOut(root);
    const [probe] = runAll(root, ["probe 'a b'"], 0);
    if (probe?.[0]?.argv.join("|") !== "probe|a b") throw new Error("the recorder did not record");
  } catch (error) {
    rmSync(root, { recursive: true, force: true });
    return `bash cannot be confined here: ${error instanceof Error ? error.message.split("\n")[0] : String(error)}`;
  }
  return {
    run: (texts, status) => runAll(root, texts, status),
    dispose: () => rmSync(root, { recursive: true, force: true }),
  };
}

function layOut(root: string): void {
  const bash = execFileSync("sh", ["-c", "command -v bash"], { encoding: "utf8" }).trim();
  const libraries = execFileSync("ldd", [bash], { encoding: "utf8" }).match(/\/\S+(?= \(0x)/g) ?? [];
  copyFileSync(bash, join(root, "bash"));
  chmodSync(join(root, "bash"), 0o755);
  for (const library of libraries) {
    const folder = join(root, library, "..");
    mkdirSync(folder, { recursive: true });
    copyFileSync(library, join(folder, basename(library)));
  }
  // There are no devices in the root, so a regular file takes discarded output.
  mkdirSync(join(root, "dev"));
  writeFileSync(join(root, "dev/null"), "");
  chmodSync(join(root, "dev/null"), 0o666);
  mkdirSync(join(root, "scripts"));
  mkdirSync(join(root, "out"));
  for (const folder of FOLDERS) mkdirSync(join(root, folder), { recursive: true });
  chmodSync(root, 0o755);
  if (process.getuid?.() === 0) for (const folder of ["out", ...FOLDERS]) chownSync(join(root, folder), NOBODY, NOBODY);
  // The handler runs in a process of its own. Descriptor 9 appends, and bash writes a record without newlines in one
  // call, so records never mix.
  writeFileSync(
    join(root, "record"),
    `command_not_found_handle() { printf '%s\\0' "$#" "$PWD" "\${@//$'\\n'/$'\\1N'}" >&9; return "$STATUS"; }\n`,
  );
  writeFileSync(
    join(root, "driver"),
    [
      "PATH=/none HOME=/h",
      // Each script has a limit of its own, as a common one would include the start of hundreds of processes.
      "for script in /scripts/*; do (ulimit -t 1 -f 64; cd /w",
      '  /bash --norc --noprofile -n "$script" 2>/dev/null || exit 0',
      '  BASH_ENV=/record /bash --norc --noprofile "$script" 9>>"/out/${script##*/}" </dev/null >/dev/null 2>&1)',
      "done; exit 0",
    ].join("\n"),
  );
}

function runAll(root: string, texts: readonly string[], status: 0 | 1): readonly (readonly Ran[] | null)[] {
  for (const folder of ["scripts", "out"]) {
    rmSync(join(root, folder), { recursive: true });
    mkdirSync(join(root, folder));
  }
  if (process.getuid?.() === 0) chownSync(join(root, "out"), NOBODY, NOBODY);
  texts.forEach((text, i) => {
    writeFileSync(join(root, "scripts", String(i)), text);
  });
  const inside = [root, "/bash", "--norc", "--noprofile", "/driver"];
  const command =
    process.getuid?.() === 0
      ? ["chroot", `--userspec=${NOBODY}:${NOBODY}`, ...inside]
      : ["unshare", "--user", "--map-root-user", "chroot", ...inside];
  execFileSync(command[0] ?? "", command.slice(1), {
    env: { PATH: `${process.env.PATH}:/usr/sbin:/sbin`, HOME: "/", STATUS: String(status), LC_ALL: "C" },
    stdio: ["ignore", "ignore", "pipe"],
    timeout: 120_000,
    cwd: "/",
  });
  return texts.map((_, i) => recorded(join(root, "out", String(i))));
}

function recorded(file: string): readonly Ran[] | null {
  let text: string;
  try {
    text = readFileSync(file, "utf8");
  } catch {
    return null;
  }
  const fields = text.split("\0").slice(0, -1);
  const ran: Ran[] = [];
  for (let i = 0; i < fields.length; ) {
    const count = Number(fields[i]);
    // An endless text fills its file, so the last record may be truncated.
    if (Number.isNaN(count) || i + 2 + count > fields.length) break;
    ran.push({
      cwd: fields[i + 1] ?? "",
      argv: fields.slice(i + 2, i + 2 + count).map(field => field.replaceAll("\u0001N", "\n")),
    });
    i += 2 + count;
  }
  return ran;
}

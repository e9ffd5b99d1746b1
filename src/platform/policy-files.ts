/** The policy files on this machine: found, read when they change, merged. There is never "no policy". */
import { type FSWatcher, readFileSync, realpathSync, type Stats, statSync, watch } from "node:fs";
import { basename, dirname, join } from "node:path";
import { anchorLayer } from "../core/policy/anchor.ts";
import { loadPolicy } from "../core/policy/load.ts";
import { mergePolicies, type TieredLayer } from "../core/policy/merge.ts";
import { BUILT_IN, type Policy, type PolicyLayer, type Problem } from "../core/policy/policy.ts";

const POLICY_FILE = ".agentguard.json";
const MAX_SIZE = 1024 * 1024;
const MAX_WATCHED = 50;

/** Machine-wide file that administrators write. */
export function organizationPolicy(platform: NodeJS.Platform = process.platform): string {
  if (platform === "darwin") return "/Library/Application Support/AgentGuard/policy.json";
  if (platform === "win32") return "C:\\ProgramData\\AgentGuard\\policy.json";
  return "/etc/agentguard/policy.json";
}

export interface PolicyInForce {
  readonly policy: Policy;
  readonly problems: readonly Problem[];
}

export interface PolicySources {
  /** Absolute path of the user's own file; need not exist. */
  readonly user: string;
  /** Defaults to `organizationPolicy()`. */
  readonly organization?: string;
  /** Called when a watched file has changed on disk. Where nothing can be watched, each question looks again anyway. */
  readonly onChange?: () => void;
}

export class PolicySource {
  private readonly files = new Map<string, FileState>();
  private readonly watchers = new Map<string, FSWatcher>();

  constructor(private readonly sources: PolicySources) {}

  /**
   * The policy for an act in `cwd`, with the files of the workspace `roots` it belongs to. Every `.agentguard.json`
   * from there upwards counts: each can only tighten, and so a nested file cannot hide the one above it.
   */
  policyFor(cwd: string, roots: readonly string[] = []): PolicyInForce {
    const organization = this.sources.organization ?? organizationPolicy();
    const inWorkspace = [...new Set([cwd, realOf(cwd), ...roots].flatMap(upwards))].map(folder =>
      join(folder, POLICY_FILE),
    );
    const files = [
      { tier: "organization", file: organization },
      { tier: "user", file: this.sources.user },
      ...inWorkspace.map(file => ({ tier: "workspace", file }) as const),
    ] as const;
    const problems: Problem[] = [];
    const layers: TieredLayer[] = [];
    for (const { tier, file } of files) {
      const state = this.read(file);
      if (state.layer) {
        const layer = tier === "workspace" ? anchorLayer(state.layer, dirname(file)) : state.layer;
        layers.push({ tier, layer });
      }
      problems.push(...state.problems);
      if (tier !== "workspace" || state.stamp !== MISSING || roots.includes(dirname(file))) this.watchFolderOf(file);
    }
    const merged = mergePolicies(BUILT_IN, layers, this.sources.user);
    return { policy: merged.policy, problems: [...problems, ...merged.problems] };
  }

  /** What is wrong with the files read so far. */
  problems(): readonly Problem[] {
    return [...this.files.values()].flatMap(({ problems }) => problems);
  }

  /** Stops watching. */
  dispose(): void {
    for (const watcher of this.watchers.values()) watcher.close();
    this.watchers.clear();
  }

  private read(file: string): FileState {
    const before = this.files.get(file);
    const found = look(file);
    if (before && before.stamp === found.stamp) return before;
    const after = found.stamp === MISSING ? { stamp: MISSING, problems: [] } : readState(file, found, before?.layer);
    this.files.set(file, after);
    return after;
  }

  private watchFolderOf(file: string): void {
    const folder = dirname(file);
    if (!this.sources.onChange || this.watchers.has(folder) || this.watchers.size >= MAX_WATCHED) return;
    try {
      const watcher = watch(folder, { persistent: false }, (_, name) => {
        const touched = [...this.files].filter(([known]) => dirname(known) === folder);
        // Some platforms give no name.
        if (name !== null && !touched.some(([known]) => basename(known) === name)) return;
        if (touched.some(([known, { stamp }]) => look(known).stamp !== stamp)) this.sources.onChange?.();
      });
      watcher.on("error", () => {
        watcher.close();
        this.watchers.delete(folder);
      });
      this.watchers.set(folder, watcher);
    } catch {
      // No such folder, or no more watchers to be had: the next question looks at the disk itself.
    }
  }
}

interface FileState {
  readonly stamp: string;
  /** The last good reading, which stays in force while the file is broken. */
  readonly layer?: PolicyLayer;
  readonly problems: readonly Problem[];
}

const MISSING = "missing";

interface Look {
  readonly stamp: string;
  readonly stat?: Stats;
  readonly because?: string;
}

/** The change time is in the stamp because a program can set the modification time back. */
function look(file: string): Look {
  try {
    const stat = statSync(file);
    return { stamp: [stat.mtimeMs, stat.ctimeMs, stat.size, stat.ino].join(":"), stat };
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    if (code === "ENOENT" || code === "ENOTDIR") return { stamp: MISSING };
    return { stamp: `unreadable: ${code}`, because: message };
  }
}

function readState(file: string, { stamp, stat, because }: Look, lastGood: PolicyLayer | undefined): FileState {
  const keep = { stamp, ...(lastGood && { layer: lastGood }) };
  try {
    if (!stat) throw new Error(because);
    // A pipe or a device would never end.
    if (!stat.isFile()) throw new Error("it is not a regular file");
    if (stat.size > MAX_SIZE) throw new Error(`it is larger than ${MAX_SIZE} bytes`);
    const { policy, problems } = loadPolicy(readFileSync(file, "utf8"), file);
    if (policy) return { stamp, layer: policy, problems };
    return { ...keep, problems: [...problems, notInForce(file, "It has errors", lastGood)] };
  } catch (error) {
    return { ...keep, problems: [notInForce(file, `It cannot be read: ${(error as Error).message}`, lastGood)] };
  }
}

function notInForce(file: string, why: string, lastGood: PolicyLayer | undefined): Problem {
  const instead = lastGood ? "what it said before stays in force" : "the rules without it are in force";
  return {
    file,
    line: 1,
    column: 1,
    endLine: 1,
    endColumn: 1,
    message: `${why}, so ${instead} until it is corrected.`,
    severity: "error",
  };
}

/** A link into a workspace leads under that workspace's rules. */
function realOf(folder: string): string {
  try {
    return realpathSync(folder);
  } catch {
    return folder;
  }
}

function upwards(folder: string): string[] {
  const parent = dirname(folder);
  return parent === folder ? [folder] : [...upwards(parent), folder];
}

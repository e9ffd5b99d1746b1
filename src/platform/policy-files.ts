/** Finds the policy files on this machine, reads them when they change, and merges them. There is never "no policy". */
import { type FSWatcher, watch } from "node:fs";
import { homedir } from "node:os";
import { basename, dirname, join, relative, sep } from "node:path";
import { anchorLayer, homeLayer } from "../core/policy/anchor.ts";
import { type Merged, mergePolicies, type TieredLayer } from "../core/policy/merge.ts";
import { BUILT_IN, type Problem } from "../core/policy/policy.ts";
import { onlyProfile } from "../core/policy/profiles.ts";
import { MISSING, stampOf } from "./file-stamp.ts";
import { type FolderOf, type FolderState, KnowledgeFolders, type ReadTeam } from "./knowledge-files.ts";
import type { OrganizationLayer } from "./organization-bundle.ts";
import { type PolicyFileState, type Prove, policyFileOf, readPolicyFile } from "./policy-file.ts";
import { realOf } from "./real-path.ts";
import { hashOf, TrustedFiles } from "./trusted-files.ts";

const POLICY_FILE = ".agentguard.json";
/** The folder below a workspace's root. */
export const WORKSPACE_KNOWLEDGE = join(".agentguard", "knowledge");
const MAX_WATCHED = 50;
const UNWATCHED_MS = 1000;
/** The most merged policies that are cached, one for each folder that agents work in. */
const MAX_MERGED = 100;

/** Returns the machine-wide file that administrators write. */
export function organizationPolicy(platform: NodeJS.Platform = process.platform): string {
  if (platform === "darwin") return "/Library/Application Support/AgentGuard/policy.json";
  if (platform === "win32") return "C:\\ProgramData\\AgentGuard\\policy.json";
  return "/etc/agentguard/policy.json";
}

export type PolicyInForce = Merged;

export interface PolicySources {
  /** Absolute path of the user's own file; need not exist. */
  readonly user: string;
  /** Defaults to `organizationPolicy()`. */
  readonly organization?: string;
  /** The organization's signed policy, which counts beside its file. */
  readonly bundle?: { current(): OrganizationLayer };
  /** The file with the workspace policies that the user trusts; absent: none. */
  readonly trusted?: string;
  /** Tells whether the user distrusts a workspace, which then gets the strictest built-in profile. */
  readonly isUntrusted?: (folder: string) => boolean;
  /** Reports what is wrong with a valid file; absent: nothing is. */
  readonly prove?: Prove;
  /** Reads and proves the teams' knowledge of programs. Absent: that knowledge is ignored. */
  readonly readTeam?: ReadTeam;
  /** A text that replaces the one on disk, to see what it would change. */
  readonly instead?: { readonly file: string; readonly text: string };
  /** Called when a watched file has changed. Where nothing can be watched, each call checks the disk anyway. */
  readonly onChange?: () => void;
}

export class PolicySource {
  private readonly files = new Map<string, PolicyFileState>();
  private readonly watchers = new Map<string, FSWatcher>();
  /** Folders that cannot be watched, and until when (epoch ms) that is not tried again: it costs more than reading. */
  private readonly unwatched = new Map<string, number>();
  private readonly merged = new Map<string, { readonly stamp: string; readonly inForce: PolicyInForce }>();
  private readonly trusted: TrustedFiles | undefined;
  private readonly knowledge: KnowledgeFolders | undefined;
  /** The folders with knowledge that were asked about. */
  private readonly folders = new Map<string, FolderOf>();
  /** The knowledge with which the examples of the policy files were tried. */
  private above: Pick<FolderState, "stamp" | "teams"> = { stamp: "", teams: [] };

  constructor(private readonly sources: PolicySources) {
    this.knowledge = sources.readTeam && new KnowledgeFolders(sources.readTeam);
    this.trusted = sources.trusted === undefined ? undefined : new TrustedFiles(sources.trusted);
  }

  /**
   * Returns the policy for an act in `cwd`, with the files of the workspace `roots` it belongs to. Every
   * `.agentguard.json` from there upwards counts, and can only tighten, so that a nested file cannot hide one above it.
   */
  policyFor(cwd: string, roots: readonly string[] = []): PolicyInForce {
    const bundle = this.sources.bundle?.current();
    const places = placesAbove(cwd, roots);
    const known = this.knowledgeIn(places);
    this.proveWith(bundle, known);
    const found = this.filesIn(places).map(({ tier, file }) => ({ tier, file, state: this.read(file) }));
    for (const { tier, file, state } of found)
      if (tier !== "workspace" || state.stamp !== MISSING || roots.includes(dirname(file))) this.watchFolderOf(file);
    const untrusted = [cwd, ...roots].some(folder => this.sources.isUntrusted?.(folder));
    const stamp = [
      bundle?.stamp,
      ...known.map(({ stamp }) => stamp),
      untrusted,
      this.trusted?.stamp,
      ...found.map(({ file, state }) => `${file} ${state.stamp}`),
    ].join("\n");
    const key = [cwd, ...roots].join("\n");
    const before = this.merged.get(key);
    if (before?.stamp === stamp) return before.inForce;
    const layers = found.flatMap(({ tier, file, state }) => this.layerOf(tier, file, state));
    if (bundle?.layer) layers.push({ tier: "organization", layer: homeLayer(bundle.layer, homedir()) });
    if (untrusted) layers.push({ tier: "workspace", layer: untrustedLayer(roots[0] ?? cwd) });
    const { policy, problems } = mergePolicies(BUILT_IN, layers, this.sources.user);
    const told = [
      ...(bundle?.problems ?? []),
      ...[...found.map(({ state }) => state), ...known].flatMap(one => one.problems),
    ];
    const knowledge = [...(bundle?.knowledge ?? []), ...known.flatMap(({ teams }) => teams)];
    const inForce = { policy: { ...policy, knowledge }, problems: [...told, ...problems] };
    if (this.merged.size >= MAX_MERGED) this.merged.clear();
    this.merged.set(key, { stamp, inForce });
    return inForce;
  }

  /** Returns the layers that count in `cwd`, the highest first. A file with errors counts as it was before. */
  layersFor(cwd: string, roots: readonly string[] = []): readonly TieredLayer[] {
    return this.filesIn(placesAbove(cwd, roots)).flatMap(({ tier, file }) => this.layerOf(tier, file, this.read(file)));
  }

  /** Returns the tier of a file, and whether it is trusted, if it held `text`. */
  standingOf(file: string, text: string): { readonly tier: TieredLayer["tier"]; readonly trusted: boolean } {
    if (file === this.sources.user) return { tier: "user", trusted: false };
    if (file === (this.sources.organization ?? organizationPolicy())) return { tier: "organization", trusted: false };
    return { tier: "workspace", trusted: this.trusted?.has(file, hashOf(text)) === true };
  }

  /** Returns what is wrong with the files read so far. */
  problems(): readonly Problem[] {
    return [...this.files.values()].flatMap(({ problems }) => problems);
  }

  /** Stops watching. */
  dispose(): void {
    for (const watcher of this.watchers.values()) watcher.close();
    this.watchers.clear();
  }

  /** Returns the teams' knowledge, the user's before that of the workspaces in `places`. */
  private knowledgeIn(places: readonly string[]): readonly FolderState[] {
    const { knowledge } = this;
    if (!knowledge) return [];
    const own: FolderOf = { tier: "user", folder: userKnowledge(this.sources.user) };
    const inWorkspace = places.map(place => ({
      tier: "workspace" as const,
      folder: join(place, WORKSPACE_KNOWLEDGE),
    }));
    return [own, ...inWorkspace].map(of => {
      this.folders.set(of.folder, of);
      const state = knowledge.of(of);
      if (state.stamp !== "") this.watchFolder(of.folder);
      return state;
    });
  }

  /** Tries the examples of policy files again, as they may name programs that only the teams' knowledge describes. */
  private proveWith(bundle: OrganizationLayer | undefined, [own]: readonly FolderState[]): void {
    const stamp = own ? [bundle?.stamp, own.stamp].join("\n") : "";
    if (stamp === this.above.stamp) return;
    this.above = { stamp, teams: [...(bundle?.knowledge ?? []), ...(own?.teams ?? [])] };
    for (const [file, state] of this.files)
      if (state.stamp !== MISSING) this.files.set(file, { ...state, stamp: "to be proved again" });
  }

  private filesIn(places: readonly string[]): readonly { tier: TieredLayer["tier"]; file: string }[] {
    const inWorkspace = places.map(folder => join(folder, POLICY_FILE));
    return [
      { tier: "organization", file: this.sources.organization ?? organizationPolicy() },
      { tier: "user", file: this.sources.user },
      ...inWorkspace.map(file => ({ tier: "workspace" as const, file })),
    ];
  }

  private layerOf(tier: TieredLayer["tier"], file: string, { layer, sha256 }: PolicyFileState): TieredLayer[] {
    if (!layer) return [];
    if (tier !== "workspace") return [{ tier, layer: homeLayer(layer, homedir()) }];
    const trusted = sha256 !== undefined && this.trusted?.has(file, sha256) === true;
    return [{ tier, layer: anchorLayer(layer, dirname(file), homedir()), trusted }];
  }

  private read(file: string): PolicyFileState {
    const { instead, prove: proveAlone = () => [] } = this.sources;
    const prove: Prove = layer => proveAlone(layer, this.above.teams);
    const known = this.files.get(file);
    const state =
      instead?.file === file ? (known ?? policyFileOf(file, instead.text, prove)) : readPolicyFile(file, known, prove);
    this.files.set(file, state);
    return state;
  }

  private watchFolderOf(file: string): void {
    this.watchFolder(dirname(file));
  }

  private watchFolder(folder: string): void {
    if (!this.sources.onChange || this.watchers.has(folder) || this.watchers.size >= MAX_WATCHED) return;
    if ((this.unwatched.get(folder) ?? 0) > Date.now()) return;
    try {
      const watcher = watch(folder, { persistent: false }, (_, name) => {
        if (this.changesKnowledge(folder, name)) this.sources.onChange?.();
        const touched = [...this.files].filter(([known]) => dirname(known) === folder);
        // Some platforms report no name.
        if (name !== null && !touched.some(([known]) => basename(known) === name)) return;
        if (touched.some(([known, { stamp }]) => stampOf(known) !== stamp)) this.sources.onChange?.();
      });
      watcher.on("error", () => {
        watcher.close();
        this.watchers.delete(folder);
      });
      this.watchers.set(folder, watcher);
    } catch {
      // The folder is missing, or no more watchers are available. The next call checks the disk itself.
      this.unwatched.set(folder, Date.now() + UNWATCHED_MS);
    }
  }

  /** Tells whether a change in `folder` concerns a folder with knowledge: that folder itself, or one inside it. */
  private changesKnowledge(folder: string, name: string | null): boolean {
    const within = [...this.folders.values()].filter(({ folder: known }) =>
      [known, dirname(known), dirname(dirname(known))].includes(folder),
    );
    return within.some(of => {
      const isNamed = name === null || of.folder === folder || relative(folder, of.folder).split(sep)[0] === name;
      return isNamed && this.knowledge?.changed(of) === true;
    });
  }
}

/** The layer on top of all others for an untrusted workspace. It is named by the folder, where its limits count. */
function untrustedLayer(folder: string) {
  return onlyProfile("regulated", `the untrusted workspace ${folder}`);
}

/** Tells whether a file is in the folder where a workspace keeps its knowledge of programs. */
export function isWorkspaceKnowledge(file: string): boolean {
  return dirname(file).endsWith(`${sep}${WORKSPACE_KNOWLEDGE}`);
}

/** Returns the folder beside the user's policy that holds their knowledge of programs. */
export function userKnowledge(userPolicy: string): string {
  return join(dirname(userPolicy), "knowledge");
}

/** Returns the folders above, those of links resolved: a link into a workspace leads under that workspace's rules. */
function placesAbove(cwd: string, roots: readonly string[]): readonly string[] {
  return [...new Set([cwd, realOf(cwd), ...roots].flatMap(upwards))];
}

function upwards(folder: string): string[] {
  const parent = dirname(folder);
  return parent === folder ? [folder] : [...upwards(parent), folder];
}

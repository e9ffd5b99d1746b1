/**
 * Finds the light of each agent, from what its files, the workspace's and the environment show at once, and from what
 * was proven by asking. A proof is kept with the stamps of everything it depends on, so that a light expires by itself.
 */
import { existsSync } from "node:fs";
import { join } from "node:path";
import type { Agent, InstallTarget, Override } from "../../agents/agent.ts";
import { quotedForShell } from "../../core/text/words.ts";
import { readConfig } from "../../platform/config-file.ts";
import { deployedVersion, RUNTIME_FILES } from "../../platform/deploy.ts";
import { stampOf } from "../../platform/file-stamp.ts";
import { readHalt } from "../../platform/halt-file.ts";
import type { InstallState } from "../../platform/install.ts";
import type { Places } from "../../platform/places.ts";
import { realOf } from "../../platform/real-path.ts";
import { readReceipt } from "../../platform/receipts.ts";
import { compareVersions, VERSION } from "../../wire/version.ts";
import { type CanaryResult, flyCanaries } from "./canary.ts";
import { programOf, programStamp, versionOf } from "./client.ts";
import { NoProof, proofIssuer } from "./issue-proof.ts";
import { type Cause, type Light, lightOf, type Proof } from "./light.ts";
import { heldByMachine } from "./machine.ts";
import { type InProject, projectsOf } from "./project.ts";
import { readProof, writeProof } from "./proofs.ts";
import { type AgentHere, agentHere, targetOf } from "./protection.ts";
import { type TrustState, trustOf } from "./trust.ts";

export interface Around {
  readonly own: Places;
  readonly env: NodeJS.ProcessEnv;
  /** Absolute path of the built service, which is started if none runs. */
  readonly servicePath: string;
  /** Absolute paths of the open folders. */
  readonly roots: readonly string[];
  /** Tells whether a folder's policy only observes. */
  readonly observes: (folder: string) => boolean;
}

/** Returns the light from the disk and the last proof. Only reads, and starts nothing. */
export function lightNow(agent: Agent, around: Around, now = Date.now()): Light {
  return lightFrom(agent, around, readProof(around.own, agent.id), now);
}

/** Proves the light: starts the hook as the agent would, asks its program for version and approval. Never rejects. */
export async function proveLight(agent: Agent, around: Around): Promise<Light> {
  const { own } = around;
  const halted = Boolean(readHalt(own.halt));
  const ways = waysOf(agent, around);
  // A missing hook cannot be proven, and while agents are stopped everything is denied.
  if (halted || ways.length === 0) return lightNow(agent, around);
  const proof = await prove(agent, around, ways).catch((error: unknown) => notBegun(agent, around, error));
  // If agents were stopped meanwhile, everything was denied, which proves nothing about the hook.
  if (readHalt(own.halt)) return lightNow(agent, around);
  try {
    // A proof that could not begin is not stored, so that it is tried again.
    if (proof.notBegun !== true) await writeProof(own, agent.id, proof);
  } catch {
    // The result is shown even if it cannot be stored. It is proven again next time.
  }
  return lightFrom(agent, around, proof, Date.now());
}

/** Returns the files that a light depends on, existing or not, for those who watch them for changes. */
export function filesOf(agent: Agent, around: Around): readonly string[] {
  const overrides = overridesOf(agent, around).map(({ file }) => file);
  const program = programOf(agent, targetOf(around.own, around.env));
  const programs = program === undefined ? [] : [program, realOf(program)];
  return [...new Set([...foundations(agent, around), ...overrides, ...programs])];
}

function lightFrom(agent: Agent, around: Around, proof: Proof | undefined, now: number): Light {
  const { protection } = agentHere(agent, around.own, around.env);
  const found = {
    agent: agent.id,
    title: agent.title,
    causes: causesOf(agent, around),
    ...(protection === "impossible" && { impossible: true as const }),
    stamp: stampFor(agent, around),
  };
  return lightOf(found, proof, now);
}

function causesOf(agent: Agent, around: Around): Cause[] {
  const here = agentHere(agent, around.own, around.env);
  // The machine's file wins over the person's files, a project and variables.
  if (heldByMachine(agent, targetOf(around.own, around.env)))
    return [...launcherGone(here, around.own), ...runtime(around.own), ...observing(agent, around)];
  const projects = projectsOf(agent, around.own, around.roots);
  if (!isConnected(here) && (projects.length === 0 || projects.length < around.roots.length))
    return [disconnected(here, around)];
  return [
    ...(isConnected(here) ? here.wrong.map(wrongFile) : launcherGone(here, around.own)),
    ...projects.flatMap(project => wrongInProject(project, around)),
    ...runtime(around.own),
    ...overridden(agent, around),
    ...isolated(agent, around.env),
    ...observing(agent, around),
  ];
}

function wrongFile({ file, because, fix, state }: InstallState): Cause {
  const kind = state === "missing" || fix.includes("agentguard install") ? "install" : "open";
  return { state: "changed", says: because, file, fix: { kind, says: fix } };
}

function launcherGone({ wrong }: AgentHere, { launcher }: Places): Cause[] {
  return wrong.filter(({ file }) => file === launcher).map(wrongFile);
}

/** Lists what is wrong except for the launcher, which is reported with the person's own files. */
function wrongInProject({ agent, own, root }: InProject, { env }: Around): Cause[] {
  const says = `Run \`agentguard install --workspace ${quotedForShell(root)} ${agent.id}\`.`;
  return agentHere(agent, own, env)
    .wrong.filter(({ file }) => file !== own.launcher)
    .map(({ file, because }) => ({
      state: "changed",
      says: because || "Somebody took AgentGuard's hook out of this project.",
      file,
      fix: { kind: "person", says },
    }));
}

function isConnected({ protection }: AgentHere): boolean {
  return protection === "yes" || protection === "partly";
}

function disconnected({ agent, protection, because }: AgentHere, { own, env }: Around): Cause {
  if (protection === "impossible") {
    const [, ...instead] = agent.cannot;
    return { state: "not-connected", says: because, fix: { kind: "person", says: instead.join(" ") } };
  }
  const written = readReceipt(own.receipts, agent.id)?.files.map(({ file }) => file) ?? [];
  // If a variable moves an agent's settings, the files that count are not the ones that were written.
  const file = agent.install(targetOf(own, env)).find(edit => written.includes(edit.file))?.file;
  if (file === undefined) return { state: "not-connected", says: because, fix: install(agent) };
  const says = "Somebody took AgentGuard's hook out.";
  return { state: "changed", says, file, fix: install(agent) };
}

function runtime(own: Places): Cause[] {
  const again = { kind: "install", says: "Run `agentguard install all` again." } as const;
  const missing = RUNTIME_FILES.map(name => join(own.runtime, name)).find(file => !existsSync(file));
  if (missing !== undefined)
    return [{ state: "changed", says: "A program that the hook starts is gone.", file: missing, fix: again }];
  const version = deployedVersion(own);
  if (compareVersions(version, VERSION) >= 0) return [];
  const says = `The hook is the one of AgentGuard ${version}, and this is ${VERSION}.`;
  return [{ state: "changed", says, file: own.launcher, fix: again }];
}

/** Finds what a project or an administrator has disabled. */
function overridden(agent: Agent, around: Around): Cause[] {
  return overridesOf(agent, around).flatMap(({ file, off, fix }): Cause[] => {
    const text = textOf(file);
    const says = text === null ? undefined : off(text);
    if (says === undefined) return [];
    return [
      { state: "changed", says: `${says[0]?.toUpperCase()}${says.slice(1)}.`, file, fix: { kind: "open", says: fix } },
    ];
  });
}

function overridesOf(agent: Agent, { own, env, roots }: Around): readonly Override[] {
  const target = targetOf(own, env);
  const all = [undefined, ...roots].flatMap(root => agent.overrides?.(target, root) ?? []);
  return [...new Map(all.map(override => [override.file, override])).values()];
}

function isolated({ isolation = {}, title }: Agent, env: NodeJS.ProcessEnv): Cause[] {
  return Object.entries(isolation).flatMap(([name, why]): Cause[] =>
    env[name] === undefined || env[name] === ""
      ? []
      : [
          {
            state: "changed",
            says: `The variable ${name} is set here: it ${why}.`,
            fix: { kind: "person", says: `Unset ${name} and start ${title} again.` },
          },
        ],
  );
}

function observing({ channels, title }: Agent, { roots, observes }: Around): Cause[] {
  const reaches = Object.values(channels);
  if (!reaches.includes("held"))
    return [
      {
        state: "observing",
        says: `${title} tells what it does and cannot be held back.`,
        fix: { kind: "person", says: "Review what it did in the list of actions." },
      },
    ];
  const folder = (roots.length > 0 ? roots : ["/"]).find(observes);
  if (folder === undefined) return [];
  const where = folder === "/" ? "" : ` in ${folder}`;
  return [
    {
      state: "observing",
      says: `The policy${where} only observes: acts are recorded and not held, except those that would switch AgentGuard off.`,
      fix: { kind: "person", says: 'Set "mode" to "enforce" in the policy that says "observe".' },
    },
  ];
}

/** Returns the files through which the agent reaches us: the person's or instead the machine's, and open projects'. */
function waysOf(agent: Agent, { own, env, roots }: Around): readonly InProject[] {
  const machine = heldByMachine(agent, targetOf(own, env));
  return [{ agent, own, root: own.home }, ...projectsOf(agent, own, roots)].filter(
    way => (machine && way.agent === agent) || isConnected(agentHere(way.agent, way.own, env)),
  );
}

interface NotBegun {
  readonly notBegun?: true;
}

function notBegun(agent: Agent, around: Around, error: unknown): Proof & NotBegun {
  if (!(error instanceof NoProof)) throw error;
  const fix = {
    kind: "person",
    says: "Run `agentguard service start`, and look at AgentGuard's service.log.",
  } as const;
  const causes: Cause[] = [{ state: "not-connected", says: error.message, fix }];
  return { at: Date.now(), stamp: stampFor(agent, around), causes, notBegun: true };
}

/** Starts the hook in every way. Rejects with `NoProof`. */
async function prove(agent: Agent, around: Around, ways: readonly InProject[]): Promise<Proof & NotBegun> {
  const { own, env, servicePath } = around;
  const target = targetOf(own, env);
  // The stamp is taken first, so that a change meanwhile makes the proof outdated.
  const stamp = stampFor(agent, around);
  const program = programOf(agent, target);
  const known = readProof(own, agent.id);
  const [flown, trust, version] = await Promise.all([
    fliesThrough(ways, target, own, servicePath),
    heldByMachine(agent, target) ? undefined : trustInAll(ways, target),
    program === undefined ? undefined : versionOf(agent, program, env),
  ]);
  const causes: Cause[] = [];
  if (trust?.kind === "untrusted")
    causes.push({ state: "not-connected", says: trust.because, fix: { kind: "install", says: trust.fix } });
  const from = agent.client?.dependableFrom;
  if (version !== undefined && from !== undefined && compareVersions(version, from) < 0)
    causes.push({
      state: "not-connected",
      says: `${agent.title} ${version} is older than ${from}, the first whose hooks can be relied upon.`,
      fix: { kind: "person", says: `Update ${agent.title}.` },
    });
  if (!flown.ok) causes.push({ state: "changed", says: sentence(flown.because), fix: install(agent) });
  const said = version ?? (known?.stamp === stamp ? known.version : undefined);
  return { at: Date.now(), stamp, causes, ...(said !== undefined && { version: said }) };
}

/** Tries the hook of each file. Rejects with `NoProof`. */
async function fliesThrough(ways: readonly InProject[], target: InstallTarget, own: Places, servicePath: string) {
  const issue = proofIssuer(own, servicePath);
  let flown: CanaryResult = { ok: true, because: "" };
  for (const { agent } of ways) {
    flown = await flyCanaries(agent, target, own, issue).catch((error: unknown) => {
      if (error instanceof NoProof) throw error;
      return { ok: false, because: `${(error as Error).message}.` };
    });
    if (!flown.ok) break;
  }
  return flown;
}

async function trustInAll(ways: readonly InProject[], target: InstallTarget): Promise<TrustState | undefined> {
  const states = await Promise.all(ways.map(({ agent, root }) => trustOf(agent, target, root)));
  return states.find(({ kind }) => kind === "untrusted") ?? states[0];
}

function stampFor(agent: Agent, around: Around): string {
  const program = programOf(agent, targetOf(around.own, around.env));
  return [
    VERSION,
    ...foundations(agent, around).map(file => `${file} ${stampOf(file)}`),
    ...(program === undefined ? [] : [programStamp(program)]),
  ].join("\n");
}

/** Returns the files that a proof depends on. */
function foundations(agent: Agent, { own, env, roots }: Around): readonly string[] {
  const target = targetOf(own, env);
  return [
    own.launcher,
    own.userPolicy,
    ...RUNTIME_FILES.map(name => join(own.runtime, name)),
    ...agent.install(target).flatMap(({ file, movesTo }) => (movesTo === undefined ? [file] : [file, movesTo])),
    ...projectsOf(agent, own, roots).flatMap(one => one.agent.install(target).map(({ file }) => file)),
    ...(agent.managed?.(target).map(({ file }) => file) ?? []),
    ...(agent.trust?.files(target) ?? []),
  ];
}

function install({ id }: Agent): Cause["fix"] {
  return { kind: "install", says: `Run \`agentguard install ${id}\`.` };
}

function sentence(text: string): string {
  return `${text[0]?.toUpperCase()}${text.slice(1)}`;
}

function textOf(file: string): string | null {
  try {
    return readConfig(file);
  } catch {
    return null;
  }
}

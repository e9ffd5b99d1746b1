/** Gathers what language features need of this machine: policies around a file, the audit log, names, judgements. */
import { homedir } from "node:os";
import { dirname, sep } from "node:path";
import { AGENTS } from "../../../agents/index.ts";
import type { CommandAction } from "../../../core/action/action.ts";
import { anchorLayer, homeLayer } from "../../../core/policy/anchor.ts";
import type { Around } from "../../../core/policy/language/around.ts";
import type { FiredOf } from "../../../core/policy/language/firings.ts";
import type { Known } from "../../../core/policy/language/known.ts";
import { mergePolicies, type TieredLayer } from "../../../core/policy/merge.ts";
import { BUILT_IN, type Policy, type PolicyLayer } from "../../../core/policy/policy.ts";
import { type AuditedAct, AuditTail } from "../../../platform/audit-tail.ts";
import { type KnownHere, namesKnownIn } from "../../../platform/known-names.ts";
import type { Places } from "../../../platform/places.ts";
import type { PolicySource } from "../../../platform/policy-files.ts";
import { workspaceRootOf } from "../../../platform/surroundings.ts";
import { type Judged, judgeAct } from "../../engine.ts";
import { knowledgeOfPolicies } from "../../policies.ts";
import { provenWith } from "../../prove.ts";
import { ruleIdsWith } from "../../rule-ids.ts";
import { ChangedFiles } from "../changed-files.ts";
import { type Clock, realClock } from "../clock.ts";

export interface WorkspaceFactsParts {
  readonly clock: Clock;
  readonly policies: PolicySource;
  readonly audit: AuditTail;
  /** The ids of the known agents. */
  readonly agents: readonly string[];
  /** Absolute path of the user's own policy. */
  readonly userFile: string;
}

/** Returns the facts of this machine. */
export function workspaceFacts(own: Places, policies: PolicySource): WorkspaceFacts {
  return new WorkspaceFacts({
    clock: realClock,
    policies,
    audit: new AuditTail(own.audit),
    agents: AGENTS.map(({ id }) => id),
    userFile: own.userPolicy,
  });
}

/** How long names of this machine are cached, ms. */
const NAMES_MS = 10_000;
const MAX_FOLDERS = 20;

export class WorkspaceFacts {
  /** The files that agents have changed. */
  readonly changed = new ChangedFiles();
  readonly #names = new Map<string, { readonly at: number; readonly names: KnownHere }>();

  constructor(readonly parts: WorkspaceFactsParts) {}

  now(): number {
    return this.parts.clock.now();
  }

  /** `text`: the file's text in the editor. */
  around(file: string, text: string): Around {
    const { policies, userFile } = this.parts;
    const standing = policies.standingOf(file, text);
    const knowledge = () => knowledgeOfPolicies(policies);
    const above = standing.tier === "organization" ? [] : this.#above(file, standing.tier);
    return {
      ...standing,
      userFile,
      above,
      agents: this.#agents(),
      now: this.now(),
      ruleIds: () => ruleIdsWith(knowledge()),
      prove: layer => provenWith(layer, knowledge()),
    };
  }

  /** Returns acts decided by rules of `file`: those of its own folder, or all for a file that applies everywhere. */
  firings(file: string): readonly AuditedAct[] {
    const everywhere = this.parts.policies.standingOf(file, "").tier !== "workspace";
    const folder = dirname(file);
    const isBelow = (cwd: string) => cwd === folder || cwd.startsWith(`${folder}${sep}`);
    return this.parts.audit.acts().filter(({ cwd }) => everywhere || isBelow(cwd));
  }

  fired(file: string): FiredOf {
    const counts = new Map<string, { times: number; last: number }>();
    for (const { rules, at } of this.firings(file))
      for (const rule of new Set(rules)) {
        const count = counts.get(rule) ?? { times: 0, last: at };
        counts.set(rule, { times: count.times + 1, last: Math.max(count.last, at) });
      }
    return reason => counts.get(reason);
  }

  known(file: string): Known {
    const folder = dirname(file);
    const acts = this.parts.audit.acts();
    const before = this.#names.get(folder);
    const fresh =
      before && this.now() - before.at < NAMES_MS ? before : { at: this.now(), names: namesKnownIn(folder) };
    if (this.#names.size >= MAX_FOLDERS) this.#names.clear();
    this.#names.set(folder, fresh);
    const distinct = (names: readonly (string | undefined)[]) =>
      [...new Set(names.flatMap(name => name ?? []))].slice(-100);
    return {
      ...fresh.names,
      rules: ruleIdsWith(knowledgeOfPolicies(this.parts.policies)),
      agents: this.#agents(),
      subagents: distinct(acts.map(({ subagent }) => subagent)),
      tools: distinct(acts.flatMap(({ act, text }) => (act === "mcp" ? text.split(" ", 2).join("/") : []))),
      commands: distinct(
        acts.flatMap(({ act, text, decision }) =>
          act === "command" && decision !== "allow" && text.length < 200 ? text : [],
        ),
      ),
    };
  }

  policyAt(folder: string): Policy {
    return this.parts.policies.policyFor(folder, [workspaceRootOf(folder)]).policy;
  }

  /** Returns the policy for an act in `cwd`, with `layer` instead of its own file. */
  policyWith(layer: PolicyLayer, text: string, cwd: string): Policy {
    const { policies, userFile } = this.parts;
    const standing = policies.standingOf(layer.file, text);
    const others = policies.layersFor(cwd, [workspaceRootOf(cwd)]).filter(one => one.layer.file !== layer.file);
    const own =
      standing.tier === "workspace" ? anchorLayer(layer, dirname(layer.file), homedir()) : homeLayer(layer, homedir());
    const { policy } = mergePolicies(BUILT_IN, [...others, { ...standing, layer: own }], userFile);
    return { ...policy, knowledge: this.policyAt(cwd).knowledge };
  }

  judge(action: CommandAction, policy: Policy): Promise<Judged> {
    return judgeAct(action, policy);
  }

  /** Agents that have acted here count as known too. */
  #agents(): readonly string[] {
    return [...new Set([...this.parts.agents, ...this.parts.audit.acts().map(({ agent }) => agent)])];
  }

  #above(file: string, tier: TieredLayer["tier"]): readonly TieredLayer[] {
    const folder = dirname(file);
    return this.parts.policies
      .layersFor(folder, [folder])
      .filter(one => one.layer.file !== file && (tier === "workspace" || one.tier === "organization"));
  }
}

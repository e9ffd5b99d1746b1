/** Reads edits of settings that protect something: agents' confirmations, infrastructure, migrations. */
import { SettingsText } from "../agent-switches/document.ts";
import { type AgentSwitch, holdsSwitches } from "../agent-switches/switch.ts";
import { holdsHooks, type ThrownSwitch, thrownIn } from "../agent-switches/thrown.ts";
import type { Effect } from "../effects/effect.ts";
import type { Facts } from "../facts/facts.ts";
import { loosened, pairsIn } from "../providers/loosening.ts";
import { weakened } from "../providers/safeguards.ts";
import { anyOf, inOrder, words } from "../text/expressions.ts";
import { baseName } from "../text/paths.ts";
import { definesInfrastructure, lossesIn } from "./infrastructure.ts";

/** Settings of the guard's own extension in any editor's settings file. */
const OF_GUARD: readonly AgentSwitch[] = [
  {
    files: [{ path: "*" }],
    at: [/agentguard\.[\w.]+/],
    deep: true,
    thrown: { any: true },
    means: "unhooked",
    says: "A setting of AgentGuard's extension.",
    fix: "",
  },
];

const NO_SWITCHES: readonly AgentSwitch[] = [];

const INFRASTRUCTURE = anyOf([
  /\.(?:tf|tofu|tf\.json|tfvars|hcl|bicep|template|pkr\.hcl|tfstate)$/,
  inOrder([
    /(?:^|\/)/,
    words`
      template serverless cloudformation[\w-]* stack[\w-]* Pulumi[\w.]* values[\w.-]* cdk main index infra[\w-]*
      rds[\w-]* database[\w-]*
    `,
    /\.(?:ya?ml|json|ts|py|go)$/,
  ]),
  inOrder([
    /(?:^|\/)/,
    words`
      infra infrastructure terraform iac cdk pulumi cloudformation k8s kubernetes manifests helm charts deploy
    `,
    /\//,
  ]),
]);

/** Languages that only describe infrastructure. */
const LANGUAGE = /\.(?:tf|tofu|tf\.json|tfvars|hcl|bicep|template)$/;

export function effectsOnSettings(
  write: Effect,
  path: string,
  { before, after }: { readonly before: string | null; readonly after: string | null },
  { around }: Facts,
): Effect[] {
  if (after === null) return [];
  const { switches = NO_SWITCHES } = around;
  return [
    ...(holdsSwitches(path, switches)
      ? onAgents(write, new SettingsText(path, before ?? ""), new SettingsText(path, after), switches)
      : []),
    ...safeguards(write, path, before ?? "", after),
  ];
}

/** Reports changes of agents' confirmations, of the guard's hooks, and of what the guard shows to the person. */
function onAgents(
  write: Effect,
  before: SettingsText,
  after: SettingsText,
  switches: readonly AgentSwitch[],
): Effect[] {
  const was = new Set(thrownIn(before, switches).map(({ setting }) => setting));
  const now = thrownIn(after, switches).filter(({ setting }) => !was.has(setting));
  const [off, unasked] = (["unhooked", "unasked"] as const).map(means => now.find(({ by }) => by.means === means));
  const noHooks = off === undefined && holdsHooks(before) && !holdsHooks(after);
  const [ofGuard, asItWas] = [after, before].map(text => settingsOf(thrownIn(text, OF_GUARD)));
  const disable = { ...write, verb: "disable-protection", recovery: "effort", instead: ASK } as const;
  return [
    ...(off
      ? [{ ...disable, resource: "guard", says: `keeps agents from asking AgentGuard (${shown(off)})` } as const]
      : []),
    ...(noHooks ? [{ ...disable, resource: "guard", says: "takes an agent's hooks away (no hooks)" } as const] : []),
    ...(unasked
      ? [
          {
            ...disable,
            resource: "setting",
            says: `lets an agent act without anybody being asked (${shown(unasked)})`,
          } as const,
        ]
      : []),
    ...(ofGuard === asItWas
      ? []
      : [
          {
            ...write,
            verb: "weaken",
            resource: "guard",
            recovery: "effort",
            certainty: "certain",
            says: "changes the settings of AgentGuard's extension",
            instead: "Ask the person to change them themselves.",
          } as const,
        ]),
  ];
}

const ASK = "Ask the person to change the agent's settings themselves.";

function shown({ setting }: ThrownSwitch): string {
  return setting.slice(0, 80);
}

function settingsOf(found: readonly ThrownSwitch[]): string {
  return found
    .map(({ setting }) => setting)
    .sort()
    .join("\n");
}

function safeguards(write: Effect, path: string, before: string, after: string): Effect[] {
  const isInfrastructure = INFRASTRUCTURE.test(path);
  const defines = LANGUAGE.test(path) || definesInfrastructure(before) || definesInfrastructure(after);
  if (!isInfrastructure && !defines) return [];
  const isNew = before === "";
  const down = [
    ...(isInfrastructure ? weakened(before, after) : []),
    ...(defines && !isNew ? loosenedIn(before, after) : []),
    ...lossesIn(before, after),
  ];
  if (down.length === 0 || (isNew && !/\.(?:tf|tofu|hcl)$/.test(path))) return [];
  return [
    {
      ...write,
      verb: "weaken",
      resource: "setting",
      recovery: "effort",
      certainty: "certain",
      says: `takes away ${[...new Set(down)].slice(0, 4).join(", ")} in ${write.target}`,
      instead: "Keep it; let the person take it away when the resource is meant to go.",
    },
  ];
}

/** Returns settings that loosen something more often after the edit than before. */
function loosenedIn(before: string, after: string): string[] {
  const was = countLoosened(before);
  return [...countLoosened(after)].flatMap(([what, times]) => (times > (was.get(what) ?? 0) ? [what] : []));
}

function countLoosened(text: string): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const [name, value] of pairsIn(text)) {
    const what = loosened(name, value);
    if (what !== undefined) counts.set(what, (counts.get(what) ?? 0) + 1);
  }
  return counts;
}

/** Returns whether an edit of the file can weaken a safeguard. */
export function isSettings(path: string, { around }: Facts): boolean {
  return holdsSwitches(path, around.switches ?? NO_SWITCHES) || INFRASTRUCTURE.test(path);
}

/** Files below a folder of migrations. */
const MIGRATION = inOrder([
  /(?:^|\/)/,
  words`migrations? migrate alembic/versions changelogs? flyway`,
  /\/(?:(?!(?:migrations?|migrate|alembic\/versions|changelogs?|flyway)\/)[^/]*\/)*[^/]+\./,
  words`sql py rb ts js php exs xml ya?ml go`,
  /$/,
]);

/** Returns whether the path is that of a migration: `db/migrations/0042_x.sql`, `versions/ab12_x.py`. */
export function isMigration(path: string): boolean {
  return MIGRATION.test(path) && baseName(path) !== "__init__.py";
}

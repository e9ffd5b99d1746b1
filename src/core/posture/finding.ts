/** Defines the findings of a workspace audit and its rules. */

export const SEVERITIES = ["high", "medium", "low"] as const;
export type Severity = (typeof SEVERITIES)[number];

export interface Finding {
  readonly rule: RuleId;
  readonly severity: Severity;
  /** As `PostureFile.path`. */
  readonly file: string;
  /** 1-based. */
  readonly line: number;
  /** The columns of the line without surrounding whitespace; absent if the line is unknown. */
  readonly columns?: Columns;
  /** What was found, as one sentence. It never contains the value of a secret. */
  readonly what: string;
  readonly why: string;
  readonly fix: string;
}

/** 1-based columns in UTF-16 units; `end` is exclusive. */
export interface Columns {
  readonly start: number;
  readonly end: number;
}

/** A file of the workspace, or a user's file with an agent's settings or with credentials. */
export interface PostureFile {
  /** With slashes, relative to the workspace; `~/…` for a user's file. */
  readonly path: string;
  readonly text: string;
  /** Permission bits; absent where the system has none. */
  readonly mode?: number;
  /** The state of the file in git; absent outside of a repository. */
  readonly git?: "tracked" | "ignored" | "untracked";
}

interface Rule {
  readonly title: string;
  readonly why: string;
  /** The usual remedy; a finding may give a more precise one. */
  readonly fix: string;
  /** The severity in most places. */
  readonly severity: Severity;
}

/** Every rule with its general explanation; a finding may add to it. */
export const RULES = {
  "secret/tracked": {
    title: "A secret that git keeps",
    why: "Whoever reads the repository, now or from its history, has it; so has every agent that works here.",
    fix: "Revoke it, put a new one where git does not see it, and take the file out with `git rm --cached`.",
    severity: "high",
  },
  "secret/not-ignored": {
    title: "A secret that the next commit takes along",
    why: "Git does not ignore the file: `git add .` by a person or an agent publishes it.",
    fix: "Add the file to .gitignore before the next commit.",
    severity: "high",
  },
  "secret/in-reach": {
    title: "A secret that an agent here can read",
    why: "An agent that reads the file can use it for anything it opens, whatever it was put there for.",
    fix: "Keep it in a key store, or give agents one of their own that can do less.",
    severity: "medium",
  },
  "secret/shared": {
    title: "One secret for several environments",
    why: "What is done with it in one environment, by mistake or by an agent, is done in the other.",
    fix: "Make one for each environment, each with the rights that it needs there.",
    severity: "medium",
  },
  "secret/readable": {
    title: "A key that every user of this machine can read",
    why: "Its permissions let any account and any program here have it.",
    fix: "Take the permissions of others away: `chmod 600`.",
    severity: "medium",
  },
  "connection/production": {
    title: "Production's database in a file for development",
    why: "Migrations, seeds and tests that run with this file run on production.",
    fix: "Point the file at a database of this machine, and keep production's address where only deployments read it.",
    severity: "high",
  },
  "mcp/write-powers": {
    title: "A tool server that can change things",
    why: "Its tools act with its account, and an agent calls them as it sees fit.",
    fix: "Give the server an account that may only read, or switch off the tools that nobody needs.",
    severity: "medium",
  },
  "mcp/secret": {
    title: "A secret in the settings of a tool server",
    why: "The file is read by every agent that loads the server, and is often committed.",
    fix: "Let the settings name an environment variable instead of the value.",
    severity: "medium",
  },
  "agent/approvals-off": {
    title: "An agent that asks nobody",
    why: "Its own confirmation is switched off: what it decides to run, runs.",
    fix: "Let the agent ask again, and allow what is harmless by name.",
    severity: "high",
  },
  "agent/hooks-off": {
    title: "An agent whose hooks are off",
    why: "A guard that is called by hooks is never called.",
    fix: "Take the switch out of the settings.",
    severity: "high",
  },
  "infra/unprotected": {
    title: "Data that a plan may destroy",
    why: "A rename, a changed argument or `terraform destroy` takes the resource with all that it holds.",
    fix: "Protect it in the code: `prevent_destroy`, deletion protection, or a policy that retains it.",
    severity: "medium",
  },
  "infra/backup-beside-data": {
    title: "A backup that lies beside its data",
    why: "Whatever deletes the data takes the backup with it.",
    fix: "Keep a copy in another account or place, which the same credentials cannot delete.",
    severity: "medium",
  },
} as const satisfies Readonly<Record<string, Rule>>;

export type RuleId = keyof typeof RULES;

/** Creates a finding. `why` is added to the rule's general explanation. */
export function finding(
  rule: RuleId,
  severity: Severity,
  at: { readonly file: string; readonly line: number },
  what: string,
  fix: string,
  why: string = RULES[rule].why,
): Finding {
  return { rule, severity, ...at, what, why, fix };
}

/** Sorts by severity, the worst first, then by place. */
export function inOrder(findings: readonly Finding[]): Finding[] {
  const rank = ({ severity }: Finding) => SEVERITIES.indexOf(severity);
  return [...findings].sort(
    (a, b) => rank(a) - rank(b) || (a.file < b.file ? -1 : a.file > b.file ? 1 : a.line - b.line),
  );
}

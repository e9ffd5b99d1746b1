/** Offers whole rules as snippets in the language server protocol's syntax: `${1:text}` is where the cursor goes. */

export interface Snippet {
  readonly label: string;
  readonly says: string;
  readonly text: string;
}

const rule = (...lines: readonly string[]) => `{\n  ${lines.join(",\n  ")}\n}`;

export const RULE_SNIPPETS: readonly Snippet[] = [
  {
    label: "rule: refuse in production",
    says: "Refuses acts of a kind in production.",
    text: rule(
      '"id": "${1:no-production-drops}"',
      '"when": { "effect": ["${2:drop}"], "environment": "production" }',
      '"then": "deny"',
      '"because": "${3:Use a reviewed migration.}"',
    ),
  },
  {
    label: "rule: ask about a command",
    says: "Asks a person before a command, whatever its options.",
    text: rule('"id": "${1:releases}"', '"when": { "command": "${2:npm publish}" }', '"then": "ask"'),
  },
  {
    label: "rule: allow a path",
    says: "Lets what is made again be deleted unasked; not in a workspace file.",
    text: rule(
      '"id": "${1:build-output}"',
      '"when": { "effect": "delete", "path": ["${2:dist/**}"] }',
      '"then": "allow"',
    ),
  },
  {
    label: "rule: refuse an agent's tool",
    says: "Refuses calls of an MCP tool.",
    text: rule('"id": "${1:no-sql-tool}"', '"when": { "tool": "${2:supabase/execute_sql}" }', '"then": "deny"'),
  },
  {
    label: "rule: outside working hours",
    says: "Asks about deployments at night and at weekends.",
    text: rule(
      '"id": "${1:quiet-hours}"',
      '"when": { "effect": "deploy", "time": { "hours": "${2:18:00-08:00}" } }',
      '"then": "ask"',
    ),
  },
  {
    label: "rule: with an example",
    says: "A rule that proves itself whenever the file is read.",
    text: rule(
      '"id": "${1:no-force-push}"',
      '"when": { "command": "${2:git push --force}" }',
      '"then": "deny"',
      '"examples": [{ "run": "${3:git push --force origin main}", "expect": "deny" }]',
    ),
  },
];

export const EXAMPLE_SNIPPET: Snippet = {
  label: "example",
  says: "An act and what has to come of it.",
  text: '{ "run": "${1:command}", "expect": "${2|ask,deny,allow|}" }',
};

export const CREDENTIAL_SNIPPET: Snippet = {
  label: "credential",
  says: "What a known credential is meant for.",
  text: '{ "name": "${1:TOKEN}", "for": ["${2:purpose}"] }',
};

export const ROLE_SNIPPET: Snippet = {
  label: "reviewer",
  says: "A role that may only look.",
  text: '"${1:reviewer}": { "match": { "subagent": "${2:*review*}" }, "may": ["read"] }',
};

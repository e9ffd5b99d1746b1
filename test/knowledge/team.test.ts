/** What a team's knowledge file may say, by whose it is, and where what it may not say is told. */
import { expect, test } from "vitest";
import type { KnowledgeTier } from "../../src/core/knowledge/tiers.ts";
import { provenTeam } from "../../src/hosts/prove.ts";

const HEAD = "about: our tool\nprograms: [mycorp]\nsource: https://wiki.mycorp.example/cli\nreaches: MyCorp\n";
const WIPE = "rules:\n  wipe:\n    call: db wipe\n    effect: delete database\n    says: wipes {}\n";

interface Case {
  readonly tier?: KnowledgeTier;
  readonly name?: string;
  readonly text: string;
  /** `line:column severity start of the message`. */
  readonly problems?: readonly string[];
  /** Rules that are in force; absent: nothing of the file is. */
  readonly rules?: readonly string[];
}

function check({ tier = "user", name = "mycorp", text, problems = [], rules }: Case): void {
  const { team, problems: found } = provenTeam(text, { tier, name, file: "/knowledge/mycorp.yaml" });
  const told = found.map(({ line, column, severity, message }) => `${line}:${column} ${severity} ${message}`);
  expect(told).toEqual(problems.map(start => expect.stringContaining(start)));
  expect(told.map((text, i) => text.slice(0, problems[i]?.length))).toEqual(problems);
  expect(team && Object.keys(team.knowledge.rules)).toEqual(rules);
}

const table = (cases: Readonly<Record<string, Case>>) => Object.entries(cases);

test.each(
  table({
    "a whole file": { text: HEAD + WIPE, rules: ["wipe"] },
    "one of a workspace": { tier: "workspace", text: HEAD + WIPE, rules: ["wipe"] },
    "a name that the guard's own rules have": {
      name: "docker",
      text: HEAD + WIPE,
      problems: [
        "1:1 error Rules of the guard's own are called docker/…: call the file otherwise, for example team-docker",
      ],
    },
    "a name that kinds of effects have": {
      name: "effect",
      text: HEAD + WIPE,
      problems: ["1:1 error Rules of the guard's own are called effect/…"],
    },
    "a name that is none": {
      name: "My Corp",
      text: HEAD + WIPE,
      problems: ['1:1 error "My Corp" is no name for its rules: call the file by small letters and dashes.'],
    },
    "the guard itself as a program": {
      text: `${HEAD.replace("mycorp]", "mycorp, agentguard]")}rules: {}\n`,
      problems: ["2:20 error What AgentGuard's own commands do is said by no file."],
    },
    "the guard itself, in other letters, of an organization": {
      tier: "organization",
      text: `${HEAD.replace("[mycorp]", "[AgentGuard.exe]")}rules: {}\n`,
      problems: ["2:12 error What AgentGuard's own commands do is said by no file."],
    },
    "an expression that could be made slow": {
      text: `${HEAD}${WIPE}    mentions: "(a+)+$"\n`,
      problems: ["10:5 error The expression repeats a group"],
    },
    "files that it would have read": {
      text: HEAD.replace(
        "MyCorp\n",
        "{ service: MyCorp, declared: [{ file: ~/.ssh/id_rsa, name: (.*) }] }\nrules: {}\n",
      ),
      problems: ["4:29 error Only files that come with the guard name other files to be read"],
    },
    "too long a file": {
      text: `${HEAD}${WIPE}# ${"x".repeat(65_536)}\n`,
      problems: ["1:1 error The file is longer than 65536 characters: make several of it."],
    },
    "too many rules": {
      text: `${HEAD}rules:\n${Array.from({ length: 101 }, (_, i) => `  r${i}: { harmless: true }\n`).join("")}`,
      problems: ["5:1 error A file may hold 100 rules: make several files of it."],
    },
    "too many examples": {
      text: `${HEAD}rules:\n${Array.from({ length: 11 }, (_, i) => `  r${i}: { harmless: true, passes: [${Array.from({ length: 20 }, () => "mycorp x").join(", ")}] }\n`).join("")}`,
      problems: ["5:1 error The examples of one file may be 200 with 20000 characters at most"],
    },
    "an unknown key": { text: `${HEAD}${WIPE}    wipes: all\n`, problems: ["10:5 error rules.wipe: Unrecognized key"] },
    "a circumstance that nobody knows": {
      text: `${HEAD}${WIPE}    marks: [harmless]\n`,
      problems: ["10:13 error rules.wipe.marks.0: Invalid option"],
    },
  }),
)("%s", (_, one) => check(one));

test.each(
  table({
    "examples that hold": {
      text: `${HEAD}passes: mycorp db list\n${WIPE}    held: mycorp db wipe shop\n    passes: [mycorp db show]\n`,
      rules: ["wipe"],
    },
    "one that is not held": {
      text: `${HEAD}${WIPE}    held:\n      - mycorp db wipe shop\n      - mycorp db list\n`,
      problems: [
        "12:9 error The example says that this is held, but the guard lets it pass (score 0), so mycorp/wipe is not in force: mycorp db list",
      ],
      rules: [],
    },
    "one that does not pass": {
      text: `${HEAD}${WIPE}    passes: mycorp db wipe shop\n  show:\n    call: db show\n    harmless: true\n`,
      problems: ["10:5 error The example says that this passes, but the guard "],
      rules: ["show"],
    },
    "one that another rule holds": {
      text: `${HEAD}${WIPE}  drop:\n    call: db wipe now\n    effect: drop table\n    says: drops {}\n    held: mycorp db wipe now\n`,
      problems: ["14:5 error The example is held by another rule: the guard denies it (score 95: "],
      rules: ["wipe"],
    },
    "an everyday command that a rule holds": {
      text: `${HEAD}passes: [mycorp db wipe shop]\n${WIPE}`,
      problems: ["5:10 error The example says that this passes, but the guard "],
      rules: [],
    },
    "a rule whose examples only held by another one that lied": {
      text: `${HEAD}${WIPE}    passes: [mycorp db wipe x]\n  all:\n    call: db wipe\n    harmless: true\n    passes: [mycorp db wipe y]\n`,
      problems: ["10:14 error The example says that this passes", "14:14 error The example says that this passes"],
      rules: [],
    },
  }),
)("examples: %s", (_, one) => check(one));

const ELSEWHERE = "that stands in your own knowledge folder or in the organization's policy.";

/** A rule with one line more, which a workspace may not say. */
const refusedRule = (line: string, what: string): Case => ({
  tier: "workspace",
  text: `${HEAD}${WIPE}    ${line}\n  show: { call: db show, effect: read-secret secret, says: shows the key }\n`,
  problems: [`10:5 inert A file of a workspace cannot say ${what}, so this rule is not in force: ${ELSEWHERE}`],
  rules: ["show"],
});

const refusedKey = (line: string, key: string): Case => ({
  tier: "workspace",
  text: `${HEAD}${line}\n${WIPE}`,
  problems: [
    `5:1 inert A file of a workspace only adds to what calls do, so \`${key}\` is without effect: ${ELSEWHERE}`,
  ],
  rules: ["wipe"],
});

test.each(
  table({
    "nothing comes back by itself": refusedRule("recovery: free", "that nothing is lost"),
    "no local place": refusedRule("environment: local", "that a call reaches anything but production"),
    "no staging": refusedRule("environment: staging", "that a call reaches anything but production"),
    "no harmless words": refusedKey("harmless: testnet", "harmless"),
    "no options that only show": refusedKey("read-only: [wipe]", "read-only"),
    "no options that answer": refusedKey("assume-yes: [force]", "assume-yes"),
    "no nouns": refusedKey("nouns: { db: database }", "nouns"),
    "no names of nouns": refusedKey("named-by: [name]", "named-by"),
    "no harmless rule": {
      tier: "workspace",
      text: `${HEAD}${WIPE}  all:\n    call: "*"\n    harmless: true\n`,
      problems: ["12:5 inert A file of a workspace cannot say `harmless`, so this rule is not in force"],
      rules: ["wipe"],
    },
    "no rule by words": {
      tier: "workspace",
      text: `${HEAD}${WIPE}  all:\n    call: "*"\n    by-words: true\n`,
      problems: ["12:5 inert A file of a workspace cannot say `by-words`, so this rule is not in force"],
      rules: ["wipe"],
    },
    "no free loss among several": {
      tier: "workspace",
      text: `${HEAD}rules:\n  wipe:\n    effects:\n      - { effect: delete database, says: wipes it }\n      - { effect: delete backup, says: and its copies, recovery: free }\n`,
      problems: ["9:56 inert A file of a workspace cannot say that nothing is lost, so this rule is not in force"],
      rules: [],
    },
    "no place on this machine": {
      tier: "workspace",
      text: HEAD.replace("MyCorp\n", "this machine\n") + WIPE,
      problems: ["4:1 inert A file of a workspace cannot say that calls stay on this machine"],
      rules: ["wipe"],
    },
    "no way to tell an account": {
      tier: "workspace",
      text: HEAD.replace("MyCorp\n", "{ service: MyCorp, local: [wipe] }\n") + WIPE,
      problems: ["4:29 inert A file of a workspace cannot say how an account is told"],
      rules: ["wipe"],
    },
    production: { tier: "workspace", text: `${HEAD}${WIPE}    environment: production\n`, rules: ["wipe"] },
  }),
)("of a workspace: %s", (_, one) => check(one));

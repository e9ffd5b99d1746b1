/** `agentguard policy`: shows, proves, creates and trusts policy files. An agent has no reason to run any of it. */
import { existsSync } from "node:fs";
import { resolve } from "node:path";
import type { Command } from "commander";
import { loadPolicy } from "../../core/policy/load.ts";
import { loosenings } from "../../core/policy/merge.ts";
import type { Policy, PolicyLayer, Problem, ProfileName } from "../../core/policy/policy.ts";
import { starterFile } from "../../core/policy/starter.ts";
import { PROFILE_NOTES } from "../../core/policy/vocabulary.ts";
import { announcer } from "../../platform/announce.ts";
import { makeFolderOf, writeConfig } from "../../platform/config-file.ts";
import { places } from "../../platform/places.ts";
import { TrustedFiles } from "../../platform/trusted-files.ts";
import { DistrustPolicy } from "../../wire/messages/distrust-policy.ts";
import { TrustPolicy } from "../../wire/messages/trust-policy.ts";
import { auditLedger } from "../hook/ledger.ts";
import { knowledgeOfPolicies, policiesOf } from "../policies.ts";
import { PolicyTrust } from "../policy-trust.ts";
import { problemsIn, provenWith } from "../prove.ts";
import { askedAsPerson } from "./as-person.ts";
import { read } from "./files.ts";
import { onlyAPerson } from "./person.ts";
import { addPolicyImport } from "./policy-import.ts";
import { placeOf, policyNamed } from "./policy-named.ts";
import { addPolicyOrganization } from "./policy-organization.ts";
import { addPolicyWhatIf } from "./policy-what-if.ts";
import { print } from "./terminal.ts";
import { Trouble } from "./trouble.ts";

const HERE = ".agentguard.json";
/** How many digits of a hash a person copies. */
const SHOWN_HASH = 12;

export function addPolicy(program: Command): void {
  const policy = program.command("policy").description("look at policy files, prove them, start one, trust one");
  policy
    .command("check")
    .description("say what is wrong with policy files, with line and column")
    .argument("[files...]", "policy files", [HERE])
    .action((files: string[]) => {
      const problems = files.flatMap(file => problemsOf(read(file), resolve(file)));
      for (const problem of problems) print(`${placeOf(problem)}: ${problem.severity}: ${problem.message}`);
      if (problems.some(({ severity }) => severity === "error")) throw new Trouble("the policy would not be taken");
      if (problems.length === 0) print(`${files.join(", ")}: nothing is wrong.`);
    });
  policy
    .command("test")
    .description("judge the examples in policy files, and say which of them do not hold")
    .argument("[files...]", "policy files", [HERE])
    .action((files: string[]) => {
      const results = files.map(file => testFile(policyNamed(file)));
      const wrong = results.reduce((sum, { wrong }) => sum + wrong, 0);
      const count = results.reduce((sum, { count }) => sum + count, 0);
      if (wrong > 0) throw new Trouble(`${wrong} of ${count} examples do not hold`);
      print(
        count === 0 ? 'No examples. Write some: "examples": [{ "run": "…", "expect": "ask" }]' : `All ${count} hold.`,
      );
    });
  policy
    .command("init")
    .description("start a policy from a profile")
    .option("--profile <name>", Object.keys(PROFILE_NOTES).join(", "), "solo")
    .option("--user", "your own policy, which holds everywhere; without it, the one of this folder")
    .action(async ({ profile, user }: { profile: string; user?: true }) => {
      onlyAPerson("writing a policy");
      if (!isProfile(profile))
        throw new Trouble(`--profile ${profile}: must be one of ${Object.keys(PROFILE_NOTES).join(", ")}`);
      const file = user ? places().userPolicy : resolve(HERE);
      if (existsSync(file)) throw new Trouble(`${file} is there already, and stays as it is`);
      makeFolderOf(file);
      const text = starterFile(profile);
      await announcer(places())([{ file, text }]);
      await writeConfig(file, text);
      print(`Wrote ${file}: ${profile} ${PROFILE_NOTES[profile]}.`);
    });
  policy
    .command("trust")
    .description("let a workspace's policy loosen what it says it loosens, until the file changes")
    .argument("[file]", "the policy file", HERE)
    .option("--yes <hash>", "trust the text that was shown under this hash")
    .action(async (file: string, { yes }: { yes?: string }) => {
      onlyAPerson("trusting a policy");
      const path = policyNamed(file).file;
      const trust = trustHere();
      const { sha256, loosens } = trust.of({ file: path });
      if (loosens.length === 0) return print(`${path} loosens nothing, so there is nothing to trust.`);
      print(`Trusting ${path} would bring into force what now has no effect:`);
      for (const { line, says } of loosens) print(`  ${path}:${line}: ${says}`);
      const shown = sha256.slice(0, SHOWN_HASH);
      if (yes === undefined) return print(`Nothing was changed. To trust the file as it is now, say --yes ${shown}.`);
      if (yes !== shown)
        throw new Trouble(`the file has changed since it was shown; it is ${shown} now. Nothing was changed`);
      const trusted = isStrong()
        ? await askedAsPerson(TrustPolicy, { file: path, sha256 })
        : await trust.trust({ file: path, sha256 }, Date.now(), "command line");
      if (!trusted.accepted) throw new Trouble(trusted.because);
      print("The file is trusted as it is. Any change to it asks again.");
    });
  policy
    .command("distrust")
    .description("take trust in a workspace's policy back")
    .argument("[file]", "the policy file", HERE)
    .action(async (file: string) => {
      if (isStrong()) await askedAsPerson(DistrustPolicy, { file: resolve(file) });
      else await trustHere().distrust(resolve(file), "command line");
      print(`${resolve(file)} is not trusted: it can only make the guard stricter.`);
    });
  addPolicyImport(policy);
  addPolicyWhatIf(policy);
  addPolicyOrganization(policy);
}

/** In strong mode only the service can write the trusted files. */
function isStrong(): boolean {
  return places().strong !== undefined;
}

function trustHere(): PolicyTrust {
  const own = places();
  return new PolicyTrust(new TrustedFiles(own.trusted), auditLedger(own.audit));
}

function testFile(layer: PolicyLayer): { readonly count: number; readonly wrong: number } {
  const proved = provenWith(layer, knowledgeHere());
  for (const { example, judgement, holds } of proved) {
    const { line = 1 } = layer.ranges.get(example.pointer) ?? {};
    const got = holds ? example.expect : `${example.expect} expected, ${judgement.decision} found`;
    print(`${holds ? "ok  " : "FAIL"} ${layer.file}:${line}  ${got}, score ${judgement.score}  ${example.run}`);
  }
  return { count: proved.length, wrong: proved.filter(({ holds }) => !holds).length };
}

function problemsOf(text: string, file: string): readonly Problem[] {
  const { policy, problems } = loadPolicy(text, file);
  // Only the person's own file may loosen. Any other counts as a workspace's.
  const loose = policy && file !== places().userPolicy ? loosenings(policy) : [];
  return [...problems, ...(policy ? problemsIn(policy, knowledgeHere()) : []), ...loose];
}

function knowledgeHere(): Policy["knowledge"] {
  return knowledgeOfPolicies(policiesOf(places()));
}

function isProfile(name: string): name is ProfileName {
  return Object.hasOwn(PROFILE_NOTES, name);
}

/**
 * Defines the schema of a file of attack techniques: calls of many programs that serve an attack. The files are
 * `knowledge/attack-techniques/<subject>.yaml`; a rule is one technique, and its lines name its calls.
 */
import * as z from "zod";
import { readYamlFile, type YamlRead } from "../../knowledge/read.ts";
import { calls, effect, ruleName } from "../../knowledge/schema.ts";
import { type FitsWords, fitsCalls, fitsText, type Names } from "./rule-lines.ts";

const asWritten: Names = text => text;
const lines = (read: (line: string) => FitsWords) => {
  const line = z
    .string()
    .max(4000)
    .refine(text => isReadBy(read, text), { error: "is no line of programs and what they are called with" });
  return z.union([line, z.array(line).min(1).max(100)]).optional();
};

const { says, reach, recovery, certainty, instead } = effect.shape;

const rule = z.strictObject({
  technique: z
    .string()
    .regex(/^T\d{4}(?:\.\d{3})?$/, { error: "write a technique of MITRE ATT&CK: T1070.002" })
    .describe("The technique of MITRE ATT&CK that these calls are."),
  effect: effect.shape.effect,
  says,
  reach,
  recovery,
  certainty,
  instead,
  held: calls.optional().describe("Commands that this rule must hold: each is tried in the tests."),
  passes: calls.optional().describe("Commands close to it that must pass: each is tried in the tests."),
  calls: lines(line => fitsCalls(line, false, asWritten)).describe("Programs and calls of them."),
  windows: lines(line => fitsCalls(line, true, asWritten)).describe(
    "The same as Windows reads calls: in any case, options by `/` and `-` and by their beginnings.",
  ),
  raised: lines(line => fitsCalls(line, false, asWritten)).describe("Calls that count behind `sudo` and its like."),
  words: lines(line => fitsText(line, asWritten)).describe(
    "Programs and expressions over all words: `curl /a/i then /b/ unless /c/`.",
  ),
  "own-display": z.literal("passes").optional().describe("Not on a display in memory, which shows nobody's screen."),
});

const techniqueFile = z.strictObject({
  about: z.string().min(3).max(200).describe("What the techniques are about, in a few words."),
  shell: z.enum(["powershell", "cmd"]).optional().describe("The shell of the examples. Absent: bash."),
  passes: calls.optional().describe("Everyday commands close to every rule: each is tried in the tests."),
  names: z
    .record(z.string().regex(/^[a-z][a-z-]+$/), z.string().min(1).max(4000))
    .optional()
    .describe("What a name in braces stands for, in the lines of every file."),
  rules: z.record(ruleName, rule).describe("By name, in the order in which they count."),
});

export type TechniqueFile = z.infer<typeof techniqueFile>;

/** Reads one file, like `readKnowledge`. */
export function readTechniques(text: string): YamlRead<TechniqueFile> {
  return readYamlFile(techniqueFile, text);
}

function isReadBy(read: (line: string) => FitsWords, line: string): boolean {
  try {
    read(line);
    return true;
  } catch {
    return false;
  }
}

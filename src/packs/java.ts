/** Reads java: the name of an archive tells which program is in it. */

import { optionValue } from "../core/effects/options.ts";
import type { Inner } from "../core/effects/pack.ts";
import { line } from "../core/kit/effect-templates.ts";
import { tablePack } from "../core/kit/subcommands.ts";
import type { Call } from "../core/kit/table.ts";
import { asArgv } from "../core/programs/interpreter.ts";
import { baseName } from "../core/text/paths.ts";
import { literalWord } from "../core/text/words.ts";

export const java = tablePack({
  id: "java",
  programs: ["java", "javaw"],
  grammar: {
    values: ["cp", "classpath", "class-path", "p", "module-path", "m", "module", "jar", "add-modules"],
    singleDash: true,
    stopAtOperand: true,
  },
  // What stands behind the program is its own.
  lines: [line("")],
  inner: archived,
  examples: [
    { run: "java -jar bfg.jar --delete-files '*.csv' .", expect: "ask" },
    { run: "java -Xmx4g -jar tools/bfg-1.14.0.jar --strip-blobs-bigger-than 10M", expect: "ask" },
    { run: "java -jar jenkins-cli.jar -s https://ci.acme.io delete-job deploy", expect: "ask" },
    { run: "java -jar target/app-1.0.jar", expect: "allow" },
    { run: "java -jar plantuml.jar docs/*.puml", expect: "allow" },
    { run: "java -cp build/classes Main", expect: "allow" },
    { run: "java -version", expect: "allow" },
  ],
});

/** Tools that are distributed as an archive, and that another pack knows by name. */
const HANDED_OUT = new Set("bfg jenkins-cli flyway liquibase trino".split(" "));

/** Reads `java -jar bfg-1.14.0.jar …` as the program that a pack may know, with the words after it. */
function archived({ command, args }: Call): Inner[] {
  const jar = baseName(optionValue(args, "jar")?.value ?? "");
  const name = /^([a-z][a-z-]*?)(?:-all|-cli|-standalone){0,3}(?:[-_]?v?\d[\w.-]*)?\.jar$/i.exec(jar)?.[1];
  if (name === undefined) return [];
  const at = command.argv.findIndex(({ value }) => value === "-jar");
  const program = /(?:jenkins|hudson)-cli/i.test(jar) ? "jenkins-cli" : name.toLowerCase();
  return at < 0 || !HANDED_OUT.has(program)
    ? []
    : [asArgv(command, [literalWord(program), ...command.argv.slice(at + 2)])];
}

/** Reads JVM builds that also publish artifacts and migrate databases: Maven, Gradle, sbt. */

import type { Inner } from "../../core/effects/pack.ts";
import { line } from "../../core/kit/effect-templates.ts";
import type { Call } from "../../core/kit/table.ts";
import { applicationDatabase, databaseOfWord } from "../../core/languages/sql/application-database.ts";
import { JVM_BUILD } from "../../core/places/databases/families/java.ts";
import type { Locator } from "../../core/places/locator.ts";
import { effectsOfGradleTasks } from "../../core/programs/gradle-tasks.ts";
import { lookedOver } from "../../core/programs/interpreter.ts";
import { literalWord, textOf } from "../../core/text/words.ts";
import { publishes, type Tool } from "./publishing.ts";

const FLYWAY = "https://documentation.red-gate.com/fd";

/** Reads `mvn exec:exec -Dexec.executable=rm -Dexec.args='-rf x'`, the plugin that runs any program. */
function ranByMaven({ command, words }: Call): Inner[] {
  if (!words.some(({ value }) => /(?:^|:)exec(?:-maven-plugin)?(?::[\d.]+)?:exec/.test(value ?? ""))) return [];
  const said = (name: string) =>
    command.argv.flatMap(word =>
      textOf(word).startsWith(`-Dexec.${name}=`) ? [textOf(word).slice(name.length + 8)] : [],
    );
  const [program] = said("executable");
  if (program === undefined) return [];
  const { scope, span } = command;
  const text = [program, ...said("args"), ...said("commandlineArgs")].join(" ");
  return [{ kind: "shell", text, scope: { ...scope, via: [...scope.via, "mvn exec:exec"] }, ...(span && { span }) }];
}

/** Returns where a build's migrations run. All its other effects are here or at a registry. */
function migrated(call: Call): readonly Locator[] {
  if (!call.words.some(({ value }) => /flyway|liquibase|dropAll$/i.test(value ?? ""))) return [];
  const given = call.command.argv.flatMap(
    ({ value }) => /^-[DP](?:flyway|liquibase)\.url=(.+)$/.exec(value ?? "")?.[1] ?? [],
  );
  if (given.length > 0) return given.flatMap(address => databaseOfWord(literalWord(address), call.facts));
  return applicationDatabase(call, { variables: ["SPRING_PROFILES_ACTIVE"], family: JVM_BUILD });
}

export const JVM_TOOLS: Readonly<Record<string, Tool>> = {
  mvn: {
    source: "https://maven.apache.org/plugins/",
    programs: ["mvn", "mvnw", "mvnd"],
    at: migrated,
    grammar: { values: ["f", "file", "pl", "projects", "P", "s", "settings", "T"] },
    inner: ranByMaven,
    lines: [
      line("", publishes("deploys the artifacts to the repository", { named: [] }), {
        operand: /^(?:deploy|release:perform|nexus-staging:release|jib:build)$/,
      }),
      line(
        "",
        { verb: "migrate", resource: "schema", says: "runs database migrations", named: [], recovery: "effort" },
        {
          operand: /^(?:flyway:migrate|liquibase:update)$/,
          source: FLYWAY,
        },
      ),
      line(
        "",
        { verb: "drop", resource: "schema", says: "drops every object of the schema", named: [] },
        {
          operand: /^(?:flyway:clean|liquibase:dropAll)$/,
          source: FLYWAY,
        },
      ),
      line("clean|help|wrapper"),
    ],
  },
  gradle: {
    source: "https://docs.gradle.org/current/userguide/publishing_setup.html",
    programs: ["gradle", "gradlew"],
    at: migrated,
    grammar: { values: ["p", "project-dir", "b", "build-file", "c", "settings-file", "x", "exclude-task", "I"] },
    shows: ["m"],
    special: ({ command, words, facts }) => {
      const effects = effectsOfGradleTasks(command, words, facts);
      return effects.length > 0 ? { effects } : undefined;
    },
    lines: [
      line("", publishes("publishes the artifacts", { named: [] }), {
        operand: /(?:^|:)(?:jib$|publish(?!ToMavenLocal)\w*|uploadArchives|closeAndRelease\w*|bintrayUpload)$/,
      }),
      line(
        "",
        { verb: "drop", resource: "schema", says: "drops every object of the schema", named: [] },
        {
          operand: /(?:^|:)(?:flywayClean|dropAll)$/,
          source: FLYWAY,
        },
      ),
      line("", undefined, { operand: /./ }),
    ],
  },
  sbt: {
    source: "https://www.scala-sbt.org/1.x/docs/Publishing.html",
    at: migrated,
    // Each word is one command: `sbt 'eval …'` compiles and runs an expression.
    special: ({ command }) => {
      const code = command.argv.slice(1).flatMap(word => /^\s*(?:;\s*)?eval\s+(.+)$/s.exec(textOf(word))?.[1] ?? []);
      return code.length > 0 ? lookedOver(command, code.join("\n")) : undefined;
    },
    lines: [
      line(
        "",
        { verb: "drop", resource: "database", reach: "all", says: "drops everything in the database", named: [] },
        { operand: /^(?:\w+\/)?flywayClean$/, source: FLYWAY },
      ),
      // `+publish`: for every version of Scala. `shop/publish`: of one project.
      line("", publishes("publishes the artifacts", { named: [] }), {
        operand: /^\+?(?:[\w-]{1,60}\/)?(?:publish(?:Signed)?|sonatype\w*Release|release)$/,
      }),
    ],
  },
};

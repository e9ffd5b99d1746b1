/** Examples that prove the publishing tools' packs, by tool. */

import type { Example } from "../../core/effects/pack.ts";
import { pass, stop } from "../../core/kit/examples.ts";

const GRADLE_IMAGE = `tasks.register("image") {
  doLast {
    val out = layout.buildDirectory.dir("image").get().asFile
    out.deleteRecursively()
    Files.createSymbolicLink(out.toPath().resolve("Links"), Path.of("TARGET"))
  }
}`;

export const examples: Readonly<Record<string, readonly Example[]>> = {
  gem: [
    ...stop(
      "gem push a-1.0.gem",
      "gem yank a -v 1.0",
      "gem uninstall -aIx",
      "gem uninstall --all --force",
      "gem list --no-versions | xargs gem uninstall -aIx",
    ),
    ...pass("gem install rails", "gem uninstall rails", "gem uninstall -ax rails", "gem list"),
  ],
  mvn: [
    { run: "mvn exec:exec -Dexec.executable=rm -Dexec.args='-rf /home/dev'", expect: "deny" },
    ...stop(
      "mvn clean deploy",
      "mvn -B release:perform",
      "mvn flyway:clean",
      "mvn flyway:migrate -Dflyway.url=jdbc:postgresql://db.acme.io/shop",
    ),
    ...pass("mvn clean install", "mvn test", "mvn package -DskipTests", "mvn flyway:migrate"),
  ],
  gradle: [
    ...stop("gradle publish", "./gradlew :core:publishAllPublicationsToMavenRepository", "gradle flywayClean"),
    {
      run: "./gradlew :desktop:image",
      expect: "deny",
      files: { "desktop/build.gradle.kts": GRADLE_IMAGE.replace("TARGET", "/usr/share") },
      why: "the call that deletes goes through links",
    },
    {
      run: "gradle image",
      expect: "allow",
      files: { "build.gradle.kts": GRADLE_IMAGE.replace("TARGET", "build/jars") },
    },
    ...pass("./gradlew build", "gradle clean test", "./gradlew publishToMavenLocal"),
  ],
  sbt: [
    { run: "sbt flywayClean", expect: "deny" },
    ...stop("sbt publish", "sbt 'eval new java.io.File(\"/etc/hosts\").delete()'"),
    ...pass("sbt clean compile test", "sbt 'eval 1 + 1'"),
  ],
  lerna: [...stop("lerna publish from-package --yes"), ...pass("lerna run build", "lerna bootstrap")],
};

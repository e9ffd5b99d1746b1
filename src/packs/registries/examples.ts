/** The publishing tools' own proof, by tool. */
import { pass, stop } from "../../core/effects/examples.ts";
import type { Example } from "../../core/effects/pack.ts";

const GRADLE_IMAGE = `tasks.register("image") {
  doLast {
    val out = layout.buildDirectory.dir("image").get().asFile
    out.deleteRecursively()
    Files.createSymbolicLink(out.toPath().resolve("Links"), Path.of("TARGET"))
  }
}`;

export const examples: Readonly<Record<string, readonly Example[]>> = {
  cargo: [
    ...stop(
      "cargo publish",
      "cargo yank --version 1.0.1",
      "cargo owner --remove bob",
      "cargo install --git https://x.org/y",
    ),
    ...pass("cargo publish --dry-run", "cargo build --release", "cargo test", "cargo clean", "cargo install ripgrep"),
  ],
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
  twine: [...stop("twine upload dist/*"), ...pass("twine check dist/*")],
  conan: [...stop("conan upload crm -r acme --all", "conan remove 'crm/*' -r acme"), ...pass("conan install .")],
  mkdocs: [...stop("mkdocs gh-deploy", "mike deploy --push 2.0"), ...pass("mkdocs build", "mike deploy 2.0")],
  "gh-pages": [...stop("gh-pages -d dist", "ghp-import -p site"), ...pass("gh-pages --help")],
  docusaurus: [...stop("docusaurus deploy"), ...pass("docusaurus build")],
  hugo: [...stop("hugo deploy"), ...pass("hugo server -D", "hugo")],
  surge: [...stop("surge dist crm.surge.sh", "surge teardown crm.surge.sh"), ...pass("surge list")],
  pack: [...stop("pack build reg.acme.io/crm --publish"), ...pass("pack build crm")],
  flit: [...stop("flit publish"), ...pass("flit build")],
  maturin: [...stop("maturin publish"), ...pass("maturin develop")],
  nuget: [...stop("nuget push a.nupkg", "nuget delete a 1.0 -NonInteractive"), ...pass("nuget restore")],
  mvn: [
    { run: "mvn exec:exec -Dexec.executable=rm -Dexec.args='-rf /home/dev'", expect: "deny" },
    ...stop("mvn clean deploy", "mvn -B release:perform", "mvn flyway:clean"),
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
    ...stop("sbt publish", "sbt 'eval new java.io.File(\"/etc/hosts\").delete()'"),
    ...pass("sbt clean compile test", "sbt 'eval 1 + 1'"),
  ],
  pod: [...stop("pod trunk push A.podspec"), ...pass("pod install")],
  luarocks: [...stop("luarocks upload a.rockspec"), ...pass("luarocks install busted")],
  anaconda: [...stop("anaconda upload a.conda"), ...pass("anaconda search numpy")],
  vsce: [...stop("vsce publish minor", "vsce unpublish acme.ext"), ...pass("vsce package", "npx vsce ls")],
  goreleaser: [...stop("goreleaser release --clean"), ...pass("goreleaser build", "goreleaser release --snapshot")],
  "electron-builder": [
    ...stop("npx electron-builder --mac --publish always"),
    ...pass("npx electron-builder --linux --publish never"),
  ],
  "semantic-release": [...stop("npx semantic-release"), ...pass("npx semantic-release --dry-run")],
  "release-it": [...stop("release-it minor --ci"), ...pass("release-it --dry-run")],
  np: [...stop("np"), ...pass("np --preview")],
  changeset: [...stop("npx changeset publish"), ...pass("npx changeset version", "npx changeset")],
  lerna: [...stop("lerna publish from-package --yes"), ...pass("lerna run build", "lerna bootstrap")],
  dart: [
    ...stop("dart pub publish --force", "flutter pub publish"),
    ...pass("dart pub get", "flutter clean", "dart pub publish --dry-run"),
  ],
  cabal: [...stop("cabal upload --publish dist/a.tar.gz"), ...pass("cabal build")],
  stack: [...stop("stack upload ."), ...pass("stack build")],
  jsr: [...stop("npx jsr publish"), ...pass("npx jsr add @std/fs")],
  "wasm-pack": [...stop("wasm-pack publish"), ...pass("wasm-pack build")],
  snapcraft: [...stop("snapcraft upload a.snap --release stable"), ...pass("snapcraft")],
  fastlane: [
    ...stop("fastlane deliver", "fastlane ios release", "fastlane beta"),
    ...pass("fastlane test", "fastlane ios screenshots"),
  ],
  eas: [...stop("eas submit -p ios", "eas update --channel production"), ...pass("eas build -p ios", "eas whoami")],
};

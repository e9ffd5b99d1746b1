/** Tools that publish: what they put before the world cannot be taken back, and what they take back breaks others. */

import { line } from "../../core/effects/doings.ts";
import { hasOption } from "../../core/effects/options.ts";
import type { ProgramPack } from "../../core/effects/pack.ts";
import { type Doing, effectOfDoing, tablePack } from "../../core/effects/subcommands.ts";
import { examples } from "./examples.ts";
import { JVM_TOOLS } from "./jvm-builds.ts";
import { owners, publishes, type Tool, withdraws } from "./publishing.ts";

const EVERY_GEM: Doing = {
  verb: "delete",
  resource: "package",
  reach: "all",
  says: "uninstalls every gem of this Ruby",
  instead: "Name the gems that should go.",
};

/** Sub-commands by tool. What stands in no line is looked at by its name alone. */
const TOOLS: Readonly<Record<string, Tool>> = {
  cargo: {
    grammar: {
      values:
        "p package manifest-path features target target-dir registry token index vers version git branch tag rev j jobs Z color config".split(
          " ",
        ),
    },
    shows: ["n"],
    lines: [
      line("publish", publishes("publishes the crate", { named: ["p", "package"] })),
      line("yank", undefined, { with: ["undo"] }),
      line("yank", withdraws("yanks the crate version", { recovery: "effort" })),
      line("owner", owners("removes an owner of the crate"), { with: ["remove", "r"] }),
      line("owner", { verb: "grant", resource: "account", says: "adds an owner of the crate" }, { with: ["add", "a"] }),
      line(
        "install",
        { verb: "execute-remote", resource: "code", says: "builds and installs code from", named: ["git"] },
        {
          with: ["git"],
        },
      ),
      line("release", publishes("releases the crate"), { with: ["execute", "x"] }),
      line(
        "workspaces|ws publish",
        publishes("publishes every crate of the workspace", { named: [], reach: "several" }),
      ),
      line("smart-release", publishes("releases the crates", { named: [] }), { with: ["execute", "e"] }),
      // What it builds and removes is its own output.
      line("clean|uninstall|remove|rm|release|install|logout"),
      // The word behind these is a filter or the program's own.
      line("test|t|bench|nextest|check|c|build|b|run|r|clippy|doc|d|fmt|expand"),
    ],
  },
  gem: {
    grammar: { values: ["v", "version", "p", "platform", "host", "k", "key", "otp", "i", "install-dir"] },
    lines: [
      line("push", publishes("publishes the gem")),
      line("yank", withdraws("yanks the gem")),
      line("owner", owners("removes an owner of the gem"), { with: ["r", "remove"] }),
      line("owner", { verb: "grant", resource: "account", says: "adds an owner of the gem" }, { with: ["a", "add"] }),
      line("uninstall|cleanup"),
    ],
    special: call => {
      const [verb, ...names] = call.words;
      const unnamed = names.every(({ value }) => value === null) && hasOption(call.args, "a", "all");
      return verb?.value === "uninstall" && unnamed
        ? { effects: [effectOfDoing(EVERY_GEM, names, call, { id: "registries" })] }
        : undefined;
    },
  },
  twine: { lines: [line("upload", publishes("publishes"))] },
  mkdocs: {
    programs: ["mkdocs", "mike"],
    grammar: {
      values: ["f", "config-file", "m", "message", "b", "remote-branch", "r", "remote-name", "branch", "remote"],
    },
    lines: [
      line("gh-deploy", publishes("publishes the pages", { named: [] })),
      line("deploy|delete|alias|retitle|set-default", publishes("publishes the pages of"), { with: ["push", "p"] }),
      line("*"),
    ],
  },
  "gh-pages": {
    programs: ["gh-pages", "ghp-import", "angular-cli-ghpages"],
    grammar: { values: ["d", "dist", "b", "branch", "r", "repo", "m", "message", "n", "dir"] },
    lines: [
      line("", publishes("publishes the pages in", { named: ["d", "dist", "dir"] }), { without: ["no-push"] }),
      line(""),
    ],
  },
  docusaurus: { lines: [line("deploy", publishes("publishes the pages", { named: [] })), line("*")] },
  hugo: { lines: [line("deploy", publishes("publishes the pages", { named: [] })), line("*"), line("")] },
  surge: {
    grammar: { values: ["p", "project", "d", "domain"] },
    lines: [
      line("teardown", withdraws("takes down the pages at")),
      line("login|logout|whoami|list|token|plus|certs|help"),
      line("", publishes("publishes the pages in", { named: ["p", "project"] })),
    ],
  },
  pack: {
    grammar: { values: ["B", "builder", "b", "buildpack", "e", "env", "p", "path", "t", "tag", "d", "descriptor"] },
    lines: [line("build|buildpack", publishes("publishes the image"), { with: ["publish"] }), line("*")],
  },
  flit: { lines: [line("publish", publishes("publishes the package", { named: [] }))] },
  maturin: { lines: [line("publish|upload", publishes("publishes the package", { named: [] }))] },
  nuget: {
    lines: [line("push", publishes("publishes")), line("delete", withdraws("unlists the package"))],
    unasked: ["NonInteractive", "noninteractive"],
  },
  ...JVM_TOOLS,
  pod: {
    lines: [
      line("trunk push", publishes("publishes the pod")),
      line("repo push", publishes("publishes the pod to the spec repository")),
      line("trunk delete|deprecate", withdraws("withdraws the pod")),
      line("trunk remove-owner", owners("removes an owner of the pod")),
      line("cache|deintegrate|install|update"),
    ],
  },
  luarocks: { lines: [line("upload", publishes("publishes")), line("remove|purge")] },
  conan: {
    lines: [
      line("upload", publishes("publishes the package")),
      line("remove|delete", withdraws("removes packages from the remote"), { with: ["r", "remote"] }),
      line("*"),
    ],
  },
  anaconda: {
    lines: [line("upload", publishes("publishes")), line("remove", withdraws("removes the package"))],
  },
  vsce: {
    programs: ["vsce", "ovsx"],
    grammar: { values: ["p", "pat", "i", "packagePath"] },
    lines: [
      line("publish", publishes("publishes the extension")),
      line("unpublish", withdraws("removes the extension from the marketplace")),
      line("delete-publisher", withdraws("deletes the publisher")),
      line("logout|delete-pat"),
    ],
  },
  goreleaser: {
    shows: ["snapshot"],
    lines: [line("release", publishes("releases", { named: [] }), { without: ["skip-publish"] })],
  },
  "semantic-release": { shows: ["d"], lines: [line("", publishes("releases", { named: [] }))] },
  "electron-builder": {
    grammar: { values: ["p", "publish", "c", "config", "project", "projectDir"] },
    lines: [
      line("publish", publishes("releases the app", { named: [] })),
      line("", publishes("releases the app", { named: [] }), {
        with: ["p", "publish"].flatMap(name => ["always", "onTag", "onTagOrDraft"].map(when => `${name}=${when}`)),
      }),
      line(""),
    ],
  },
  "release-it": { lines: [line("", publishes("releases", { named: [] }))] },
  np: { shows: ["preview"], lines: [line("", publishes("publishes the package", { named: [] }))] },
  changeset: {
    lines: [line("publish", publishes("publishes every changed package", { named: [], reach: "several" }))],
  },
  lerna: {
    grammar: { values: ["scope", "ignore", "since", "concurrency", "loglevel"], stopAtOperand: false },
    inner: ({ command }) => {
      const at = command.argv.findIndex(word => word.value === "exec");
      const dashes = command.argv.findIndex((word, i) => i > at && word.value === "--");
      const argv = at === -1 ? [] : command.argv.slice(Math.max(at, dashes) + 1);
      const { scope, stdin } = command;
      return argv.length > 0 ? [{ kind: "argv", argv, scope: { ...scope, via: [...scope.via, "lerna"] }, stdin }] : [];
    },
    lines: [
      line("exec"),
      line("publish", publishes("publishes every changed package", { named: [], reach: "several" })),
      line("clean"),
    ],
  },
  dart: {
    programs: ["dart", "flutter"],
    lines: [line("pub publish|lish", publishes("publishes the package", { named: [] })), line("clean|pub")],
  },
  cabal: { lines: [line("upload", publishes("publishes"), { with: ["publish"] }), line("upload|clean")] },
  stack: { programs: ["stack"], lines: [line("upload", publishes("publishes")), line("clean|purge")] },
  jsr: { lines: [line("publish", publishes("publishes the package", { named: [] }))] },
  "wasm-pack": { lines: [line("publish", publishes("publishes the package", { named: [] }))] },
  snapcraft: {
    lines: [
      line("upload|push|release|promote", publishes("publishes")),
      line("close", withdraws("closes the channel", { recovery: "effort" })),
      line("clean|logout"),
    ],
  },
  fastlane: {
    lines: [
      line("pilot upload|distribute", publishes("releases to testers", { named: [] })),
      line("produce disable_services", {
        verb: "revoke",
        resource: "account",
        says: "takes services from the app",
        named: [],
      }),
      line("", publishes("releases to the store", { named: [] }), {
        operand:
          /^(?:deliver|upload_to_app_store|supply|upload_to_play_store|release|deploy|production|beta|alpha|internal|distribute|testflight|upload_to_testflight|firebase_app_distribution|submit\w{0,20}|publish\w{0,20}|deploy_\w{1,20}|release_\w{1,20}|upload_\w{1,20})$/,
        without: ["dry_run", "dry-run"],
      }),
    ],
  },
  eas: {
    lines: [
      line("submit", publishes("submits to the store", { named: [] })),
      line("update", publishes("publishes an update over the air", { named: ["channel", "branch"] })),
      line("update:delete|channel:delete|branch:delete|build:delete", withdraws("deletes")),
    ],
  },
};

/** One pack for each tool. */
export const registries: readonly ProgramPack[] = Object.entries(TOOLS).map(([id, { programs = [id], ...tool }]) =>
  tablePack({ ...tool, id, programs, examples: examples[id] ?? [] }),
);

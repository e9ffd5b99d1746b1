/** Stores, registries, models and what is put before the public, by tools that no other pack knows. */
import { changes, deletes, line, replaces, stops } from "../../core/effects/doings.ts";
import type { Doing } from "../../core/effects/subcommands.ts";
import { server, type Tool } from "./server.ts";

const DATA: Doing = deletes("database", "data of the server:");
const PUBLISHED: Doing = { verb: "publish", resource: "package", recovery: "effort", says: "publishes" };

export const STORES: readonly Tool[] = [
  server(["steamcmd"], "Steam", [], {
    special: call =>
      call.command.argv.some(word => /run_app_build/.test(word.value ?? word.text)) ? undefined : { effects: [] },
    lines: [line("", PUBLISHED)],
  }),
  server(["butler", "msstore", "google-play", "code-push", "codepush", "tns"], "the store", [
    line("push|publish|submission|release-react|release|promote|rollback|patch", PUBLISHED),
    line("deployment|app clear|rm|remove", deletes("service", "from the store:")),
    line("tracks|releases set|promote|halt|update", PUBLISHED),
  ]),
  server(["ollama"], "this machine", [line("rm|delete", deletes("file", "the model", { recovery: "effort" }))], {
    at: () => [],
  }),
  server(["mlflow", "wandb"], "the record of experiments", [
    line("gc", DATA),
    line("sweep", stops("service", "the search with its runs:", { reach: "several" }), { with: ["cancel", "stop"] }),
    line("experiments|runs|artifacts delete", DATA),
    line("artifact|sync rm|delete", DATA),
    line("sync", DATA, { with: ["clean", "clean-force"] }),
  ]),
  server(["openai"], "OpenAI", [
    line(
      "api fine_tunes.delete|files.delete|models.delete|assistants.delete|fine_tuning.jobs.cancel|fine_tunes.cancel",
      DATA,
    ),
  ]),
  server(["huggingface-cli", "hf"], "Hugging Face", [
    line("upload|upload-large-folder", PUBLISHED, { without: ["private"] }),
    line("repo|repo-files|repos|jobs|endpoints delete|move|cancel", DATA),
    line("repo-files * delete", DATA),
    line("delete-cache"),
  ]),
  server(["kaggle"], "Kaggle", [
    line("datasets|models|kernels delete", DATA),
    line("kernels|datasets|models push|version|create", PUBLISHED),
    line("competitions submit", PUBLISHED),
  ]),
  server(["chezmoi"], "the home folder", [
    line("apply|update", replaces("file", "dotfiles of the home folder", { reach: "several", named: [] }), {
      with: ["force"],
    }),
    line("init", replaces("file", "dotfiles of the home folder, and runs their scripts", { reach: "several" }), {
      with: ["apply", "a"],
    }),
    line("purge|destroy", deletes("directory", "from the home folder", { reach: "several" })),
    line("*"),
  ]),
  server(["pgcopydb"], "PostgreSQL", [
    line("clone|copy|copy-db|restore|follow", replaces("database", "what the target holds", { named: ["target"] }), {
      with: ["drop-if-exists"],
    }),
    line("*"),
  ]),
  server(["mega-rm", "megarm", "mega-rmdir"], "the object store", [
    line("", deletes("directory", "from the store:", { reach: "several" })),
  ]),
  server(["juicefs", "uplink", "b2", "onedrive"], "the object store", [
    line("rmr|destroy|rm|rb", deletes("bucket", "from the store:", { reach: "all" })),
    line("gc", deletes("record", "what the store no longer refers to", { reach: "all" }), { with: ["delete"] }),
    line(
      "cancel-all-unfinished-large-files|delete-bucket|delete-file-version|hide-file|file-version|bucket|key|rm delete|rm|hide|delete-bucket|",
      deletes("bucket", "from the store:"),
    ),
    line("sync", deletes("file", "what the source does not have", { reach: "several" }), {
      with: ["delete", "keep-days", "replace-newer"],
    }),
    line("", deletes("file", "everything that is not elsewhere", { reach: "all" }), {
      with: ["resync", "cleanup-local-files"],
    }),
  ]),
  server(["az-nuke"], "the cloud account", [
    line("", deletes("project", "everything in the account", { reach: "all" }), { with: ["no-dry-run", "force"] }),
    line("run|nuke|aws|gcp|azure|defaults-aws", deletes("project", "everything in the account", { reach: "all" })),
    line("", deletes("project", "everything in the account", { reach: "all" })),
  ]),
  server(
    ["ipfs"],
    "this node",
    [
      line("pin rm", deletes("record", "the pin that keeps it:", { recovery: "effort", reach: "several" })),
      line("repo gc", deletes("record", "what is not pinned", { reach: "all" })),
      line("files rm", deletes("file", "from the node:")),
    ],
    { at: () => [] },
  ),
  server(
    ["mosquitto_pub"],
    "the broker",
    [line("", deletes("record", "the retained message"), { with: ["r", "retain"] })],
    {
      special: call => (call.args.some(arg => arg.kind === "option" && arg.name === "n") ? undefined : { effects: [] }),
    },
  ),
  server(["amqp-delete-queue"], "the broker", [line("", deletes("queue", "the queue"))]),
  server(
    ["pgroll", "reshape"],
    "the database",
    [
      line("rollback|complete|abort|migration", {
        verb: "overwrite",
        resource: "schema",
        says: "drops one version of the schema",
      }),
    ],
    { at: () => [{ kind: "database" }] },
  ),
  server(
    ["mysqldef", "psqldef", "sqlite3def", "mssqldef", "ridgepole"],
    "the database",
    [
      line(
        "",
        { verb: "drop", resource: "table", says: "drops what the file does not have", certainty: "likely" },
        { with: ["enable-drop", "enable-drop-table", "drop-table", "drop-table-only"], without: ["dry-run"] },
      ),
      line(
        "",
        { verb: "migrate", resource: "schema", recovery: "effort", says: "changes the schema" },
        { with: ["apply"], without: ["dry-run"] },
      ),
    ],
    { at: () => [{ kind: "database" }] },
  ),
  server(["jf", "jfrog", "packagecloud", "reprepro", "aptly", "chartmuseum"], "the registry", [
    line(
      "rt del|delete|repo-delete|user-delete|build-discard|group-delete|users-delete|bdi|dpr|docker-promote|move|mv|rdel|del",
      deletes("package", "from the registry:"),
    ),
    line("yank|remove|removesrc|removefilter|clearvanished", deletes("package", "from the registry:")),
    line("db|repo|snapshot|publish|mirror cleanup|drop|remove", deletes("package", "from the registry:")),
    line("push|publish", PUBLISHED),
    line("rt upload|u", changes("package", "the registry:")),
  ]),
];

/** Tools of people who work with data: versioned stores, pipelines and their memory, transfers. */
import { changes, deletes, deploys, line, stops } from "../../core/effects/doings.ts";
import { server, type Tool } from "./server.ts";

const STATE = deletes("record", "what the pipeline remembers of its runs:");
const LOCAL = { at: () => [] };

export const DATA_TOOLS: readonly Tool[] = [
  server(["nessie"], "Nessie", [
    line("branch|tag", deletes("branch", "the branch of the catalog"), { with: ["d", "delete", "D"] }),
    line("content delete", deletes("table", "from the catalog")),
    line("*"),
  ]),
  server(["delta"], "the lake", [
    line("vacuum", deletes("backup", "every earlier version of the table", { named: [] }), {
      with: ["retain"],
      without: ["dry-run"],
    }),
  ]),
  server(["meltano"], "the pipeline", [
    line("state clear|merge|move|set", STATE),
    line("remove|uninstall|lock|install"),
  ]),
  server(["singer-state"], "the pipeline", [line("reset|clear|delete", STATE)]),
  server(["zenml"], "ZenML", [
    line("clean", deletes("database", "every pipeline, run and stack of this machine", { reach: "all", named: [] })),
    line("* delete|deregister", deletes("record", "from the server:")),
    line("down|logout|disconnect", stops("service", "the server")),
  ]),
  server(["dvc"], "the data's store", [
    line("gc", deletes("file", "data that the kept revisions do not name, here and in the store", { reach: "all" }), {
      with: ["c", "cloud"],
      without: ["dry"],
    }),
    line("gc", deletes("file", "data that the kept revisions do not name", { reach: "several" }), {
      with: ["f", "force"],
      without: ["dry", "A", "all-experiments"],
    }),
    line("exp remove|rm", deletes("record", "experiments", { reach: "all", named: [] }), {
      with: ["A", "all-commits"],
    }),
    // DevCycle's client has the same name.
    line(
      "features|variables|variations|environments|projects|audiences|targeting delete|remove",
      deletes("setting", "from the flag service:"),
    ),
    line("remote remove", deletes("setting", "where the data is kept:", { recovery: "none" })),
    line("remove", deletes("file", "from the tracked data:", { recovery: "none" })),
    line("destroy", deletes("file", "everything that DVC knows of this project", { named: [] })),
    line("*"),
  ]),
  server(["balena"], "the fleet", [
    line("release invalidate", changes("service", "the release: no device gets it any longer", { recovery: "none" })),
    line("push|deploy|preload", deploys("a release on every device of", { reach: "several" }), {
      without: ["nolive", "build-only"],
    }),
    line(
      "device|fleet|release|app|env|key|tag rm|purge|shutdown|reboot|deactivate",
      deletes("service", "from the fleet:"),
    ),
  ]),
  server(["dropbox-cli", "dbxcli", "rclone-dropbox"], "Dropbox", [
    line("rm|remove|delete", deletes("file", "from the folder that others share:", { reach: "several" })),
    line("*"),
  ]),
  server(["plaid"], "Plaid", [line("items|item remove|delete", deletes("account", "the connection to a bank:"))]),
  server(
    ["mas"],
    "this machine",
    [line("uninstall|remove", deletes("file", "the application", { recovery: "effort" }))],
    LOCAL,
  ),
];

export const DATA_EXAMPLES = [
  { run: "dvc gc -w -f --cloud", expect: "ask" },
  { run: "dvc pull", expect: "allow" },
  { run: "meltano state clear prod:tap-to-target", expect: "ask" },
  { run: "meltano run tap-a target-b", expect: "allow" },
  { run: "zenml clean", expect: "deny" },
  { run: "zenml stack list", expect: "allow" },
  { run: "balena release invalidate 1234", expect: "ask" },
  { run: "balena devices", expect: "allow" },
] as const;

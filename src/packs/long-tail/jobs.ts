/** Schedulers of shared machines, and engines that run others' work: jobs that are ended, nodes that are taken out. */
import { deletes, line, stops } from "../../core/effects/doings.ts";
import type { Call, Doing } from "../../core/effects/subcommands.ts";
import { server, type Tool } from "./server.ts";

/** Hours of computing that nobody gets back, of more than one job. */
const MANY: Doing = stops("system", "running jobs:", { reach: "several" });
const ONE: Doing = stops("workload", "the running job", { recovery: "none" });
const NODES: Doing = stops("cluster", "nodes of the cluster");

/** Ends jobs by their numbers, which is everyday work, or all that a filter finds, which is not. */
function canceller(programs: readonly string[], options: readonly string[], values: readonly string[] = []): Tool {
  return server(programs, "the scheduler", [line("", MANY)], {
    grammar: { values },
    special: ({ args, words }: Call) => {
      const filtered = args.some(arg => arg.kind === "option" && options.includes(arg.name));
      const numbered = words.some(({ value }) => /^[1-9]/.test(value ?? ""));
      const all = words.some(({ value }) => /^(?:all|0)$|\*/.test(value ?? ""));
      return all || (filtered && !numbered) ? undefined : { effects: [] };
    },
  });
}

export const JOBS: readonly Tool[] = [
  // https://slurm.schedmd.com/scancel.html
  canceller(
    ["scancel"],
    "u user t state p partition A account q qos n name jobname w nodelist R reservation me".split(" "),
    "s signal".split(" "),
  ),
  canceller(["qdel", "canceljob", "pjdel"], ["u", "all", "a"], ["W", "m"]),
  canceller(["bkill"], ["u", "q", "g", "J", "m", "app"], ["s", "b"]),
  canceller(["condor_rm"], ["all", "constraint", "a"], ["name", "pool"]),
  server(["scontrol"], "the scheduler", [
    line("update", NODES, { operand: /^state=(?:down|drain|fail|power_down)/i }),
    line("shutdown|delete|takeover", NODES),
    line("reboot", NODES),
    line("*"),
  ]),
  canceller(["oardel"], ["sql", "s"], ["c", "b"]),
  server(["pbsnodes"], "the scheduler", [line("", NODES, { with: ["o", "d"] }), line("")]),
  server(
    ["qmgr"],
    "the scheduler",
    [line("", deletes("queue", "queues, nodes or settings of the scheduler", { named: ["c"] }))],
    {
      grammar: { values: ["c"] },
      special: ({ command }: Call) =>
        command.argv.some(({ value }) => /^\s*(?:delete|unset|d)\s|set\s.*\bstarted\s*=\s*false/i.test(value ?? ""))
          ? undefined
          : { effects: [] },
    },
  ),
  server(["sacctmgr"], "the scheduler", [
    line("delete|remove|archive", deletes("account", "from the accounting:")),
    line("*"),
  ]),
  server(["lfs"], "the file system", [
    line("hsm_remove|rmfid|rm_entry", deletes("backup", "from the archive:")),
    line("*"),
  ]),
  server(
    ["oozie"],
    "the cluster",
    [line("", deletes("workload", "the workflow that runs"), { with: ["kill"] }), line("")],
    { grammar: { singleDash: true } },
  ),
  server(["sqoop"], "the cluster", [line("job", deletes("record", "the saved job"), { with: ["delete"] }), line("*")]),
  server(["flink"], "the cluster", [line("cancel|stop", ONE), line("*")]),
  server(["ray"], "the cluster", [
    line("down|teardown", deletes("cluster", "every machine of the cluster:", { recovery: "effort" })),
    line("job stop|delete", ONE),
    line("*"),
  ]),
  server(["sky", "skypilot"], "the clouds", [
    line("down", deletes("service", "machines with their disks:")),
    line("stop", stops("cluster", "the cluster"), { with: ["a", "all"] }),
    line("storage|volumes delete", deletes("bucket", "the storage")),
    line("cancel|jobs|serve", MANY, { with: ["a", "all"], without: ["help"] }),
    line("serve down", deletes("service", "the service")),
    line("*"),
  ]),
];

export const JOB_EXAMPLES = [
  { run: "scancel 4411", expect: "allow", why: "one job, by its number" },
  { run: "scancel -u ann", expect: "ask" },
  { run: "scancel --state=PENDING", expect: "ask" },
  { run: "qdel all", expect: "ask" },
  { run: "qdel 1234.pbs", expect: "allow" },
  { run: "bkill 0", expect: "ask", why: "0 is every job" },
  { run: "bkill 812", expect: "allow" },
  { run: "condor_rm -all", expect: "ask" },
  { run: "scontrol update NodeName=n1 State=DRAIN Reason=fan", expect: "ask" },
  { run: "scontrol show node n1", expect: "allow" },
  { run: "ray down cluster.yaml -y", expect: "ask" },
  { run: "ray status", expect: "allow" },
  { run: "sky down -a -y", expect: "ask" },
  { run: "flink list", expect: "allow" },
  { run: "flink cancel 1f2e3d", expect: "ask" },
  { run: "oozie job -kill 0001-wf", expect: "ask" },
  { run: "oozie job -info 0001-wf", expect: "allow" },
] as const;

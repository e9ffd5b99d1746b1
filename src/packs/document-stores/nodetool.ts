import type { ProgramPack } from "../../core/effects/pack.ts";
import { store } from "./store.ts";
export const nodetool: ProgramPack = store(
  "nodetool",
  ["nodetool", "sstableutil"],
  "https://cassandra.apache.org/doc/latest/",
  ["h", "host", "p", "port", "u", "username", "pw", "password", "t", "tag", "kc"],
  { host: ["h", "host"] },
  [
    {
      call: "decommission|removenode|assassinate",
      does: { verb: "destroy", resource: "cluster", says: "takes a node out of the cluster" },
    },
    {
      call: "clearsnapshot",
      does: { verb: "delete", resource: "backup", reach: "one", says: "deletes snapshots", named: ["t", "tag"] },
    },
    {
      call: "drain|stopdaemon|disablegossip|disablebinary|disablethrift",
      does: { verb: "stop", resource: "system", recovery: "effort", says: "takes the node out of service by" },
    },
    {
      call: "truncatehints|resetlocalschema|garbagecollect|cleanup",
      does: { verb: "stop", resource: "service", recovery: "effort", says: "changes what the node serves" },
    },
  ],
  [
    { run: "nodetool status", expect: "allow" },
    { run: "nodetool decommission", expect: "ask" },
    { run: "nodetool -h cassandra.example.com removenode 2f1c", expect: "deny" },
    { run: "nodetool clearsnapshot --all", expect: "ask" },
    { run: "nodetool flush", expect: "allow" },
  ],
);

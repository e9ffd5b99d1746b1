/** Reads NATS's tools. */
import type { ProgramPack } from "../../core/effects/pack.ts";
import { tablePack } from "../../core/kit/subcommands.ts";
import { clientPlace } from "../../core/languages/sql/client-place.ts";
import { ACCOUNT, QUEUE } from "./losses.ts";

const NSC = "https://docs.nats.io/using-nats/nats-tools/nsc";
export const nats: ProgramPack = tablePack({
  id: "nats",
  source: "https://docs.nats.io/using-nats/nats-tools/nats_cli",
  programs: ["nats", "nsc", "natscli"],
  grammar: {
    values: ["s", "server", "context", "user", "password", "creds", "nkey", "timeout", "subject", "seq", "keep"],
  },
  lines: [
    {
      call: "stream|str|consumer|con|kv|object|obj|bucket|micro|account|server rm|delete|del|purge|rmm|wipe|rm-msg|cluster-rm",
      does: QUEUE,
    },
    {
      call: "stream|str edit",
      with: ["max-msgs", "max-bytes", "max-age", "max-msgs-per-subject"],
      does: { ...QUEUE, reach: "several", certainty: "likely", says: "lets the stream keep fewer messages:" },
    },
    {
      call: "stream|str restore|edit|seal",
      does: { verb: "mutate", resource: "queue", recovery: "effort", says: "changes the stream" },
    },
    {
      call: "server|cluster * peer-remove|rm|remove",
      does: { verb: "destroy", resource: "cluster", says: "takes a server out of the cluster:" },
    },
    {
      call: "server|srv|stream|consumer cluster|raft|cluster peer-remove|step-down|rm",
      does: { verb: "destroy", resource: "cluster", says: "takes a server out of the cluster:" },
    },
    {
      call: "server|srv config|request|account reload|purge|kick",
      does: { verb: "mutate", resource: "system", recovery: "effort", says: "changes the server" },
    },
    { call: "account|auth|delete|revocations * delete|rm|add", source: NSC, does: ACCOUNT },
    // nsc's: the keys go with `-R`, and whoever used them is out.
    { call: "delete account|user|operator|import|export|mapping", source: NSC, does: ACCOUNT },
    {
      call: "context rm|delete",
      does: { verb: "delete", resource: "setting", recovery: "effort", says: "forgets the context" },
    },
    { call: "*" },
  ],
  at: call =>
    clientPlace(call.args, call.command.scope, call.facts, {
      host: ["s", "server"],
      profile: ["context"],
      variables: ["NATS_URL"],
    }),
  examples: [
    { run: "nats stream ls", expect: "allow" },
    { run: "nats pub updates hello", expect: "allow" },
    { run: "nats stream purge LOGS --force", expect: "ask" },
    { run: "nats stream edit LOGS --max-msgs 1 -f", expect: "ask" },
    { run: "nats stream edit LOGS --description logs", expect: "allow" },
    { run: "nats stream rm LOGS -f", expect: "ask" },
    { run: "nats kv del SETTINGS theme", expect: "ask" },
    { run: "nats --context prod consumer rm LOGS mailer -f", expect: "deny" },
    { run: "nats object rm FILES a.png", expect: "ask" },
    { run: "nats kv get SETTINGS theme", expect: "allow" },
  ],
});

/**
 * Reads consoles of databases and services that take commands as text: on standard input, in an option, or as words.
 * Their languages are small, and the first word of a command says whether it loses something.
 */

import { operands, optionValues, readArguments } from "../core/effects/options.ts";
import type { Invocation, ProgramPack, Reading } from "../core/effects/pack.ts";
import type { Facts } from "../core/facts/facts.ts";
import { textOfStdin } from "../core/files/input-text.ts";
import { deletes, stops } from "../core/kit/effect-templates.ts";
import { effectOfTemplate } from "../core/kit/subcommands.ts";
import type { EffectTemplate } from "../core/kit/table.ts";
import { inOrder, words } from "../core/text/expressions.ts";
import { textOf } from "../core/text/words.ts";

interface Console {
  readonly provider: string;
  /** Options whose value is a command. */
  readonly inline?: readonly string[];
  readonly values?: readonly string[];
  /** Set when the words of the call are one command. */
  readonly words?: true;
  readonly losing: readonly (readonly [RegExp, EffectTemplate])[];
}

const HBASE: Console = {
  provider: "HBase",
  losing: [
    [
      inOrder(
        [
          /(?:^|[;\n])[^\S\n]*/,
          words`
            drop drop_all drop_namespace truncate truncate_preserve deleteall delete_all_snapshot delete_snapshot
            delete_table_snapshots
          `,
          /\b/,
        ],
        "i",
      ),
      deletes("table", "tables, rows or snapshots of HBase"),
    ],
    [
      /(?:^|[;\n])[^\S\n]*(?:disable|disable_all|stop_master|remove_peer)\b/i,
      stops("system", "tables or servers of HBase"),
    ],
  ],
};

/** A tree of nodes. All consoles of such trees delete nodes by the same few words. */
const ZOOKEEPER: Console = {
  provider: "ZooKeeper",
  inline: ["run-once", "q", "query", "c"],
  values: ["server", "zk-tls-config-file", "client-configuration", "h", "host", "p", "port", "timeout", "config-file"],
  words: true,
  losing: [
    [
      /(?:^|[\s;])(?:deleteall|rmr|delete|rm|rmfs)\s{1,8}(?:-\w{1,8}\s{1,8}){0,3}["']?\//,
      deletes("record", "nodes of ZooKeeper", { reach: "several" }),
    ],
  ],
};

const CONSOLES: Readonly<Record<string, Console>> = {
  hbase: HBASE,
  zkCli: ZOOKEEPER,
  zkcli: ZOOKEEPER,
  "zkCli.sh": ZOOKEEPER,
  "zookeeper-shell": ZOOKEEPER,
  "zookeeper-shell.sh": ZOOKEEPER,
  "zk-shell": ZOOKEEPER,
  "clickhouse-keeper-client": ZOOKEEPER,
  bconsole: {
    provider: "Bacula",
    values: ["c", "u", "D", "s"],
    losing: [
      [/(?:^|\n)[^\S\n]*(?:delete|purge|prune|truncate)\b/i, deletes("backup", "jobs or volumes with their backups")],
    ],
  },
  surreal: {
    provider: "SurrealDB",
    values: "e endpoint conn u user username p pass password ns namespace db database".split(" "),
    losing: [
      [/\bremove\s+(?:table|database|namespace|ns|db|field|index|user)\b/i, deletes("table", "tables or databases")],
      [
        /(?:^|[;\n])[^\S\n]*delete\s+(?!\s|[^;\n]*\bwhere\b)\w/i,
        deletes("rows", "every row of a table", { reach: "all" }),
      ],
    ],
  },
  arangosh: {
    provider: "ArangoDB",
    inline: ["javascript.execute-string"],
    values: "server.endpoint server.username server.password server.database javascript.execute".split(" "),
    losing: [
      [
        /\b_?drop(?:Database|View|Index)?\s*\(|\btruncate\s*\(|\bremoveByExample\s*\(/,
        deletes("database", "collections or databases"),
      ],
    ],
  },
  varnishadm: {
    provider: "Varnish",
    values: ["n", "S", "T", "t"],
    words: true,
    losing: [
      [/^\s*(?:stop|vcl\.discard)\b/, stops("system", "the cache in front of the service")],
      [
        /^\s*(?:ban|ban\.url|purge)(?:\s|$)/,
        deletes("record", "what the cache holds, which is fetched anew", { reach: "all", recovery: "effort" }),
      ],
    ],
  },
  weed: {
    provider: "SeaweedFS",
    inline: ["c"],
    values: ["master", "filer", "cluster"],
    losing: [
      [
        inOrder([
          /(?:^|[;\n])[^\S\n]*/,
          words`
            volume\.delete volume\.delete_empty collection\.delete fs\.rm s3\.bucket\.delete s3\.clean\.uploads
          `,
          /\b/,
        ]),
        deletes("volume", "volumes or files of the store"),
      ],
      [
        /(?:^|[;\n])[^\S\n]*(?:volume\.unmount|volumeServer\.(?:leave|evacuate))\b/,
        stops("cluster", "servers of the store"),
      ],
    ],
  },
  asterisk: {
    provider: "Asterisk",
    inline: ["rx", "x"],
    losing: [
      [/^\s*core\s+(?:stop|restart)\b|^\s*channel\s+request\s+hangup\s+all/, stops("system", "the telephone exchange")],
      [/^\s*database\s+del(?:tree)?\b/, deletes("rows", "entries of the exchange's database", { reach: "unknown" })],
    ],
  },
  vtysh: {
    provider: "the router",
    inline: ["c"],
    losing: [
      [/^\s*clear\s+(?:ip\s+)?(?:bgp|ospf|isis)\b/, stops("network", "sessions of the router, and routes with them")],
      [/^\s*no\s+(?:router|interface|ip\s+route|neighbor)\b/, deletes("network", "routes or neighbours of the router")],
    ],
  },
  haproxyctl: {
    provider: "the load balancer",
    words: true,
    losing: [[/^\s*(?:disable|shutdown|stop)\b/, stops("network", "a server behind the load balancer")]],
  },
};

export const consoles: ProgramPack = {
  kind: "program",
  id: "consoles",
  programs: Object.keys(CONSOLES),
  read: (command, facts) => {
    const console = CONSOLES[command.program];
    return console ? readConsole(command, facts, console) : { effects: [] };
  },
  examples: [
    { run: `hbase shell <<< "disable 'orders'; drop 'orders'"`, expect: "deny" },
    { run: `echo "scan 'orders'" | hbase shell`, expect: "allow" },
    { run: "echo 'purge volume=Full-0001' | bconsole", expect: "deny" },
    { run: "echo 'list jobs' | bconsole", expect: "allow" },
    { run: `arangosh --javascript.execute-string 'db._dropDatabase("shop")'`, expect: "deny" },
    { run: `arangosh --javascript.execute-string 'print(db._collections())'`, expect: "allow" },
    { run: "surreal sql --endpoint ws://db.acme.io <<< 'REMOVE TABLE person'", expect: "ask" },
    { run: "surreal sql --endpoint ws://db.acme.io <<< 'SELECT * FROM person'", expect: "allow" },
    { run: "vtysh -c 'clear bgp *'", expect: "ask" },
    { run: "vtysh -c 'show ip route'", expect: "allow" },
    { run: "varnishadm stop", expect: "ask" },
    { run: "varnishadm 'ban req.url ~ .'", expect: "ask" },
    { run: "varnishadm ban.list", expect: "allow" },
    { run: "varnishadm status", expect: "allow" },
    { run: "zkCli.sh -server zk:2181 deleteall /app", expect: "ask" },
    { run: "zkCli.sh -server zk:2181 ls /app", expect: "allow" },
    { run: "echo 'rmr /app' | zookeeper-shell zk:2181", expect: "ask" },
    { run: "echo 'get /app/delete' | zookeeper-shell zk:2181", expect: "allow" },
    { run: "zk-shell zk.acme.io --run-once 'rmr /app'", expect: "ask" },
    { run: "weed shell <<< 'volume.delete -volumeId 3'", expect: "deny" },
    { run: "weed shell -c 'fs.rm -rf /data'", expect: "deny" },
    { run: "echo 'volume.list' | weed shell", expect: "allow" },
    { run: "asterisk -rx 'core stop now'", expect: "ask" },
  ],
};

function readConsole(
  command: Invocation,
  facts: Facts,
  { provider, inline = [], values = [], words, losing }: Console,
): Reading {
  const args = readArguments(command.argv.slice(1), { values: [...inline, ...values], singleDash: true });
  const given = optionValues(args, ...inline).map(textOf);
  if (words) given.push(operands(args).map(textOf).join(" "));
  const said = given.length > 0 && !words ? given : [...given, textOfStdin(command, facts) ?? ""];
  const account = { provider };
  const call = { command, facts, args, words: operands(args) };
  return {
    effects: losing
      .filter(([pattern]) => said.some(text => pattern.test(text)))
      .map(([, doing]) => effectOfTemplate({ ...doing, named: [] }, [], call, { id: "consoles", account })),
  };
}

/** Servers of longer standing, each with programs for single acts: databases, queues, mail, pools, storage arrays. */
import { changes, deletes, line, replaces, revokes, stops, weakens } from "../../core/effects/doings.ts";
import type { Call, Doing } from "../../core/effects/subcommands.ts";
import { server, type Tool } from "./server.ts";

const DATABASE = "the database server";
const HALT: Doing = stops("system", "the server for everybody:", { reach: "all" });
const SPACE: Doing = deletes("database", "a part of the database with what is in it:", { reach: "several" });
const LUN: Doing = deletes("volume", "from the storage array:");

export const OLD_SERVERS: readonly Tool[] = [
  server(
    ["nzstop", "dbstop", "pcp_stop_pgpool", "pcp_detach_node", "endmqm", "mqsistop", "stopsap", "ndb_mgm_stop"],
    DATABASE,
    [line("", HALT)],
  ),
  server(["dltmqm", "mqsideletebroker"], "the queue manager", [
    line("", deletes("queue", "the queue manager with every message:", { reach: "all" })),
  ]),
  server(
    ["runmqsc"],
    "the queue manager",
    [line("", deletes("queue", "queues, channels or what waits in them", { reach: "several" }))],
    {
      special: ({ command }: Call) =>
        command.stdin.kind !== "text" || !/^\s*(?:delete|clear|stop|purge)\s/im.test(command.stdin.text)
          ? { effects: [] }
          : undefined,
    },
  ),
  server(
    ["oninit"],
    DATABASE,
    [
      line("", deletes("database", "everything on the disks: writes them anew", { reach: "all" }), {
        with: ["i", "iy", "iyv", "iv"],
      }),
      line(""),
    ],
    { grammar: { singleDash: true } },
  ),
  server(["onspaces", "onparams"], DATABASE, [line("", SPACE, { with: ["d", "D"] }), line("")], {
    grammar: { values: ["p", "o", "s"] },
  }),
  server(["HDB", "hdbdaemon"], "SAP HANA", [line("stop|kill|kill-9|term", HALT), line("*")]),
  server(
    ["sapcontrol"],
    "SAP",
    [
      line("", HALT, { operand: /^(?:Stop|Restart|Shutdown)(?:System|Instance|Service|Wait)?/ }),
      line("", HALT, {
        with: [
          "Stop",
          "StopSystem",
          "StopService",
          "RestartInstance",
          "RestartSystem",
          "RestartService",
          "Shutdown",
        ].map(name => `function=${name}`),
      }),
      line(""),
    ],
    { grammar: { values: ["nr", "host", "user", "function", "prot"], singleDash: true } },
  ),
  server(
    ["hdbnsutil"],
    "SAP HANA",
    [
      line("", stops("cluster", "the primary: puts another server in its place, or ends the copying"), {
        with: ["sr_takeover", "sr_disable", "sr_unregister", "sr_cleanup", "sr_register"],
      }),
      line(""),
    ],
    { grammar: { singleDash: true } },
  ),
  server(["mysqldbcopy", "mysqldbimport"], DATABASE, [
    line("", replaces("database", "what the target holds", { named: ["destination"] }), { with: ["drop-first"] }),
    line(""),
  ]),
  server(["maxctrl", "maxadmin"], "the database proxy", [
    line("destroy|unlink|drop|delete|remove", deletes("service", "from the proxy:")),
    line("stop|drain|clear|shutdown", stops("system", "for everybody")),
    line("set server", stops("system", "for everybody"), { operand: /^(?:maintenance|drain)$/ }),
    line("*"),
  ]),
  server(["tt", "tarantoolctl"], "Tarantool", [
    line("clean|rm", deletes("database", "the data of", { reach: "all" })),
    line("kill|stop", HALT, { with: ["f", "force", "y", "yes"] }),
    line("*"),
  ]),
  server(["gpshrink"], "Greenplum", [line("", deletes("cluster", "members of the cluster", { named: [] }))]),
  server(["mailman", "mailman3", "sympa"], "the mailing lists", [
    line("remove|rmlist", deletes("account", "the list, with its archive:", { reach: "one" })),
    line("delmembers|purge_list|close_list", deletes("account", "from the list:", { reach: "several" })),
    line("*"),
  ]),
  server(
    ["postconf"],
    "the mail server",
    [
      line("", weakens("system", "lets anybody send mail through this server", { named: [] }), {
        operand:
          /^(?:mynetworks|smtpd_(?:relay|recipient)_restrictions)\s{0,5}=.{0,200}(?:0\.0\.0\.0\/0|::\/0|permit$)/,
      }),
      line(""),
    ],
    { grammar: { values: ["c"] } },
  ),
  server(["qmail-remove"], "the mail server", [
    line("", deletes("queue", "mail that waits to be delivered", { named: ["p"] }), { with: ["r", "d", "e"] }),
    line(""),
  ]),
  // IBM's and HPE's arrays: https://www.ibm.com/docs/en/sanvolumecontroller (rmvdisk), 3PAR CLI (removevv).
  server(
    `rmvdisk rmmdisk rmmdiskgrp rmhost rmvdiskhostmap rmfcmap rmrcrelationship removevv removecpg removehost removevlun
     removevvset removeld rmfbvol rmckdvol rmextpool rmrank rmarray rmvolgrp rmflash rmpprc`.split(/\s+/),
    "the storage array",
    [line("", LUN)],
  ),
  server(
    ["svctask", "dscli", "mvcli", "naviseccli", "symdev", "symaccess", "symsg", "uemcli", "purevol", "purehost"],
    "the storage array",
    [
      line("rmvdisk|rmmdisk|rmmdiskgrp|rmhost|rmvdiskhostmap|rmfcmap|rmrcrelationship|rmsnapshot|rmvolume", LUN),
      line("rmfbvol|rmckdvol|rmextpool|rmrank|rmarray|rmvolgrp|rmflash|rmpprc", LUN),
      line("delete|destroy|eradicate|remove", LUN),
      line("* delete|destroy|eradicate|remove", LUN),
      line("", LUN, { with: ["destroy", "delete", "unbind"] }),
      line("*"),
    ],
    { grammar: { singleDash: true, values: ["h", "User", "Password", "Scope", "sid", "o", "l", "i"] } },
  ),
  server(
    ["iscsiadm"],
    "the storage array",
    [
      line("", stops("system", "disks of the network that are in use", { reach: "several", named: [] }), {
        with: ["u", "logout", "logoutall", "U"],
      }),
      line("", revokes("setting", "the disk of the network", { named: ["T", "targetname"] }), {
        with: ["o=delete", "op=delete"],
      }),
      line(""),
    ],
    { grammar: { values: ["m", "mode", "T", "targetname", "p", "portal", "o", "op", "n", "v", "t"] } },
  ),
  server(["mfsrmsnapshot", "mfsfilerepair"], "the file system", [line("", deletes("backup", "the copy"))]),
  server(
    ["unbound-control"],
    "the name server",
    [
      line("stop", stops("system", "the name server", { named: [] })),
      line("flush*|reload|status|stats|stats_noreset|list_local_zones|dump_cache"),
      line("local_zone_remove|local_data_remove|forward_remove|stub_remove", deletes("domain", "the name server's")),
    ],
    { grammar: { values: ["c", "s"] } },
  ),
  server(["dnscmd"], "the name server", [
    line("", deletes("domain", "from the zone:"), {
      operand: /^\/(?:zonedelete|recorddelete|nodedelete|enumrecordsdelete)$/i,
    }),
    line("", changes("domain", "the name server"), {
      operand: /^\/(?:clearcache|zonepause|resetforwarders|resetlistenaddresses)$/i,
    }),
    line(""),
  ]),
  server(["fwconsole"], "the telephone exchange", [
    line("stop|kill", HALT),
    line("ma uninstall|delete|remove", deletes("service", "from the exchange:")),
    line("*"),
  ]),
];

export const OLD_SERVER_EXAMPLES = [
  { run: "nzstop", expect: "ask" },
  { run: "endmqm -i ORDERS", expect: "ask" },
  { run: "dltmqm ORDERS", expect: "deny" },
  { run: "echo 'DELETE QLOCAL(PAY.IN)' | runmqsc ORDERS", expect: "ask" },
  { run: "echo 'DISPLAY QMGR' | runmqsc ORDERS", expect: "allow" },
  { run: "oninit -i", expect: "deny" },
  { run: "oninit -v", expect: "allow" },
  { run: "HDB stop", expect: "ask" },
  { run: "HDB info", expect: "allow" },
  { run: "sapcontrol -nr 10 -function Stop", expect: "ask" },
  { run: "sapcontrol -nr 10 -function GetSystemInstanceList", expect: "allow" },
  { run: "maxctrl drain server node2", expect: "ask" },
  { run: "maxctrl list services", expect: "allow" },
  { run: "postconf -e 'mynetworks = 0.0.0.0/0'", expect: "ask" },
  { run: "postconf -e 'inet_interfaces = loopback-only'", expect: "allow" },
  { run: "svctask rmvdisk vol7", expect: "deny" },
  { run: "purevol list", expect: "allow" },
  { run: "iscsiadm -m session --logoutall=all", expect: "ask" },
  { run: "iscsiadm -m discovery -t st -p 10.0.0.5", expect: "allow" },
  { run: "unbound-control stop", expect: "ask" },
  { run: "unbound-control status", expect: "allow" },
  { run: "dnscmd dc2 /ZoneDelete acme.example /f", expect: "ask" },
  { run: "dnscmd /EnumZones", expect: "allow" },
] as const;

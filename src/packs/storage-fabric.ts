/** Storage and machines below the operating system: clustered file systems, replication, RAID controllers, power, quorum. */
import { changes, deletes, stops } from "../core/effects/doings.ts";
import { type Doing, type Table, tablesPack } from "../core/effects/subcommands.ts";

type Tool = Omit<Table, "id" | "examples">;

const array: Doing = deletes("volume", "the array and what is on it:", { reach: "all", named: [] });
const power: Doing = { ...stops("system", "the machine"), reach: "all", named: [] };
const storage = { provider: "the storage cluster" };

const TOOLS: readonly Tool[] = [
  {
    programs: ["gluster"],
    grammar: { values: ["mode", "timeout"] },
    account: storage,
    lines: [
      {
        call: "volume delete|reset-brick|remove-brick|replace-brick",
        does: deletes("volume", "the volume, or a part of it:"),
      },
      { call: "snapshot delete", does: deletes("backup", "the snapshot") },
      {
        call: "snapshot restore",
        does: { verb: "overwrite", resource: "volume", says: "puts back an older state of" },
      },
      { call: "volume stop", does: stops("system", "the volume for everybody who has it mounted:") },
      { call: "peer detach", does: deletes("cluster", "the server from the cluster:") },
      { call: "*" },
    ],
  },
  {
    programs: ["rados"],
    grammar: { values: ["p", "pool", "N", "namespace", "c", "m"] },
    account: storage,
    lines: [
      { call: "rmpool|purge", does: deletes("volume", "every object of the pool", { reach: "all" }) },
      { call: "rm|truncate|clearomap|rmxattr|rmomapkey", does: deletes("file", "the object") },
      { call: "rollback|rmsnap", does: deletes("backup", "a snapshot, or what came after it:") },
      { call: "*" },
    ],
  },
  {
    programs: ["ceph"],
    grammar: { values: ["c", "conf", "id", "n", "name", "f", "format", "k", "keyring", "m", "cluster"] },
    account: storage,
    nouns: { pool: "volume", fs: "volume", osd: "volume", auth: "account", mon: "cluster", mds: "service" },
    lines: [
      { call: "osd purge|destroy|rm|lost|zap", does: deletes("volume", "from the cluster the disk") },
      { call: "osd out|down|in|reweight", does: changes("cluster", "where the cluster keeps its data") },
      { call: "osd pool delete|rm", does: deletes("volume", "the pool and every object in it:", { reach: "all" }) },
      { call: "fs rm", does: deletes("volume", "the file system", { reach: "all" }) },
      { call: "fs subvolume|subvolumegroup|volume rm", does: deletes("volume", "the volume") },
      { call: "auth del|rm", does: deletes("account", "the client's access:") },
      { call: "mon remove|rm", does: deletes("cluster", "from the cluster the monitor") },
      { call: "orch rm|host", does: deletes("service", "from the cluster") },
      { call: "orch osd rm", does: deletes("volume", "from the cluster the disk") },
      { call: "config-key del|rm", does: deletes("setting", "the value") },
      { call: "*" },
    ],
  },
  {
    programs: ["rbd"],
    grammar: { values: ["p", "pool", "image", "snap", "namespace", "c", "id", "m"] },
    account: storage,
    lines: [
      { call: "remove|rm", does: deletes("volume", "the image") },
      { call: "snap remove|rm|purge", does: deletes("backup", "snapshots of") },
      {
        call: "snap rollback|revert",
        does: { verb: "overwrite", resource: "volume", says: "puts back an older state of" },
      },
      { call: "trash purge|remove|rm", does: deletes("volume", "for good the image") },
      { call: "group|namespace remove|rm", does: deletes("volume", "the group of images") },
      { call: "*" },
    ],
  },
  {
    programs: ["drbdadm", "drbdsetup", "drbdmeta"],
    account: storage,
    lines: [
      { call: "wipe-md|create-md", does: deletes("volume", "what the replica knows of itself:") },
      {
        call: "invalidate|invalidate-remote",
        does: { verb: "overwrite", resource: "volume", says: "gives up one copy of" },
      },
      { call: "down|detach|secondary|disconnect", does: stops("system", "the replicated disk") },
      { call: "*" },
    ],
  },
  {
    programs: ["storcli", "storcli64", "perccli", "perccli64"],
    lines: [
      { call: "", operand: /^(?:delete|del|erase|init|clear)$/, does: array },
      { call: "", operand: /^set$/, does: changes("setting", "the controller", { certainty: "likely" }) },
      { call: "*" },
    ],
  },
  {
    programs: ["megacli", "MegaCli", "MegaCli64"],
    grammar: { singleDash: true },
    lines: [
      {
        call: "",
        with: ["CfgLdDel", "CfgClr", "CfgForeign", "LDInit", "PDClear", "CfgEachDskRaid0", "CfgLdAdd"],
        does: array,
      },
      { call: "" },
    ],
  },
  {
    programs: ["hpssacli", "ssacli", "hpacucli", "arcconf"],
    lines: [
      { call: "", operand: /^(?:delete|erase|clear|uninit)$/i, does: array },
      { call: "DELETE|UNINIT", does: array },
      { call: "*" },
    ],
  },
  {
    programs: ["sas3ircu", "sas2ircu"],
    lines: [{ call: "* delete", does: array }, { call: "*" }],
  },
  {
    programs: ["ipmitool", "ipmi-power", "ipmi-chassis"],
    grammar: { values: ["H", "U", "P", "I", "L", "E", "f", "h", "p"] },
    account: { provider: "the machine's own console", endpoint: ["H"] },
    lines: [
      { call: "chassis|power off|cycle|reset|soft|diag", does: power },
      { call: "chassis power off|cycle|reset|soft|diag", does: power },
      { call: "sel clear", does: deletes("record", "the machine's event log") },
      { call: "mc reset", does: changes("system", "the machine's own console: starts it again") },
      { call: "user disable|set", does: changes("account", "accounts of the machine's own console") },
      { call: "", with: ["off", "cycle", "reset"], does: power },
      { call: "*" },
    ],
  },
  {
    programs: ["racadm"],
    grammar: { values: ["r", "u", "p", "i"] },
    account: { provider: "the machine's own console", endpoint: ["r"] },
    lines: [
      { call: "racresetcfg|systemerase", does: deletes("system", "the settings of the machine's own console") },
      { call: "serveraction powerdown|powercycle|hardreset|graceshutdown", does: power },
      { call: "storage|raid deletevd|resetconfig|init", does: array },
      { call: "storage|raid", operand: /^(?:deletevd|resetconfig|init|secureerase|cryptographicerase):/, does: array },
      { call: "racreset", does: changes("system", "the machine's own console: starts it again") },
      { call: "clrsel", does: deletes("record", "the machine's event log") },
      { call: "*" },
    ],
  },
  {
    programs: ["pcs", "crm", "crmsh"],
    account: { provider: "the cluster of machines" },
    nouns: { resource: "service", constraint: "setting", cluster: "cluster", node: "cluster", stonith: "service" },
    lines: [
      { call: "stonith fence", does: stops("system", "by force the machine", { reach: "all" }) },
      { call: "cluster stop|kill|standby", does: stops("cluster", "the cluster of machines") },
      { call: "configure erase", does: deletes("cluster", "the configuration of the cluster", { reach: "all" }) },
      { call: "resource disable|stop|ban|unmanage", does: stops("system", "a resource of the cluster:") },
      { call: "resource cleanup|refresh|status|config|show" },
    ],
  },
  {
    programs: ["multipath"],
    lines: [{ call: "", with: ["F", "f"], does: stops("system", "paths to disks") }, { call: "" }],
  },
  {
    programs: [
      "mmdelfs",
      "mmdelfileset",
      "mmdelsnapshot",
      "mmdeldisk",
      "mmdelnsd",
      "mmdelnode",
      "mmcrfs",
      "mmunlinkfileset",
    ],
    account: storage,
    lines: [{ call: "", does: deletes("volume", "from the cluster's storage:") }],
  },
  {
    programs: ["tpm2_clear", "tpm2_evictcontrol", "tpm2_nvundefine", "tpm2_dictionarylockout"],
    lines: [{ call: "", does: deletes("secret", "keys in the security chip", { named: [] }) }],
  },
];

export const storageFabric = tablesPack("storage-fabric", TOOLS, [
  { run: "gluster volume delete media", expect: "deny" },
  { run: "gluster volume stop media force", expect: "ask" },
  { run: "gluster volume info", expect: "allow" },
  { run: "rados rmpool media media --yes-i-really-really-mean-it", expect: "deny" },
  { run: "rados df", expect: "allow" },
  { run: "ceph osd pool delete media media --yes-i-really-really-mean-it", expect: "deny" },
  { run: "ceph auth del client.web", expect: "ask" },
  { run: "ceph osd tree", expect: "allow" },
  { run: "rbd rm media/disk1", expect: "deny" },
  { run: "rbd ls media", expect: "allow" },
  { run: "drbdadm invalidate r1", expect: "ask" },
  { run: "drbdadm status", expect: "allow" },
  { run: "storcli /c0/v1 del", expect: "deny" },
  { run: "storcli /c0 show", expect: "allow" },
  { run: "MegaCli64 -CfgClr -a0", expect: "deny" },
  { run: "MegaCli64 -LDInfo -Lall -aALL", expect: "allow" },
  { run: "ipmitool -H 10.0.0.9 -U root chassis power cycle", expect: "ask" },
  { run: "ipmitool sensor list", expect: "allow" },
  { run: "racadm racresetcfg", expect: "ask" },
  { run: "pcs stonith fence node2", expect: "ask" },
  { run: "pcs status", expect: "allow" },
  { run: "tpm2_clear", expect: "ask" },
]);

/** Devices at the end of a cable or a management port: what is flashed, wiped or switched off there. */
import { changes, deletes, line, replaces, stops, weakens } from "../../core/effects/doings.ts";
import type { Table } from "../../core/effects/subcommands.ts";
import { textOf } from "../../core/effects/words.ts";

type Tool = Omit<Table, "id" | "examples">;

const FLASH = replaces("volume", "everything that the device holds:", { reach: "all" });
const WRITTEN = replaces("volume", "what the device holds:");
const ARRAY = deletes("volume", "an array with its data:");
const POWER = stops("system", "the machine:");

/** Pictures, films and traces that the device's own tools have put there to be pulled. */
const TAKES_CAPTURE =
  /^rm (?:-f )?\/(?:sdcard|storage\/emulated\/0)\/[\w./-]{1,200}\.(?:png|mp4|xml|trace|hprof|log|txt)$/;

export const DEVICES: readonly Tool[] = [
  {
    programs: ["fastboot"],
    lines: [
      line("", deletes("volume", "every user file of the phone", { reach: "all" }), { with: ["w"] }),
      line("erase|format|flashing|oem|update|flashall|wipe-super|delete-logical-partition|set_active", FLASH, {
        without: ["help"],
      }),
      line("flash", WRITTEN),
    ],
  },
  {
    programs: ["adb"],
    grammar: { values: ["s", "t", "H", "P", "L"] },
    lines: [
      line("shell wipe|recovery", FLASH),
      line("shell pm clear|uninstall", deletes("record", "an app's data on the device:", { recovery: "effort" }), {
        without: ["k"],
      }),
      line("shell reboot|svc|settings|setprop"),
      // Whatever else is run on the device is read by itself.
      line("shell"),
      line("uninstall", deletes("record", "an app and its data on the device:", { recovery: "effort" })),
      line("sideload", WRITTEN),
    ],
    inner: call => {
      const { argv, scope } = call.command;
      // The device's shell reads the words joined by blanks.
      const words = argv.slice(argv.findIndex(({ value }) => value === "shell") + 1).map(textOf);
      const text = words
        .join(" ")
        .split(/;|&&/)
        .filter(one => !TAKES_CAPTURE.test(one.trim()));
      if (call.words[0]?.value !== "shell" || text.join("").trim() === "") return [];
      const there = { cwd: null, variables: new Map(), via: [...scope.via, "adb shell"], elsewhere: [] };
      return [{ kind: "shell", text: text.join(";"), scope: there }];
    },
  },
  {
    programs: ["heimdall", "odin4", "edl", "mtkclient", "rkdeveloptool", "sunxi-fel"],
    lines: [line("flash|erase|e|w|wl|db|ef|rf|write|wx|da", WRITTEN)],
  },
  {
    programs: ["avrdude"],
    // What is written is an operand here: a program is put onto a board all day, fuses and what it remembers are not.
    grammar: {},
    lines: [
      line("", FLASH, { operand: /^(?:eeprom|lock|[lhe]?fuses?\d?|fuse\d|userrow|usersig):w:/ }),
      line("", undefined, { operand: /^flash:[wv]:|^\w+:[rv]:/ }),
      line("", FLASH, { with: ["e", "U"] }),
    ],
  },
  {
    programs: ["nrfjprog"],
    lines: [line("", FLASH, { with: ["e", "eraseall", "recover", "eraseuicr", "erasepage"] })],
  },
  { programs: ["nrfutil"], lines: [line("device erase|recover|fw-erase", FLASH)] },
  {
    programs: ["openocd"],
    lines: [line("", FLASH, { operand: /\bflash (?:erase|write)|mass_erase|program\b/ })],
    special: call =>
      call.command.argv.some(word => /flash erase|mass_erase|erase_sector/.test(word.value ?? word.text))
        ? undefined
        : { effects: [] },
    grammar: {},
  },
  {
    programs: ["probe-rs", "pyocd", "st-flash", "STM32_Programmer_CLI", "dfu-util", "dfu-programmer", "picotool"],
    lines: [line("erase|reset-erase|mass-erase", FLASH)],
  },
  { programs: ["esptool", "esptool.py"], lines: [line("erase_flash|erase_region|erase-flash|erase-region", FLASH)] },
  {
    programs: ["ideviceerase", "idevicerestore"],
    lines: [line("", FLASH)],
  },
  { programs: ["cfgutil"], lines: [line("erase|restore|revive", FLASH), line("*")] },
  {
    programs: ["particle"],
    lines: [
      line("flash", replaces("volume", "the firmware of every device", { reach: "all" }), { with: ["all", "product"] }),
      line("device|product|webhook|library remove|delete|doctor", deletes("service", "from the fleet:")),
      line("product device remove", deletes("service", "from the fleet:")),
      line("library publish", { verb: "publish", resource: "package", says: "publishes the library" }),
      line("*"),
    ],
  },
  { programs: ["tw_cli"], lines: [line("* del|remove|rebuild", ARRAY)] },
  {
    programs: ["omconfig"],
    lines: [
      line("storage *", ARRAY, { operand: /^action=(?:delete|reset|replacedelete|clear|format|cryptographicerase)/ }),
      line("system *", POWER, { operand: /^action=(?:powercycle|shutdown|reboot)/ }),
    ],
  },
  { programs: ["sas2flash", "sas3flash"], lines: [line("* delete|deletevolume", ARRAY)] },
  {
    programs: ["redfishtool"],
    grammar: { values: ["r", "u", "p", "A", "S", "I"] },
    lines: [
      line("* reset", POWER, { operand: /./ }),
      line("* * delete", deletes("record", "a resource of the machine's controller:")),
    ],
  },
  {
    programs: ["ilorest", "redfish"],
    grammar: { values: ["url", "u", "p", "user", "password"] },
    lines: [
      line(
        "factorydefaults|deletedrive|deletevolume|factoryresetcontroller|oneButtonErase|onebuttonerase|drivesanitize|biosdefaults|clearcontrollerconfig|clearrestapistate",
        FLASH,
      ),
      line("reboot", POWER),
      line("deletelogicaldrive|iloaccounts delete", ARRAY),
    ],
  },
  {
    programs: ["vdo", "vdoformat"],
    lines: [
      line("remove|stop|create|import", deletes("volume", "the deduplicated volume"), {
        with: ["n", "name", "a", "all"],
        without: ["dry-run"],
      }),
    ],
  },
  { programs: ["bcachefs", "bcache"], lines: [line("format|make", FLASH), line("device remove|evacuate", ARRAY)] },
  {
    programs: ["beegfs-ctl", "beegfs"],
    lines: [line("", ARRAY, { with: ["removenode", "removetarget", "removemirrorbuddygroup"] })],
  },
  {
    programs: ["targetcli"],
    lines: [
      line("clearconfig|restoreconfig", deletes("volume", "every exported disk's configuration")),
      line("* delete|clearconfig", deletes("volume", "an exported disk:", { recovery: "effort" })),
    ],
  },
  {
    programs: ["mt"],
    grammar: { values: ["f"] },
    lines: [line("erase|weof|eof", deletes("backup", "what is on the tape", { reach: "all" }))],
  },
  {
    programs: ["vmkfstools"],
    lines: [
      line("", deletes("volume", "the virtual disk"), { with: ["U", "deletevirtualdisk"] }),
      line("", FLASH, { with: ["C", "createfs", "w", "writezeros"] }),
    ],
  },
  {
    programs: ["vim-cmd"],
    lines: [
      line("vmsvc/destroy|vmsvc/unregister", deletes("service", "the virtual machine")),
      line("vmsvc/power.off|vmsvc/power.reset|vmsvc/power.suspend", POWER),
      line("vmsvc/snapshot.removeall|vmsvc/snapshot.remove|vmsvc/snapshot.revert", deletes("backup", "snapshots of")),
    ],
  },
  {
    programs: ["esxcli"],
    lines: [
      line("vm process kill", { verb: "stop", resource: "system", says: "cuts the power of a virtual machine" }),
      line("storage filesystem unmount", stops("volume", "the datastore")),
      line("system shutdown|maintenanceMode poweroff|reboot|set", POWER),
      line("storage vmfs|core|nfs *", deletes("volume", "storage of the host:"), {
        operand: /^(?:remove|unmap|delete|detach)$/,
      }),
      line("vsan cluster|storage leave|remove", deletes("cluster", "the host's share of the storage cluster")),
      line("network firewall set|unload", weakens("network", "the firewall of the host")),
    ],
  },
  {
    programs: ["ncli"],
    lines: [
      line("vm.delete|image.delete|volume_group.delete|container.delete", deletes("service", "from the cluster:")),
      line("* remove|delete|rm", deletes("service", "from the cluster:")),
    ],
  },
  {
    programs: ["sysupgrade", "jffs2reset", "firstboot"],
    lines: [line("", replaces("system", "the router's system and settings"))],
  },
  { programs: ["csf"], lines: [line("", weakens("network", "the firewall"), { with: ["x", "f", "disable", "stop"] })] },
  {
    programs: ["fail2ban-client"],
    lines: [
      line("stop|unban", weakens("network", "the ban of attackers")),
      line("set * unbanip|delignoreip", changes("network", "who is banned")),
    ],
  },
  {
    programs: ["conntrack"],
    lines: [
      line("", stops("network", "the connections that the kernel tracks"), { with: ["F", "D", "flush", "delete"] }),
    ],
  },
  { programs: ["birdc", "birdcl"], lines: [line("disable|down|reload|restart", stops("network", "routing:"))] },
  {
    programs: ["gobgp"],
    lines: [
      line("neighbor|global|vrf|policy del", deletes("network", "routing:")),
      line("neighbor * shutdown|disable|softreset|reset", stops("network", "a routing neighbour:")),
    ],
  },
  {
    programs: ["frr-reload.py"],
    lines: [line("", changes("network", "the routing of this machine"), { with: ["reload"] })],
  },
  { programs: ["snmpset"], lines: [line("", changes("network", "a setting of the device"))] },
  {
    programs: ["netconf-console", "netconf-console2"],
    lines: [
      line("", changes("network", "the configuration of the device"), {
        with: ["edit-config", "delete-config", "copy-config", "commit"],
      }),
    ],
  },
  {
    programs: ["wg"],
    lines: [
      line("set", stops("network", "a peer of the tunnel"), { operand: /^remove$/ }),
      line("setconf|syncconf", changes("network", "the peers of the tunnel")),
    ],
  },
  {
    programs: ["mokutil"],
    lines: [
      line("", weakens("system", "what the machine trusts when it starts"), {
        with: ["reset", "disable-validation", "delete", "clear-password", "X"],
      }),
    ],
  },
  {
    programs: ["softhsm2-util"],
    lines: [line("", deletes("secret", "keys of the token"), { with: ["delete-token", "init-token"] })],
  },
];

/** Reads one's own virtual machines and system containers: Vagrant, VirtualBox, VMware, LXC, Multipass, Proxmox. */

import type { Inner } from "../../core/effects/pack.ts";
import { type Carrier, carriedBy } from "../../core/kit/carrying.ts";
import type { Call, EffectTemplate, Table } from "../../core/kit/table.ts";
import type { Locator } from "../../core/places/locator.ts";
import { words } from "../../core/text/expressions.ts";
import { provisionedMachine } from "./vagrantfile.ts";

type Tool = Omit<Table, "id" | "examples">;

const MACHINE: EffectTemplate = {
  verb: "delete",
  resource: "volume",
  reach: "one",
  says: "deletes the machine {} with its disk",
  instead: "A snapshot or an export first keeps what is on it.",
};
const DISK: EffectTemplate = { ...MACHINE, says: "deletes the disk" };
const SNAPSHOT: EffectTemplate = { verb: "delete", resource: "backup", says: "deletes the snapshot" };
/** Going back to a snapshot loses all changes since. */
const BACK: EffectTemplate = {
  verb: "discard",
  resource: "volume",
  says: "takes the machine back to an earlier state:",
};
const OFF: EffectTemplate = { verb: "stop", resource: "container", recovery: "effort", says: "turns off" };
const CUT: EffectTemplate = { verb: "stop", resource: "service", says: "cuts the power of" };
const NETWORK: EffectTemplate = {
  verb: "delete",
  resource: "network",
  recovery: "effort",
  says: "deletes the network",
};

/** Reads `exec` and `ssh`, whose command runs inside the machine. */
function inside(...carriers: readonly Carrier[]) {
  return ({ command }: Call): readonly Inner[] => {
    for (const carrier of carriers) {
      const found = carriedBy(command, { ...carrier, apart: true });
      if (found) return found;
    }
    return [];
  };
}

const vagrant: Tool = {
  source: "https://developer.hashicorp.com/vagrant/docs/cli",
  programs: ["vagrant"],
  grammar: { values: ["c", "command", "provider", "provision-with", "name", "box", "box-version"] },
  lines: [
    { call: "destroy", does: MACHINE },
    { call: "snapshot delete", does: SNAPSHOT },
    { call: "snapshot restore|pop", does: BACK },
    { call: "halt|suspend|reload", does: OFF },
    { call: "*" },
  ],
  inner: call => [...inside({ command: "ssh", script: ["c", "command"] })(call), ...provisionedMachine(call)],
};

const virtualbox: Tool = {
  source: "https://www.virtualbox.org/manual/",
  programs: ["VBoxManage", "vboxmanage", "vbm"],
  grammar: { values: ["name", "username", "password", "exe"] },
  lines: [
    { call: "unregistervm", with: ["delete", "delete-all"], does: MACHINE },
    {
      call: "unregistervm",
      does: { verb: "delete", resource: "record", recovery: "effort", says: "unregisters the machine" },
    },
    { call: "closemedium", with: ["delete"], does: DISK },
    { call: "snapshot * delete", does: SNAPSHOT },
    { call: "snapshot * restore|restorecurrent", does: BACK },
    { call: "discardstate", does: BACK },
    { call: "controlvm * poweroff|reset", does: CUT },
    { call: "controlvm * acpipowerbutton|savestate|pause", does: OFF },
    { call: "mediumio", does: { ...DISK, verb: "overwrite", says: "writes to the disk" } },
    { call: "natnetwork|hostonlyif|hostonlynet|dhcpserver remove", does: NETWORK },
    {
      call: "guestproperty|extpack|sharedfolder|bandwidthctl|usbfilter|metrics|list|showvminfo|startvm|modifyvm|clonevm|export|import|createvm|registervm",
    },
  ],
  inner: inside({ command: "guestcontrol run", behindDashes: true }),
};

const vmware: Tool = {
  source: "https://techdocs.broadcom.com/",
  programs: ["vmrun", "prlctl", "utmctl", "tart"],
  grammar: { values: ["T", "h", "u", "p", "gu", "gp"], singleDash: true },
  lines: [
    { call: "deleteVM|delete|unregister", does: MACHINE },
    { call: "deleteSnapshot", does: SNAPSHOT },
    { call: "snapshot-delete", source: "https://docs.parallels.com/", does: SNAPSHOT },
    { call: "revertToSnapshot|snapshot-switch", does: BACK },
    { call: "stop|reset|suspend|pause", does: OFF },
    { call: "*" },
  ],
  inner: inside({ command: "exec", before: 1, values: ["user"] }),
};

const INCUS = "https://linuxcontainers.org/incus/docs/main/";
const lxc: Tool = {
  source: "https://documentation.ubuntu.com/lxd/latest/reference/manpages/",
  programs: ["lxc", "incus"],
  grammar: { values: ["project", "target", "cwd", "env", "user", "group", "mode"] },
  at: remoteOf,
  lines: [
    { call: "delete|rm|rebuild", does: { ...MACHINE, says: "deletes the container or snapshot with its disk:" } },
    { call: "storage delete|rm", does: DISK },
    { call: "storage volume|bucket delete|rm", does: DISK },
    { call: "snapshot delete|rm", source: INCUS, does: SNAPSHOT },
    { call: "restore", does: BACK },
    { call: "snapshot restore", source: INCUS, does: BACK },
    { call: "project delete|rm", does: { verb: "delete", resource: "project", says: "deletes the project" } },
    { call: "network delete|rm", does: NETWORK },
    {
      call: "cluster remove|rm|evacuate",
      does: { verb: "stop", resource: "system", recovery: "effort", says: "takes out of the cluster" },
    },
    { call: "file delete|rm", does: { verb: "delete", resource: "file", says: "deletes in the container" } },
    { call: "image|profile|alias|remote|config|operation|warning|network" },
    { call: "stop|restart|pause|freeze", does: OFF },
    { call: "*" },
  ],
  inner: inside({ command: "exec", before: 1, values: ["cwd", "env", "user", "group", "mode", "project"] }),
};

/** Reads `prod:web1`, a machine of another host. */
function remoteOf({ words }: Call): readonly Locator[] {
  return words.slice(1).flatMap(({ value }): Locator[] => {
    const remote = /^([\w.-]+):/.exec(value ?? "")?.[1];
    if (remote === undefined || /^(?:local|images|ubuntu|ubuntu-daily)$/.test(remote)) return [];
    return [{ kind: "label", label: remote, evidence: { because: `the command names the remote ${remote}` } }];
  });
}

const oldLxc: Tool = {
  programs: ["lxc-destroy", "lxc-stop", "lxc-snapshot"],
  grammar: { values: ["n", "name", "P", "d", "r"] },
  lines: [],
  special: ({ command, args }) =>
    command.program === "lxc-destroy"
      ? {
          effects: [
            {
              verb: "delete",
              resource: "volume",
              target: "the container",
              reach: "one",
              recovery: "none",
              certainty: "certain",
              source: "machines",
              says: `deletes the container with its disk${args.length > 2 ? " and snapshots" : ""}`,
            },
          ],
        }
      : { effects: [] },
};

const multipass: Tool = {
  source: "https://canonical.com/multipass/docs/",
  programs: ["multipass"],
  grammar: { values: ["d", "working-directory", "n", "name", "c", "m"] },
  lines: [
    { call: "delete", with: ["p", "purge"], does: MACHINE },
    {
      call: "delete",
      does: { verb: "delete", resource: "container", recovery: "effort", says: "deletes, until purged, the machine" },
    },
    { call: "purge", does: { ...MACHINE, says: "deletes for good every machine that was deleted" } },
    { call: "restore", does: BACK },
    { call: "stop|suspend|restart", does: OFF },
    { call: "*" },
  ],
  inner: inside({ command: "exec", before: 1, values: ["d", "working-directory"] }),
};

/** Sub-commands of `orb`; anything else is a command for the machine. */
const ORB_COMMANDS = new Set(words`
  delete reset list start stop create info default config status version restart rename push pull clone import export
  update logs doctor report sudo
`);

const boxes: Tool = {
  source: "https://docs.orbstack.dev/",
  programs: ["orb", "orbctl", "devcontainer"],
  grammar: { values: ["m", "u", "w", "machine", "user", "workdir", "workspace-folder"] },
  lines: [{ call: "delete|reset", does: MACHINE }, { call: "*" }],
  inner: call =>
    call.command.program.startsWith("orb")
      ? ORB_COMMANDS.has(call.words[0]?.value ?? "")
        ? []
        : inside({ values: ["m", "u", "w", "machine", "user", "workdir"] })(call)
      : inside({
          command: "exec",
          values: ["workspace-folder", "config", "remote-env", "container-id", "docker-path"],
        })(call),
};

const PVESM = "https://pve.proxmox.com/pve-docs/pvesm.1.html";
const XEN = "https://docs.xenserver.com/";
const proxmox: Tool = {
  source: "https://pve.proxmox.com/pve-docs/qm.1.html",
  programs: ["qm", "pct", "pvesm", "pvesh", "pveceph", "xe"],
  grammar: { values: ["storage", "vmid", "uuid", "timeout", "snapname", "force"] },
  lines: [
    { call: "destroy", does: MACHINE },
    { call: "pool|mon|mgr|mds|osd|fs destroy", source: "https://pve.proxmox.com/pve-docs/pveceph.1.html", does: DISK },
    { call: "delsnapshot", does: SNAPSHOT },
    { call: "rollback", does: BACK },
    { call: "free|remove", source: PVESM, does: DISK },
    { call: "prune-backups", source: PVESM, does: { ...SNAPSHOT, says: "deletes backups of the storage" } },
    { call: "delete", source: "https://pve.proxmox.com/pve-docs/pvesh.1.html", does: { ...MACHINE, says: "deletes" } },
    { call: "disk unlink", does: DISK },
    { call: "unlink", does: DISK },
    {
      call: "vm-destroy|vdi-destroy|sr-destroy|sr-forget|vm-uninstall|pool-eject|snapshot-destroy|snapshot-uninstall",
      source: XEN,
      does: MACHINE,
    },
    { call: "snapshot-revert", source: XEN, does: BACK },
    // A hypervisor's machines are others' servers, and what they had not written yet goes with the power.
    { call: "stop|reset", does: CUT },
    { call: "vm-shutdown|vm-reboot|shutdown|reboot|suspend", with: ["force", "forceStop"], does: CUT },
    { call: "shutdown|suspend|reboot|vm-shutdown|vm-reboot", does: { ...CUT, recovery: "effort", says: "stops" } },
    { call: "*" },
  ],
  inner: inside({ command: "guest exec", before: 1, behindDashes: true }, { command: "exec", before: 1 }),
};

const govc: Tool = {
  source: "https://github.com/vmware/govmomi/blob/main/govc/USAGE.md",
  programs: ["govc"],
  grammar: { values: "u dc ds cluster host pool folder vm k".split(" "), singleDash: true },
  account: { provider: "vSphere", endpoint: ["u"], variables: ["GOVC_URL"] },
  lines: [
    { call: "vm.destroy|vm.unregister|object.destroy|pool.destroy|cluster.rm|datacenter.destroy", does: MACHINE },
    { call: "datastore.rm|disk.rm|device.remove|volume.rm|datastore.cluster.rm|datastore.remove", does: DISK },
    { call: "snapshot.remove|disk.snapshot.rm", does: SNAPSHOT },
    { call: "snapshot.revert", does: BACK },
    { call: "vm.power|host.power", with: ["on"] },
    { call: "vm.power|host.shutdown|host.maintenance.enter|host.remove|host.disconnect|cluster.shutdown", does: CUT },
    {
      call: "library.rm|folder.rm|tags.rm|role.remove|permissions.remove|session.rm|dvs.portgroup.rm",
      does: { verb: "delete", resource: "record", says: "deletes" },
    },
    { call: "*" },
  ],
  inner: inside(
    { command: "guest.run", values: ["vm", "l", "d", "e", "t"] },
    { command: "guest.start", values: ["vm", "l"] },
  ),
};

export const VIRTUAL: readonly Tool[] = [vagrant, virtualbox, vmware, lxc, oldLxc, multipass, boxes, proxmox, govc];

/** Reads tools for virtual machines, which are lost together with what is on their disks. */
import type { Example } from "../../core/effects/pack.ts";
import { tablesPack } from "../../core/kit/subcommands.ts";
import { QEMU_IMG } from "./disk-images.ts";
import { VIRTUAL } from "./machines.ts";

const EXAMPLES: readonly Example[] = [
  { run: "vagrant destroy -f", expect: "ask" },
  { run: "vagrant snapshot restore before", expect: "ask" },
  { run: "vagrant ssh -c 'sudo rm -rf /srv/data'", expect: "ask" },
  { run: "VBoxManage unregistervm dev --delete", expect: "ask" },
  { run: "VBoxManage snapshot dev delete clean", expect: "ask" },
  { run: "vmrun -T ws deleteVM /vms/dev.vmx", expect: "ask" },
  { run: "lxc delete --force web", expect: "ask" },
  { run: "incus exec web -- rm -rf /srv/data", expect: "ask" },
  { run: "lxc-destroy -n web -s", expect: "ask" },
  { run: "multipass delete --purge dev", expect: "ask" },
  { run: "multipass purge", expect: "ask" },
  { run: "qm destroy 101 --purge", expect: "ask" },
  { run: "pct exec 101 -- rm -rf /srv/data", expect: "ask" },
  { run: "govc vm.destroy web1", expect: "deny", why: "nobody knows whose machines" },
  { run: "qemu-img create -f qcow2 disk.img 20G", expect: "ask", files: { "disk.img": "x" } },
  { run: "qemu-img snapshot -d clean disk.img", expect: "ask" },
  {
    run: "vagrant up",
    expect: "ask",
    why: "the project's folder is mounted in the machine",
    files: { Vagrantfile: "config.vm.provision :shell, inline: 'rm -rf /vagrant/data'\n", "data/a.csv": "x" },
    git: { untracked: ["data/a.csv"] },
  },
  {
    run: "vagrant up",
    expect: "deny",
    files: { Vagrantfile: "config.trigger.after :up do |t|\n  t.run = { inline: 'rm -rf /home/dev' }\nend\n" },
  },
  {
    run: "vagrant provision",
    expect: "allow",
    files: {
      Vagrantfile:
        "config.vm.provision 'shell', inline: <<-SHELL\n  apt-get install -y nginx\n  rm -rf /etc/nginx/sites-enabled/default\nSHELL\n",
    },
  },
  { run: "vagrant up && vagrant halt", expect: "allow" },
  { run: "vagrant ssh -c 'cd /vagrant && make test'", expect: "allow" },
  { run: "VBoxManage list vms", expect: "allow" },
  { run: "vmrun list", expect: "allow" },
  { run: "govc vm.info web1", expect: "allow" },
  { run: "lxc list", expect: "allow" },
  { run: "incus exec web -- systemctl status nginx", expect: "allow" },
  { run: "multipass launch --name dev", expect: "allow" },
  { run: "multipass delete dev", expect: "allow", why: "recover brings it back" },
  { run: "qm stop 101", expect: "ask", why: "the power of somebody's server" },
  { run: "pct stop 101", expect: "ask" },
  { run: "qm reset 101", expect: "ask" },
  { run: "qm shutdown 101", expect: "allow" },
  { run: "qm list", expect: "allow" },
  { run: "qemu-img convert -O qcow2 a.raw new.qcow2", expect: "allow", files: { "a.raw": "x" } },
  { run: "qemu-img info disk.img", expect: "allow" },
];

export const machines = tablesPack("machines", [...VIRTUAL, QEMU_IMG], EXAMPLES);

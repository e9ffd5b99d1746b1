/** Reads tools that act on many machines at once: the command or module, and which machines those are. */
import type { Example } from "../../core/effects/pack.ts";
import { tablesPack } from "../../core/kit/subcommands.ts";
import { ANSIBLE } from "./ansible.ts";
import { OTHERS } from "./configuration-managers.ts";

const EXAMPLES: readonly Example[] = [
  { run: "ansible web -m shell -a 'rm -rf /srv/data'", expect: "ask" },
  { run: "ansible all -i inventories/prod -a 'rm -rf /srv/data'", expect: "ask" },
  { run: "ansible prod_db -b -m ansible.builtin.file -a 'path=/srv/data state=absent'", expect: "ask" },
  { run: "ansible all -m reboot", expect: "ask" },
  { run: "ansible-playbook -i inventories/production site.yml", expect: "ask" },
  { run: "ansible-playbook site.yml", expect: "ask", why: "nobody knows which hosts" },
  { run: "ansible-playbook -i inventories/dev teardown.yml", expect: "ask" },
  { run: "salt '*' cmd.run 'rm -rf /srv/data'", expect: "ask" },
  { run: "salt 'prod-*' state.highstate", expect: "ask" },
  { run: "salt web1 system.reboot", expect: "ask" },
  { run: "knife node delete web1 -y", expect: "ask" },
  { run: "knife ssh 'role:web' 'sudo rm -rf /srv/data'", expect: "ask" },
  { run: "bolt command run 'rm -rf /srv/data' --targets web1,web2", expect: "ask" },
  { run: "puppet node purge web1.acme.io", expect: "ask" },
  { run: "ansible all -m ping", expect: "allow" },
  { run: "ansible web -a uptime", expect: "allow" },
  { run: "ansible-playbook -i inventories/production site.yml --check --diff", expect: "allow" },
  { run: "ansible-playbook -i inventories/dev site.yml", expect: "allow" },
  { run: "ansible-playbook setup.yml", expect: "allow", files: { "setup.yml": "- hosts: localhost\n  tasks: []\n" } },
  { run: "ansible-playbook -i localhost, -c local site.yml", expect: "allow" },
  { run: "salt '*' test.ping", expect: "allow" },
  { run: "salt web1 state.apply test=True", expect: "allow" },
  { run: "knife node list", expect: "allow" },
  { run: "bolt inventory show --targets all", expect: "allow" },
  { run: "puppet agent -t --noop", expect: "allow" },
];

export const fleet = tablesPack("fleet", [...ANSIBLE, ...OTHERS], EXAMPLES);

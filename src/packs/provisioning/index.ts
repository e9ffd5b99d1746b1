/** Reads tools that create and destroy infrastructure by descriptions. A destroy deletes what the description names. */
import type { Example } from "../../core/effects/pack.ts";
import { tablesPack } from "../../core/kit/subcommands.ts";
import { NIX } from "./nix.ts";
import { SCHEDULERS } from "./schedulers.ts";
import { STACKS } from "./stacks.ts";

const EXAMPLES: readonly Example[] = [
  { run: "pulumi destroy --yes -s dev", expect: "ask" },
  { run: "pulumi destroy -s acme/shop/prod -y", expect: "deny" },
  { run: "pulumi up --yes --stack prod", expect: "ask" },
  { run: "pulumi up -y", expect: "ask" },
  { run: "pulumi stack rm prod --force", expect: "deny" },
  { run: "pulumi state delete urn:pulumi:x", expect: "ask" },
  { run: "packer build -force web.pkr.hcl", expect: "ask" },
  {
    run: "packer build .",
    expect: "deny",
    files: {
      "web.pkr.hcl":
        'build {\n  sources = ["source.docker.web"]\n  provisioner "shell-local" {\n    inline = ["aws s3 rm s3://media --recursive"]\n  }\n}\n',
    },
  },
  {
    run: "packer build web.pkr.hcl",
    expect: "allow",
    why: "in the machine that becomes an image",
    files: {
      "web.pkr.hcl":
        'build {\n  sources = ["source.docker.web"]\n  provisioner "shell" {\n    inline = ["apt-get update", "rm -rf /var/lib/apt/lists/*"]\n  }\n}\n',
    },
  },
  { run: "nomad job stop -purge web", expect: "ask" },
  { run: "nomad system gc", expect: "ask" },
  { run: "nomad alloc exec 4f2a rm -rf /data", expect: "ask" },
  { run: "consul kv delete -recurse config/", expect: "deny" },
  { run: "consul snapshot restore backup.snap", expect: "ask" },
  { run: "bosh -d shop delete-deployment", expect: "deny" },
  { run: "juju destroy-model shop --no-prompt", expect: "deny" },
  { run: "nix-env --delete-generations old", expect: "ask" },
  { run: "nix-store --delete /nix/store/abc-tool-1.0", expect: "ask" },
  { run: "nix store delete --ignore-liveness /nix/store/abc-tool-1.0", expect: "ask" },
  { run: "nix-env -e '*'", expect: "ask" },
  { run: "nix profile remove '.*'", expect: "ask" },
  { run: "nix-env -e ripgrep", expect: "allow" },
  { run: "nix-store --gc", expect: "allow", why: "nothing refers to it" },
  { run: "guix gc -d 1m", expect: "ask" },
  { run: "nixos-rebuild switch --target-host root@web.acme.io", expect: "ask" },
  { run: "pulumi preview --diff", expect: "allow" },
  { run: "pulumi up --yes -s dev", expect: "allow" },
  { run: "pulumi stack output", expect: "allow" },
  { run: "packer validate web.pkr.hcl && packer build web.pkr.hcl", expect: "allow" },
  { run: "nomad job plan web.hcl", expect: "allow" },
  { run: "consul kv get config/db", expect: "allow" },
  { run: "nix develop -c make test", expect: "allow" },
  { run: "nixos-rebuild switch", expect: "allow", why: "the generation before is one command away" },
  { run: "nix build .#web", expect: "allow" },
  { run: "juju status", expect: "allow" },
  { run: "bosh -d shop vms", expect: "allow" },
  { run: "guix search emacs", expect: "allow" },
  { run: "nixos-rebuild list-generations", expect: "allow" },
  { run: "atmos terraform apply vpc -s prod", expect: "ask" },
  { run: "tfci run apply -run=run-4f2a", expect: "ask" },
  { run: "atmos terraform plan vpc -s prod", expect: "allow" },
  { run: "tfx workspace list", expect: "allow" },
];

export const provisioning = tablesPack("provisioning", [...STACKS, ...SCHEDULERS, ...NIX], EXAMPLES);

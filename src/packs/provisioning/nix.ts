/** Nix and Guix: the store comes back by itself, old generations (the way back) do not. */

import type { Locator } from "../../core/effects/effect.ts";
import { optionValue } from "../../core/effects/options.ts";
import { carriedBy } from "../../core/effects/programs/carrying.ts";
import type { Call, Doing, Table } from "../../core/effects/subcommands.ts";

type Tool = Omit<Table, "id" | "examples">;

const GENERATIONS: Doing = {
  verb: "discard",
  resource: "backup",
  recovery: "effort",
  reach: "several",
  says: "deletes the older generations: there is no going back to them",
  instead: "Without -d only what no generation uses goes.",
};
const SWITCH: Doing = {
  verb: "mutate",
  resource: "system",
  recovery: "effort",
  says: "switches the system to another configuration",
};

export const NIX: readonly Tool[] = [
  {
    programs: ["nixos-rebuild", "darwin-rebuild", "nixos-install", "home-manager", "deploy-rs", "colmena", "nixops"],
    grammar: { values: "target-host build-host flake I A attr p profile-name on max-jobs option".split(" ") },
    at: hostOf,
    lines: [
      {
        call: "destroy|delete",
        does: { verb: "destroy", resource: "stack", reach: "all", says: "destroys the machines of the network" },
      },
      { call: "expire-generations|remove-generations", does: GENERATIONS },
      { call: "switch|boot|test|apply|deploy", does: SWITCH },
      { call: "*" },
    ],
  },
  {
    programs: ["nix-env", "nix-store", "nix"],
    grammar: { values: "p profile f file I A attr option arg argstr log-format j c command older-than".split(" ") },
    lines: [
      { call: "profile wipe-history", does: GENERATIONS },
      { call: "", with: ["delete-generations"], does: GENERATIONS },
      { call: "*" },
      { call: "" },
    ],
    inner: ({ command }) =>
      carriedBy(command, { command: "develop|shell|run", behindDashes: true }) ??
      carriedBy(command, { command: "develop|shell", script: ["c", "command"] }) ??
      [],
  },
  {
    programs: ["guix"],
    grammar: { values: "p profile m manifest e expression L load-path".split(" ") },
    lines: [
      { call: "gc", with: ["d", "delete-generations"], does: GENERATIONS },
      { call: "package|pull|home", with: ["d", "delete-generations"], does: GENERATIONS },
      { call: "system|home delete-generations", does: GENERATIONS },
      { call: "system|home|deploy reconfigure|roll-back|switch-generation|init", does: SWITCH },
      { call: "*" },
    ],
    inner: ({ command }) => carriedBy(command, { command: "shell|environment", behindDashes: true }) ?? [],
  },
];

function hostOf({ args }: Call): readonly Locator[] {
  const host = optionValue(args, "target-host", "on");
  if (!host) return [];
  const name = (host.value ?? "").replace(/^.*@/, "");
  return [
    {
      kind: "host",
      host: name.includes(".") ? name : `${name}.`,
      evidence: { because: `the command names the host ${host.text}` },
    },
  ];
}

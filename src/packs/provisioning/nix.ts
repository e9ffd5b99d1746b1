/** Reads Nix and Guix. The store can be rebuilt, but old generations, which allow a rollback, cannot. */

import { optionValue } from "../../core/effects/options.ts";
import type { Inner, Invocation, Reading } from "../../core/effects/pack.ts";
import { carriedBy } from "../../core/kit/carrying.ts";
import { effectOfTemplate } from "../../core/kit/subcommands.ts";
import type { Call, EffectTemplate, Table } from "../../core/kit/table.ts";
import type { Locator } from "../../core/places/locator.ts";
import { ownProperty } from "../../core/text/own-property.ts";
import { literalWord } from "../../core/text/words.ts";

type Tool = Omit<Table, "id" | "examples">;

const GENERATIONS: EffectTemplate = {
  verb: "discard",
  resource: "backup",
  recovery: "effort",
  reach: "several",
  says: "deletes the older generations: there is no going back to them",
  instead: "Without -d only what no generation uses goes.",
};
const FETCHED: EffectTemplate = {
  verb: "execute-remote",
  resource: "code",
  says: "runs code straight from",
  instead: "Run a package of nixpkgs, or one of this flake.",
};
const SWITCH: EffectTemplate = {
  verb: "mutate",
  resource: "system",
  recovery: "effort",
  says: "switches the system to another configuration",
};

const STORE_PATHS: EffectTemplate = {
  verb: "delete",
  resource: "package",
  certainty: "likely",
  says: "deletes from the store, which every profile shares,",
};
const EVERY_PACKAGE: EffectTemplate = {
  verb: "delete",
  resource: "package",
  reach: "all",
  says: "removes every package of the profile",
};

export const NIX: readonly Tool[] = [
  {
    source: "https://nixos.org/manual/nixos/stable/",
    programs: ["nixos-rebuild", "darwin-rebuild", "nixos-install", "home-manager", "deploy-rs", "colmena", "nixops"],
    grammar: { values: "target-host build-host flake I A attr p profile-name on max-jobs option".split(" ") },
    at: hostOf,
    lines: [
      {
        call: "destroy|delete",
        source: "https://github.com/NixOS/nixops",
        does: { verb: "destroy", resource: "stack", reach: "all", says: "destroys the machines of the network" },
      },
      {
        call: "expire-generations|remove-generations",
        source: "https://nix-community.github.io/home-manager/",
        does: GENERATIONS,
      },
      { call: "switch|boot|test|apply|deploy", does: SWITCH },
      { call: "*" },
    ],
  },
  {
    source: "https://nix.dev/manual/nix/stable/",
    programs: ["nix-env", "nix-store", "nix"],
    grammar: { values: "p profile f file I A attr option arg argstr log-format j c command older-than".split(" ") },
    lines: [
      { call: "profile wipe-history", does: GENERATIONS },
      { call: "", with: ["delete-generations"], does: GENERATIONS },
      { call: "store delete", does: STORE_PATHS },
      { call: "", with: ["delete"], does: STORE_PATHS },
      { call: "profile remove", with: ["all"], does: EVERY_PACKAGE },
      { call: "profile remove", operand: /^(?=\W*\*)\W+$/, does: EVERY_PACKAGE },
      { call: "", with: ["e", "uninstall"], operand: /^(?=\W*\*)\W+$/, does: EVERY_PACKAGE },
      { call: "*" },
      { call: "" },
    ],
    special: fetched,
    inner: ({ command }) =>
      packaged(command) ??
      carriedBy(command, { command: "develop|shell|run", behindDashes: true }) ??
      carriedBy(command, { command: "develop|shell", script: ["c", "command"] }) ??
      [],
  },
  {
    source: "https://guix.gnu.org/manual/",
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

/** Packages with another name than their main program. */
const MAIN_PROGRAMS: Readonly<Record<string, string>> = {
  awscli: "aws",
  awscli2: "aws",
  "azure-cli": "az",
  "google-cloud-sdk": "gcloud",
  "kubernetes-helm": "helm",
  opentofu: "tofu",
  nodejs: "node",
  python3: "python",
  "scaleway-cli": "scw",
};

/** Reads `nix run nixpkgs#kubectl -- delete ns x` as the package's program with the words after it. */
function packaged({ argv, scope, span }: Invocation): Inner[] | undefined {
  const at = argv.findIndex(({ value }) => /^(?:nixpkgs|github:nixos\/nixpkgs[\w./-]*)#[\w.-]+$/i.test(value ?? ""));
  if (at < 0 || !argv.slice(1, at).some(({ value }) => value === "run")) return undefined;
  const attribute = argv[at]?.value?.replace(/^.*[#.]/, "") ?? "";
  const program =
    ownProperty(MAIN_PROGRAMS, attribute) ??
    attribute.replace(/^(terraform|postgresql|mongodb|mysql|go|nodejs|python)_?\d[\w]*$/, "$1");
  const rest = argv.slice(at + 1);
  const words = rest[0]?.value === "--" ? rest.slice(1) : rest;
  return [{ kind: "argv", argv: [literalWord(program), ...words], scope, ...(span && { span }) }];
}

/** Reads `nix run github:someone/tool`: code from a repository outside of Nix's own packages. */
function fetched(call: Call): Reading | undefined {
  const [verb, ...rest] = call.words;
  if (!/^(?:run|shell|develop|bundle)$/.test(verb?.value ?? "")) return undefined;
  const dashes = call.command.argv.findIndex(({ value }) => value === "--");
  const own = dashes < 0 ? rest : rest.filter(word => call.command.argv.indexOf(word) < dashes);
  const remote = own.filter(({ value }) =>
    /^(?:github:(?!nixos\/)|gitlab:|sourcehut:|git\+(?!file)|tarball\+|https?:)/i.test(value ?? ""),
  );
  return remote.length > 0 ? { effects: [effectOfTemplate(FETCHED, remote, call, { id: "provisioning" })] } : undefined;
}

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

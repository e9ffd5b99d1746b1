/** Reads key tools: gpg, ssh-keygen, ssh-add, keytool. A key may be deleted, overwritten or moved. */

import type { Effect } from "../core/effects/effect.ts";
import { hasOption, optionValue, optionValues } from "../core/effects/options.ts";
import type { ProgramPack } from "../core/effects/pack.ts";
import { effectOfLoss } from "../core/files/loss-effects.ts";
import { shown, targetOf } from "../core/files/targets.ts";
import { deletes, line } from "../core/kit/effect-templates.ts";
import { tablePack } from "../core/kit/subcommands.ts";
import type { Call, Table } from "../core/kit/table.ts";
import { asArgv } from "../core/programs/interpreter.ts";
import { literalWord } from "../core/text/words.ts";

const gpg: Table = {
  id: "gpg",
  source: "https://www.gnupg.org/documentation/manuals/gnupg/",
  programs: ["gpg", "gpg2"],
  grammar: {
    values: [
      "homedir",
      "u",
      "local-user",
      "r",
      "recipient",
      "o",
      "output",
      "passphrase",
      "passphrase-file",
      "keyserver",
    ],
  },
  unasked: ["yes", "batch"],
  inner: ({ command, args }) =>
    hasOption(args, "yes")
      ? optionValues(args, "o", "output").map(to => asArgv(command, [literalWord("tee", command.span), to]))
      : [],
  lines: [
    line("", deletes("secret", "the secret key"), {
      with: ["delete-secret-keys", "delete-secret-key", "delete-secret-and-public-key"],
    }),
    line("", deletes("secret", "the public key", { recovery: "effort" }), { with: ["delete-keys", "delete-key"] }),
    line(
      "",
      {
        verb: "read-secret",
        resource: "secret",
        says: "exports the secret key",
        recovery: "none",
      },
      { with: ["export-secret-keys", "export-secret-key", "export-secret-subkeys"] },
    ),
    line(
      "",
      { verb: "publish", resource: "secret", says: "publishes the key to a key server" },
      { with: ["send-keys"] },
    ),
    line(""),
  ],
  examples: [
    { run: "gpg --batch --yes --delete-secret-keys ABCD1234", expect: "ask" },
    { run: "gpg --export-secret-keys -a bob@acme.io", expect: "ask" },
    { run: "gpg --verify a.sig a", expect: "allow" },
    { run: "gpg -d file.gpg", expect: "allow" },
    { run: "gpg --yes -o notes.txt -d file.gpg", expect: "ask", files: { "notes.txt": "x" } },
    { run: "gpg -o notes.txt -d file.gpg", expect: "allow", files: { "notes.txt": "x" }, why: "it asks itself" },
    { run: "gpg --list-keys", expect: "allow" },
  ],
};

const sshKeygen: Table = {
  id: "ssh-keygen",
  programs: ["ssh-keygen"],
  grammar: { values: ["f", "t", "b", "C", "N", "P", "m", "R", "F", "s", "I", "n", "V", "O", "l"] },
  lines: [],
  special: call => ({ effects: [...writesKey(call), ...forgetsHost(call)] }),
  examples: [
    {
      run: "ssh-keygen -t ed25519 -f ~/.ssh/id_ed25519 -N ''",
      expect: "ask",
      files: { "/home/dev/.ssh/id_ed25519": "KEY" },
    },
    { run: "ssh-keygen -t ed25519 -f /tmp/k/deploy -N ''", expect: "allow" },
    { run: "ssh-keygen -lf ~/.ssh/id_ed25519.pub", expect: "allow" },
    { run: "ssh-keygen -R db.acme.io", expect: "ask", why: "who answers there next is believed" },
    { run: "ssh-keygen -f ~/.ssh/known_hosts -R '[10.1.2.3]:2222'", expect: "ask" },
    { run: "ssh-keygen -R '[localhost]:2222'", expect: "allow", why: "this machine" },
    { run: "ssh-keygen -R db.acme.io -f /tmp/known_hosts", expect: "allow" },
    { run: "ssh-keygen -F db.acme.io", expect: "allow" },
  ],
};

/** Reads a new key that overwrites an old one, which cannot be restored. */
function writesKey({ args, command, facts }: Call): ReturnType<typeof effectOfLoss>[] {
  const looks = ["l", "y", "R", "F", "e", "i", "B", "H", "p", "c", "D"].some(name => hasOption(args, name));
  const file = optionValue(args, "f");
  if (looks || !file) return [];
  const target = targetOf(file, command.scope, facts, { recursive: false });
  return target ? [effectOfLoss(target, { verb: "overwrite", source: "ssh-keygen", span: command.span })] : [];
}

/** Reads `-R host`: the host's key is forgotten, so that the next machine that answers is believed. */
function forgetsHost({ args, command }: Call): Effect[] {
  const host = optionValue(args, "R");
  const file = optionValue(args, "f")?.value ?? "";
  if (!host || THIS_MACHINE.test(host.value ?? "") || /^(?:\/private)?\/tmp\//.test(file)) return [];
  return [
    {
      verb: "weaken",
      resource: "setting",
      target: shown(host),
      reach: "one",
      recovery: "effort",
      certainty: "certain",
      source: "ssh-keygen",
      says: `forgets by which key ${shown(host)} is recognized`,
      ...(command.span && { span: command.span }),
    },
  ];
}

const THIS_MACHINE = /^\[?(?:localhost|127\.\d+\.\d+\.\d+|::1|0\.0\.0\.0)(?:\]|:|$)/;

/** One pack for each tool. */
export const keys: readonly ProgramPack[] = [gpg, sshKeygen].map(tablePack);

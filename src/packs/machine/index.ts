/** Reads programs on the machine itself: shutdown, kernel, boot loader, mounts, clock, protection, logs. */
import { hasOption, optionValues } from "../../core/effects/options.ts";
import type { Reading } from "../../core/effects/pack.ts";
import { effectOfTemplate, tablesPack } from "../../core/kit/subcommands.ts";
import type { Call, EffectTemplate } from "../../core/kit/table.ts";
import { inOrder, words } from "../../core/text/expressions.ts";
import { EXAMPLES } from "./examples.ts";

const OFF: EffectTemplate = {
  verb: "stop",
  resource: "system",
  says: "switches the machine off or starts it anew",
  reach: "all",
  recovery: "effort",
};
const BOOT: EffectTemplate = {
  verb: "weaken",
  resource: "system",
  says: "changes how the machine starts",
  recovery: "effort",
};
const TURNS_OFF: EffectTemplate = {
  verb: "weaken",
  resource: "system",
  says: "switches off a protection of the machine",
  reach: "all",
  recovery: "effort",
};
const CHANGES: EffectTemplate = {
  verb: "mutate",
  resource: "system",
  says: "changes the machine's settings",
  recovery: "effort",
  reach: "one",
};

/** Kernel settings that protect against attacks, which a zero disables. */
const GUARDS = inOrder([
  /^/,
  [
    inOrder([
      /kernel\./,
      words`
        randomize_va_space kptr_restrict dmesg_restrict yama\.ptrace_scope unprivileged_bpf_disabled modules_disabled
        perf_event_paranoid
      `,
    ]),
    /fs\.(protected_\w+|suid_dumpable)/,
    /net\.ipv4\.(tcp_syncookies|conf\.\w+\.rp_filter)/,
  ],
  /=/,
]);

export const machine = tablesPack(
  "machine",
  [
    {
      programs: ["sysctl"],
      grammar: { values: ["p", "load", "r", "pattern"] },
      special: kernelSettings,
      lines: [{ call: "" }],
    },
    {
      programs: ["mount"],
      grammar: { values: ["t", "o", "L", "U", "O", "N"] },
      special: mounting,
      lines: [{ call: "" }],
    },
    { programs: ["umount"], grammar: { values: ["t", "O", "N"] }, special: unmounting, lines: [{ call: "" }] },
    {
      programs: ["grub-install", "grub2-install", "bootctl", "efibootmgr", "bless", "nvram"],
      special: boot,
      lines: [{ call: "" }],
    },
  ],
  EXAMPLES,
);

function said(doing: EffectTemplate, call: Call): Reading {
  return { effects: [effectOfTemplate(doing, call.words, call, { id: "machine" })] };
}

function kernelSettings(call: Call): Reading | undefined {
  const sets = call.words.filter(({ value }) => value === null || value.includes("="));
  if (sets.length === 0) return undefined;
  const opens = sets.some(({ value }) => GUARDS.test(value ?? "") && /=\s*0/.test(value ?? ""));
  return said(opens ? TURNS_OFF : CHANGES, call);
}

/** Reads mounts, which hide what is below and can be undone; making the whole system read-only stops it. */
function mounting(call: Call): Reading | undefined {
  const options = optionValues(call.args, "o", "options").map(({ value }) => value ?? "");
  const remounts = options.some(text => /(^|,)remount(,|$)/.test(text) && /(^|,)ro(,|$)/.test(text));
  const last = call.words.at(-1)?.value ?? "";
  if (remounts && /^\/(usr|var|home|boot)?\/?$/.test(last)) return said({ ...OFF, says: "makes read-only" }, call);
  const covers = !remounts && call.words.length > 1 && /^\/(etc|usr|bin|lib|var|home|boot)?\/?$/.test(last);
  if (covers) return said({ ...OFF, says: "hides what the system needs behind another mount:" }, call);
  return call.words.length === 0 && !hasOption(call.args, "a", "all") ? undefined : said(CHANGES, call);
}

function unmounting(call: Call): Reading | undefined {
  const vital = call.words.some(({ value }) => /^\/(usr|var|home|boot|proc|sys|dev|run|Users)?\/?$/.test(value ?? ""));
  if (vital || hasOption(call.args, "a", "all", "A", "all-targets")) return said({ ...OFF, says: "unmounts" }, call);
  return said(CHANGES, call);
}

/** Reads efibootmgr: -v only lists, -B deletes an entry, -o changes the order, and -n the next start. */
function boot(call: Call): Reading | undefined {
  const { command, args, words } = call;
  switch (command.program) {
    case "efibootmgr":
      return hasOption(
        args,
        "B",
        "delete-bootnum",
        "b",
        "o",
        "bootorder",
        "c",
        "create",
        "n",
        "bootnext",
        "O",
        "D",
        "N",
      )
        ? said(BOOT, call)
        : undefined;
    case "bootctl":
      return /^(install|remove|update|set-\w+|unlink|cleanup)$/.test(words[0]?.value ?? "")
        ? said(BOOT, call)
        : undefined;
    case "bless":
      return hasOption(args, "info", "getBoot") ? undefined : said(BOOT, call);
    case "nvram":
      return hasOption(args, "c", "d") || words.some(({ value }) => value?.includes("="))
        ? said(BOOT, call)
        : undefined;
    default:
      return said(BOOT, call);
  }
}

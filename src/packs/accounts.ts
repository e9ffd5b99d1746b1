/** Reads useradd, usermod, userdel, passwd, dscl and similar programs: who may log in to the machine, and as whom. */
import { hasOption, optionValue, optionValues } from "../core/effects/options.ts";
import type { Reading } from "../core/effects/pack.ts";
import { effectOfTemplate, tablesPack } from "../core/kit/subcommands.ts";
import type { Call, EffectTemplate } from "../core/kit/table.ts";

const DELETES: EffectTemplate = { verb: "delete", resource: "account", says: "deletes the account" };
const CHANGES: EffectTemplate = {
  verb: "mutate",
  resource: "account",
  says: "changes the account",
  recovery: "effort",
  reach: "one",
};
const ADDS: EffectTemplate = {
  verb: "mutate",
  resource: "account",
  says: "adds the account",
  recovery: "effort",
  reach: "one",
};
const LOCKS: EffectTemplate = {
  verb: "weaken",
  resource: "account",
  says: "locks out the account",
  recovery: "effort",
};
const RIGHTS: EffectTemplate = {
  verb: "weaken",
  resource: "account",
  says: "gives the rights of an administrator to",
  recovery: "effort",
};
const PASSWORD: EffectTemplate = {
  verb: "overwrite",
  resource: "secret",
  says: "replaces the password of",
  recovery: "none",
};

/** Groups whose members can become root. */
const POWERFUL = /(^|[,\s])(sudo|wheel|root|admin|adm|shadow|disk)([,\s]|$)/;

export const accounts = tablesPack(
  "accounts",
  [
    {
      source: "https://man7.org/linux/man-pages/man8/userdel.8.html",
      programs: ["userdel", "deluser", "groupdel", "delgroup"],
      grammar: { values: ["R", "P", "Z"] },
      // `deluser bob devs` takes bob out of the group.
      special: call =>
        call.command.program === "deluser" && call.words.length === 2 ? said(CHANGES, call) : undefined,
      lines: [{ call: "", does: DELETES }],
    },
    {
      source: "https://man7.org/linux/man-pages/man8/useradd.8.html",
      programs: ["useradd", "adduser", "groupadd", "addgroup", "newusers"],
      grammar: {
        values: "b c d e f g G k K p s u groups gid uid shell home home-dir comment password ingroup gecos".split(" "),
      },
      special: powerful,
      lines: [{ call: "", does: ADDS }],
    },
    {
      source: "https://man7.org/linux/man-pages/man1/gpasswd.1.html",
      programs: ["gpasswd"],
      grammar: { values: ["a", "d", "M", "A", "add", "delete", "members", "administrators"] },
      special: call => (POWERFUL.test(call.words[0]?.value ?? "") ? said(RIGHTS, call) : undefined),
      lines: [{ call: "", does: CHANGES }],
    },
    {
      source: "https://man7.org/linux/man-pages/man8/usermod.8.html",
      programs: ["usermod", "groupmod", "chage", "chsh", "chfn"],
      grammar: {
        values: "c d e f g G l p s u M E I m W groups gid uid shell home expiredate password login".split(" "),
      },
      special: changed,
      lines: [{ call: "", does: CHANGES }],
    },
    {
      source: "https://man7.org/linux/man-pages/man8/chpasswd.8.html",
      programs: ["chpasswd"],
      // Who is named on its standard input; a test user's password is nobody's loss.
      special: call => {
        const { stdin } = call.command;
        return stdin.kind === "text" && !/^[^\S\r\n\u2028\u2029]*root:/m.test(stdin.text)
          ? said(CHANGES, call)
          : undefined;
      },
      lines: [{ call: "", does: PASSWORD }],
    },
    { programs: ["dscl"], special: directory, lines: [{ call: "" }] },
    {
      programs: ["dseditgroup"],
      grammar: { values: ["o", "a", "t", "d", "n", "u", "P"] },
      // `checkmember` and `read` only look.
      special: call =>
        /^(?:edit|create)$/.test(optionValue(call.args, "o")?.value ?? "") ? powerful(call) : { effects: [] },
      lines: [{ call: "" }],
    },
  ],
  [
    { run: "sudo userdel -r alice", expect: "ask" },
    { run: "deluser --remove-home alice", expect: "ask" },
    { run: "deluser alice devs", expect: "allow", why: "out of the group" },
    { run: "groupdel staff", expect: "ask" },
    { run: "sudo usermod -aG sudo bob", expect: "ask" },
    { run: "usermod -L alice", expect: "ask" },
    { run: "echo 'root:x' | sudo chpasswd", expect: "ask" },
    { run: "sudo chpasswd < users.txt", expect: "ask" },
    { run: "adduser bob sudo", expect: "ask" },
    { run: "useradd -o -u 0 bob", expect: "ask", why: "a second root" },
    { run: "dscl . -delete /Users/alice", expect: "ask" },
    { run: "sudo useradd -m qa", expect: "allow" },
    { run: "useradd --help", expect: "allow" },
    { run: "sudo usermod -aG docker dev", expect: "allow" },
    { run: "useradd qa && echo 'qa:test' | chpasswd", expect: "allow" },
    { run: "dscl . -list /Users", expect: "allow" },
    { run: "chage -l dev", expect: "allow" },
  ],
);

function said(doing: EffectTemplate, call: Call): Reading {
  return { effects: [effectOfTemplate(doing, call.words, call, { id: "accounts" })] };
}

/** Finds a new account with root's number, or in a group whose members can become root. */
function powerful(call: Call): Reading | undefined {
  const groups = optionValues(call.args, "G", "groups", "g", "gid", "ingroup", "a").map(({ value }) => value ?? "");
  const joined = call.words.slice(1).map(({ value }) => value ?? "");
  const zero = optionValues(call.args, "u", "uid").some(({ value }) => value === "0");
  return zero || [...groups, ...joined].some(name => POWERFUL.test(name)) ? said(RIGHTS, call) : undefined;
}

function changed(call: Call): Reading | undefined {
  const { command, args } = call;
  if (command.program === "chage" && hasOption(args, "l", "list")) return { effects: [] };
  if (command.program === "usermod" && hasOption(args, "L", "lock", "e", "expiredate")) return said(LOCKS, call);
  // An account whose shell exits at once cannot log in.
  const shell = optionValue(args, "s", "shell");
  if (/\/(?:nologin|false|true)$/.test(shell?.value ?? "")) return said(LOCKS, call);
  // Without -a the list of groups replaces the old one, so a member of `sudo` may lose it.
  if (command.program === "usermod" && hasOption(args, "G", "groups") && !hasOption(args, "a", "append"))
    return powerful(call) ?? said(LOCKS, call);
  return powerful(call);
}

function directory(call: Call): Reading | undefined {
  const does = call.words
    .concat(call.args.flatMap(arg => (arg.kind === "option" ? [arg.word] : [])))
    .map(({ value }) => value ?? "");
  if (does.some(text => /^-?delete$/.test(text))) return said(DELETES, call);
  if (does.some(text => /^-?passwd$/.test(text))) return said(PASSWORD, call);
  if (does.some(text => /^-?(append|merge|create|change)$/.test(text)) && does.some(text => /admin|wheel/.test(text)))
    return said(RIGHTS, call);
  return undefined;
}

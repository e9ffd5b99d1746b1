/** Reads calls of Git libraries as the equivalent git commands. */
import { literalWord, type Word } from "../../text/words.ts";
import { kebab } from "./context/commands.ts";
import { type CallSite, methodOf, receiverOf } from "./context/context.ts";
import { type Given, isTrue, knownText, option, textOfValue, type Value, wordsOfValue } from "./context/values.ts";

/** `repo.git.reset("--hard")` of GitPython, `simpleGit().reset(["--hard"])`, `repo.reset(id, GIT_RESET_HARD)` of pygit2. */
export function git(call: CallSite): Word[] | undefined {
  const receiver = receiverOf(call);
  if (SIMPLE_GIT.test(receiver)) return simpleGit(call);
  const { args } = call.given;
  if (/(^|\.)git$/.test(receiver) && /repo/i.test(call.name))
    return words(kebab(methodOf(call)), ...optionsIn(call.given), ...args.flatMap(wordsOfValue));
  if (!/(?:^|\.)(?:git|pygit2|Rugged|nodegit|isomorphic-git|dulwich(?:\.porcelain)?)\b/.test(receiver))
    return undefined;
  return ofRepository(call);
}

/** Methods of a repository, a branch or a remote that are equivalent to a command. */
function ofRepository(call: CallSite): Word[] | undefined {
  const { given } = call;
  const targets = given.args.flatMap(wordsOfValue).filter(({ value }) => value !== null);
  switch (methodOf(call)) {
    case "push": {
      const [first, ...rest] = targets;
      const remote = given.on.kind === "made" ? knownText(given.on.given.args[0]) : undefined;
      const isRemote = /remote|origin/i.test(receiverOf(call));
      const to = isRemote ? [literalWord(remote ?? "origin"), ...(first ? [first] : [])] : first ? [first] : [];
      return words("push", ...optionsIn(given), ...to, ...rest);
    }
    case "reset":
      return isHard(given) ? words("reset", "--hard", ...targets.slice(0, 1)) : undefined;
    case "delete_head":
    case "deleteBranch":
      return words("branch", isTrue(option(given, "force")) ? "-D" : "-d", ...targets);
    case "delete_tag":
      return words("tag", "-d", ...targets);
    case "delete_remote":
      return words("remote", "remove", ...targets);
    case "checkout_tree":
    case "checkout_head":
    case "checkout":
      return isHard(given) || isTrue(option(given, "force"))
        ? words("checkout", "-f", ...targets.slice(0, 1))
        : undefined;
    default:
      return undefined;
  }
}

function isHard(given: Given): boolean {
  if (isTrue(option(given, "working_tree", "hard"))) return true;
  return [...given.args, ...given.named.values()].some(arg => /HARD|FORCE/i.test(named(arg)));
}

function named(value: Value): string {
  return value.kind === "reference" ? value.name : textOfValue(value);
}

/** Named arguments are options: `force=True`, `max_count=3`. */
function optionsIn({ named, args }: Given): Word[] {
  const told = [...named, ...args.flatMap(arg => (arg.kind === "record" ? [...arg.entries] : []))];
  return told.flatMap(([name, value]) => {
    const dashed = name.length === 1 ? `-${name}` : `--${kebab(name)}`;
    if (value.kind === "constant") return value.value === true ? [literalWord(dashed)] : [];
    const text = knownText(value);
    return text === undefined ? [] : [literalWord(name.length === 1 ? `${dashed}${text}` : `${dashed}=${text}`)];
  });
}

function words(...all: readonly (string | Word)[]): Word[] {
  return [literalWord("git"), ...all.map(word => (typeof word === "string" ? literalWord(word) : word))];
}

const SIMPLE_GIT = /^(?:simple-git|simple-git\/promise)(?:\.\w+)?\(\)(?:\.\w+\(\))*$/;

/** Its methods are git's commands, its records git's options; `clean` takes its letters without a dash. */
function simpleGit(call: CallSite): Word[] | undefined {
  const method = methodOf(call);
  const words = call.given.args.flatMap(arg =>
    arg.kind === "record"
      ? [...arg.entries].map(([name, value]) => {
          const text = knownText(value);
          return literalWord(text === undefined ? name : `${name}=${text}`);
        })
      : wordsOfValue(arg),
  );
  if (method === "raw") return [literalWord("git"), ...words];
  if (method === "deleteLocalBranch" || method === "deleteLocalBranches")
    return [literalWord("git"), literalWord("branch"), literalWord(call.given.args[1] ? "-D" : "-d"), ...words];
  const [first, ...rest] = words;
  const letters =
    method === "clean" && first?.value && /^[a-z]+$/i.test(first.value) ? literalWord(`-${first.value}`) : first;
  const command = method === "reset" && /^(?:hard|soft|mixed|merge|keep)$/.test(first?.value ?? "");
  return [
    literalWord("git"),
    literalWord(kebab(method)),
    ...(command ? [literalWord(`--${first?.value}`)] : letters ? [letters] : []),
    ...rest,
  ];
}

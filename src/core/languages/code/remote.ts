/** Reads calls of SSH and FTP libraries as the equivalent `ssh` commands. */
import { anyOf, inOrder, words } from "../../text/expressions.ts";
import { literalWord, type Word } from "../../text/words.ts";
import { type CallSite, methodOf, receiverOf } from "./context/context.ts";
import { knownText, option, plainText, type Value, wordsOfValue } from "./context/values.ts";

/** Libraries, by the module or the class that a connection is made with. */
const SPEAKS_SSH = inOrder([
  /(?:^|[.@/])/,
  words`
    fabric2? paramiko asyncssh spur netmiko scrapli pssh parallel_ssh ssh2(?:-promise|-streams)? node-ssh simple-ssh
    Net\.SSH2? Net\.OpenSSH Net\.SCP phpseclib3? SSH2 SSH2Client NodeSSH SSHClient sshpubkeys ssh
  `,
  /\b/,
]);
const SPEAKS_FILES = anyOf(
  [
    inOrder([
      /(?:^|[.@/])/,
      words`
        s?ftp[\w-]* ssh2-sftp-client basic-ftp ftplib pysftp promise-ftp jsftp Net\.(?:FTP|SFTP) webdav\w* smbclient
        SFTPClient SFTP Ftp
      `,
      /\b/,
    ]),
    /\.(?:open_sftp|sftp|start_sftp_client|SFTPClient)\b/,
  ],
  "i",
);
const RUNS = new Set(words`
  run sudo exec exec_command execCommand exec_async run_command send_command send_command_timing send_config_set
  invoke_shell exec! exec3 execute system capture cmd
`);
const REMOVES: Readonly<Record<string, string>> = {
  remove: "-f",
  unlink: "-f",
  delete: "-f",
  rm: "-f",
  deleteFile: "-f",
  remove_file: "-f",
  rmdir: "-rf",
  rmd: "-rf",
  rmtree: "-rf",
  removeDir: "-rf",
  remove_dir: "-rf",
  delete_dir: "-rf",
  delete_directory: "-rf",
  clearWorkingDir: "-rf",
};

/** The words of `ssh` for a call of such a library. */
export function onOtherMachine(call: CallSite): Word[] | undefined {
  const receiver = receiverOf(call);
  const method = methodOf(call);
  const { args, named } = call.given;
  if (RUNS.has(method) && SPEAKS_SSH.test(receiver) && receiver.includes("("))
    return overSsh(args[0] ?? named.get("command") ?? named.get("command_string"));
  if (/^ansible_runner\.(?:interface\.)?run(?:_async|_command)?$/.test(call.name))
    return overSsh(option(call.given, "module_args", "cmdline_args"));
  const plain = method.replace(/!$/, "");
  const how = Object.hasOwn(REMOVES, plain) ? REMOVES[plain] : undefined;
  if (how === undefined || !SPEAKS_FILES.test(receiver) || !receiver.includes("(")) return undefined;
  const paths = call.repeated ? [literalWord("/*")] : args.slice(0, 1).flatMap(arg => wordsOfValue(arg));
  return [...MACHINE, literalWord("rm"), literalWord(how), ...(paths.length > 0 ? paths : [literalWord("./*")])];
}

const MACHINE: readonly Word[] = ["ssh", "a-remote-machine"].map(word => literalWord(word));

function overSsh(command: Value | undefined): Word[] | undefined {
  const text =
    command?.kind === "list" ? command.items.map(item => knownText(item) ?? "").join(" ") : knownText(command);
  return text === undefined || text === "" ? undefined : [...MACHINE, literalWord(plainText(text))];
}

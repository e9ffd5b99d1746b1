/** Finds web servers that offer a home or system folder to the network; a project's folder is ordinary. */

import type { Effect } from "../../effects/effect.ts";
import type { Invocation } from "../../effects/pack.ts";
import { pathOf } from "../../files/targets.ts";
import { anyOf } from "../../text/expressions.ts";
import { withoutSlashes } from "../../text/paths.ts";
import { textOf, type Word } from "../../text/words.ts";

/** How a server is started and its folder is given; without one, it is the working directory. */
interface Server {
  readonly starts: RegExp;
  /** The option before the folder; absent: the first operand is the folder. */
  readonly option?: RegExp;
}

const SERVERS: Readonly<Record<string, Server>> = {
  python: {
    starts: /^-m (?:http\.server|SimpleHTTPServer|RangeHTTPServer|uploadserver|pyftpdlib)\b/,
    option: /^(?:-d|--directory)$/,
  },
  pyftpdlib: { starts: /^/, option: /^(?:-d|--directory)$/ },
  php: { starts: /(?:^| )-S /, option: /^-t$/ },
  ruby: { starts: /^-run -e ?httpd\b/ },
  busybox: { starts: /^httpd\b/, option: /^-h$/ },
  "http-server": { starts: /^/ },
  "live-server": { starts: /^/ },
  serve: { starts: /^/ },
  miniserve: { starts: /^/ },
  simplehttpserver: { starts: /^/, option: /^-path$/ },
  darkhttpd: { starts: /\S/ },
  caddy: { starts: /^file-server\b/, option: /^(?:-r|--root)$/ },
  twistd: { starts: /\bweb\b/, option: /^--path$/ },
  ngrok: { starts: /(?:^| )file:\/\// },
  rclone: { starts: /^serve \w+ / },
  dufs: { starts: /^/ },
  goshs: { starts: /^/, option: /^(?:-d|--dir)$/ },
  gossa: { starts: /^/ },
  filebrowser: { starts: /^/, option: /^(?:-r|--root)$/ },
  copyparty: { starts: /^/, option: /^-v$/ },
  wsgidav: { starts: /^/, option: /^(?:-r|--root)$/ },
  updog: { starts: /^/, option: /^(?:-d|--directory)$/ },
  sftpgo: { starts: /^portable\b/, option: /^(?:-d|--directory)$/ },
  "simple-http-server": { starts: /^/ },
  "static-web-server": { starts: /^/, option: /^(?:-d|--root)$/ },
  thttpd: { starts: /^/, option: /^-d$/ },
  webfsd: { starts: /^/, option: /^-r$/ },
  uftpd: { starts: /^/ },
  "in.tftpd": { starts: /^/ },
  atftpd: { starts: /^/ },
  sfz: { starts: /^/ },
  "impacket-smbserver": { starts: /^/ },
  "smbserver.py": { starts: /^/ },
  nbdkit: { starts: /^(?:file|linuxdisk|floppy|iso) / },
};
const NAMES: Readonly<Record<string, string>> = {
  python3: "python",
  py: "python",
  httpd: "busybox",
  tftpd: "in.tftpd",
  tcpsvd: "in.tftpd",
  bftpd: "uftpd",
};
/** Private folders, and folders of the system. */
const PRIVATE = anyOf([
  /^(?:\/|\/(?:home|Users)(?:\/[^/]+)?|\/root|\/(?:etc|var|opt|mnt)|[A-Za-z]:\/?(?:Users(?:\/[^/]+)?)?)$/,
  /^(?:\/(?:home|Users)\/[^/]+|\/root)\/\.(?:ssh|aws|gnupg|config|kube|docker|azure)(?:\/|$)/,
]);

/** Returns whether a program of this name serves folders. */
/** Returns the effects of serving a private folder to the network; empty for other calls. */
export function serves(program: string): boolean {
  return Object.hasOwn(NAMES, program) || Object.hasOwn(SERVERS, program);
}

export function effectsOfServing(command: Invocation): Effect[] {
  const { program, argv, scope, span } = command;
  const name = Object.hasOwn(NAMES, program) ? NAMES[program] : program;
  const server = name !== undefined && Object.hasOwn(SERVERS, name) ? SERVERS[name] : undefined;
  if (!server || scope.container || scope.elsewhere) return [];
  const words = argv.slice(1);
  const text = words.map(textOf).join(" ");
  if (!server.starts.test(text) || /(?:^| )(?:--help|--version)(?: |$)/.test(text)) return [];
  // Only this machine can connect.
  if (/(?:--bind[ =]|-b |-a |--host[ =]|-S )(?:localhost|127\.)/.test(text)) return [];
  const folder = folderOf(words, server);
  const path = folder === undefined ? scope.cwd : pathOf(folder, scope);
  if (path == null || !PRIVATE.test(withoutSlashes(path))) return [];
  return [
    {
      verb: "exfiltrate",
      resource: "directory",
      target: path,
      reach: "all",
      recovery: "none",
      certainty: "certain",
      source: "serving",
      says: `offers ${path} to everybody on the network`,
      instead: "Serve the one folder that is needed, on 127.0.0.1.",
      ...(span && { span }),
    },
  ];
}

function folderOf(words: readonly Word[], { option }: Server): Word | undefined {
  const glued = words.find(({ value }) => /^(?:--directory|--root|--path)=/.test(value ?? ""));
  const rest = glued?.value?.replace(/^[^=]*=/, "");
  if (glued && rest !== undefined)
    return { ...glued, value: rest, text: rest, pieces: [{ kind: "text", value: rest, quoted: true }] };
  if (option) return words.find((_, i) => option.test(words[i - 1]?.value ?? ""));
  return words.find(({ value, text }, i) => {
    const shown = value ?? text;
    const before = words[i - 1]?.value ?? "";
    return /^(?:\/|~|\$HOME|\.\.?(?:\/|$)|file:|[A-Za-z]:)/.test(shown) && !/^-(?:p|-port|l|-listen|c)$/.test(before);
  });
}

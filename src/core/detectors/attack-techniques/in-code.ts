/** Finds attacks in code of languages that are not parsed, by the functions that it names. */

import type { Effect } from "../../effects/effect.ts";
import type { Invocation } from "../../effects/pack.ts";
import { pathOf } from "../../files/targets.ts";
import { SHELL_FOLDER, SHELL_NAME } from "../../languages/shell/shell-names.ts";
import { anyOf, inOrder, wholly, words } from "../../text/expressions.ts";
import { isRaised } from "./effect-of.ts";
import { TRUSTED_PATH } from "./named.ts";
import { effectOfRule } from "./rules.ts";

/** Programs that run a text or a file in their own language. */
const LANGUAGES = wholly(words`
  python[\d.]* node deno bun ruby perl php lua[\d.]* luajit R Rscript groovy scala jshell java kotlin go julia elixir
  iex erl escript ghc runghc swift nim crystal dart tclsh wish expect osascript v zig rust-script cargo gcc cc clang
  g\+\+ csc dotnet raku guile sbcl clisp ocaml racket io awk gawk powershell pwsh gdb r?vim r?view vimdiff nvim gimp
  jjs jrunscript irb pry octave octave-cli clojure clj bb sage blender emacs easy_install
`);
const CONNECTS = inOrder([
  /\b/,
  [
    /socketConnection|Socket\.(?:tcp|udp)|net\.Dial\w*|new Socket/,
    ...words`
      Socket\( TCPSocket TcpStream TcpClient gen_tcp connectTo Sockets\.connect socket\.connect Deno\.connect
      Bun\.connect sockaddr_in createConnection open_connection create_connection fsockopen stream_socket_client
      AF_INET net\.connect WebSocket\( Socket\.connect newSocket connect\(ENV tcp\(\):connect
    `,
    /socket /,
  ],
]);
const RUNS = anyOf([
  /\.execute\(/,
  inOrder([
    /\b/,
    [
      /exec\.Command|system ?\(/,
      ...words`
        ProcessBuilder os:cmd System\.cmd Command::new Deno\.(?:Command|run) Bun\.spawn\w* getRuntime shell\( execve?\(
        execl\w?\( popen Process\( openpty pty\. dup2 subprocess child_process IO\.popen Process\.(?:new|start|run)
        execProcess execCmd\w* runShell callCommand createProcess readProcess \bexec\b (?:run|read)\(\`
      `,
    ],
  ]),
]);
const SHELL = new RegExp(
  `${SHELL_FOLDER}${SHELL_NAME}|cmd\\.exe|powershell|["']${SHELL_NAME}["']|readLines?|readline|gets|recv|receive|listen|runShell|Scan`,
);
/** The accounts of this machine, as a string in the code. */
const ACCOUNTS = /["'`\s](?:\/etc\/(?:passwd|g?shadow|group|master\.passwd))["'`\s]/;
/** Functions that send over the network, in any library. */
const SENDS = anyOf([
  inOrder([
    /\b/,
    words`
      urlopen urllib\.request requests?\.(?:post|put|get|request) https?\.request http\.client HTTPS?Connection fetch\(
      axios got\.post Net::HTTP HTTP::Tiny LWP:: HTTPoison HTTParty Faraday RestClient curl_init curl_exec
      dns\.resolver dns\.(?:lookup|resolve) gethostbyname getaddrinfo Resolv\. XMLHttpRequest \.sendall\( \.send\(
      :send\( sendfile\( HttpClient HttpURLConnection openConnection ftplib smtplib
    `,
  ]),
  /["'`](?:https?|ftp):\/\//,
]);
/** A host as a URL, an address, or a string with dots. */
const HOST = anyOf(
  [
    /(?:https?|ftp):\/\/(?!localhost|127\.|\[::1\]|0\.0\.0\.0)[\w$]/,
    /["'](?:\d{1,3}(?:\.\d{1,3}){3}|\.?(?:[\w-]+\.)+[a-z]{2,})["']/,
  ],
  "i",
);
/** A file that the system trusts, opened for writing. */
const WRITES_TRUSTED = new RegExp(
  `\\b(?:write\\w*|FileWriter|FileOutputStream|append\\w*|puts|spit|open_out|output_to|fopen)\\W{1,3}${TRUSTED_PATH}["'\`]|["'\`]${TRUSTED_PATH}["'\`]\\s{0,3},\\s{0,3}["':](?:[wa]b?\\+?["']|write|append|output)`,
);
/** With other rights, loading a library that is not the system's: by a bare name, or beside the code. */
const LOADS_OWN = /\b(?:LoadLibrary|CDLL|dlopen|loadlib|System\.load)\b.{0,24}["'](?:\.{1,2}\/)?[\w-]{1,40}\.so["']/;
const STORES = inOrder([
  /\b/,
  [
    /import (?:secretstorage|browser_cookie3|browsercookie|pycookiecheat)/,
    /from (?:secretstorage|browser_cookie3|pycookiecheat)/,
    /keyring\.get_(?:password|credential)|CryptUnprotectData|win32crypt/,
    /keytar'?\)?\.(?:getPassword|findCredentials|findPassword)/,
    /getPassword\(|SecKeychainFind|SecItemCopyMatching/,
    /Security\.framework(?:(?!Security\.framework).)*kSec/,
  ],
]);
const WATCHING = inOrder([
  /\b/,
  [
    /pynput\.|from pynput|import pynput/,
    /keyboard\.(?:on_press|hook|record|start_recording)/,
    ...words`pyxhook ImageGrab\.grab pyautogui\.screenshot pyscreenshot mss\.mss`,
    /import mss|pyperclip\.paste|win32clipboard\.GetClipboardData/,
    ...words`
      sounddevice\.rec sd\.rec\( pyaudio\.PyAudio cv2\.VideoCapture\(0 GetAsyncKeyState SetWindowsHookEx
      CGEventTapCreate addGlobalMonitorForEvents CGWindowListCreateImage CGDisplayCreateImage CGDisplayStream
      AVCaptureScreenInput SCScreenshotManager iohook uiohook node-global-key-listener screenshot-desktop
    `,
  ],
]);
const INJECTS = inOrder(
  [
    /\b/,
    [
      /ctypes\b(?:(?!\bctypes\b).)*(?:VirtualAlloc|CreateThread|mprotect|memfd_create)/,
      ...words`VirtualAllocEx WriteProcessMemory CreateRemoteThread PTRACE_POKE\w* TIOCSTI process_vm_writev`,
    ],
  ],
  "s",
);
/** Loading a library from a folder that holds neither the system's nor a project's libraries. */
const LOADS_LIBRARY = inOrder([
  /\b/,
  words`LoadLibrary CDLL dlopen loadlib dl_load_file dl(?=\() System\.load`,
  /\b.{0,40}["']\//,
  /(?!(?:usr|lib\w*|opt|nix|System|Library|Applications|snap|home|Users|root|workspaces?|app|src|build|code|repo|srv|data|mnt|var\/lib|content)\/)/,
]);
/** A file mode that gives a program the rights of its file's owner. */
const RAISES = /\bchmod\s{0,2}\(?\s{0,2}0?o?[2467][0-7]{3}\b/;
/** A call that takes the rights of the file's owner, if the file's mode gives them. */
const TAKES_RIGHTS = /\bset(?:res|re)?[ug]id\b\s{0,2}\(?\s{0,2}0\b/;
/** Longer than any inline code by hand. */
const MAX_TEXT = 16_384;

/** Returns the effects of a call's code: inline, on its input, or in a file that the same text has written. */
export function effectsInCode(command: Invocation): Effect[] {
  const text = codeOf(command);
  if (text === "") return [];
  if (CONNECTS.test(text) && RUNS.test(text) && SHELL.test(text) && !LOCAL.test(text))
    return [effectOfRule("remote-shells/calls-back", command)];
  if (ACCOUNTS.test(text) && SENDS.test(text) && HOST.test(text))
    return [effectOfRule("in-code/sends-accounts", command)];
  if (WRITES_TRUSTED.test(text)) return [effectOfRule("persistence/trusted-file", command)];
  if (RAISES.test(text) || TAKES_RIGHTS.test(text)) return [effectOfRule("in-code/raises-rights", command)];
  if (STORES.test(text)) return [effectOfRule("in-code/password-store", command)];
  if (WATCHING.test(text)) return [effectOfRule("in-code/watches-person", command)];
  return INJECTS.test(text) || LOADS_LIBRARY.test(text) || (LOADS_OWN.test(text) && isRaised(command))
    ? [effectOfRule("in-code/runs-in-memory", command)]
    : [];
}

/** How languages read an environment variable. */
const ASKS_VARIABLES = /\b(?:environ|getenv|ENV|env)\b/;

/** Returns the values of the variables that the code names, as text. */
function valuesAsked(text: string, variables: Invocation["scope"]["variables"]): string {
  const values: string[] = [];
  for (const [name, value] of variables)
    if (value && value.length < 200 && text.includes(name)) values.push(`"${value}"`);
  return values.join(" ");
}

const LOCAL = /\b(?:localhost|127\.0\.0\.1|::1|docker\.sock)\b/;

/** Returns whether a program runs a text in a language of its own. */
export const takesCode = (program: string) => LANGUAGES.test(program);

function codeOf({ argv, stdin, scope }: Invocation): string {
  const parts: string[] = stdin.kind === "text" ? [stdin.text] : [];
  const written = scope.earlier?.written;
  for (const word of argv.slice(1)) {
    const shown = word.value ?? word.text;
    if (shown.length > 20) parts.push(shown);
    if (written === undefined || written.size === 0) continue;
    const path = pathOf(word, scope);
    const text = path == null ? undefined : written.get(path);
    if (typeof text === "string") parts.push(text);
  }
  const text = parts.join("\n").slice(0, MAX_TEXT);
  return ASKS_VARIABLES.test(text) ? `${text}\n${valuesAsked(text, scope.variables)}` : text;
}

/** Judges the text of a program as a whole, where its calls cannot be read. */

import { anyOf, inOrder, words } from "../../text/expressions.ts";
import { SHELL_FOLDER, SHELL_NAME } from "./shell-names.ts";

const DESTROYS = anyOf(
  [
    ...words`
      \brm\s+-\w*[rRf] \brm(?:Sync|dirSync)\b \bunlink(?:Sync)?\b \brm(?:_r|_rf|_f|tree)\b \bremove_tree\b \brimraf\b
    `,
    /\bshutil\s*\.\s*(?:rmtree|move)\b/,
    /\bos\s*\.\s*(?:remove|unlink|system|popen)\b/,
    /\bFileUtils\b|\bos\.execute\b|\bio\.popen\b/,
    /\b(?:drop|truncate)\s+(?:table|database|schema)\b/,
    ...words`
      \bdelete\s+from\b \bdropDatabase\b \bmkfs\b \bdd\s+if= \bchild_process\b \bsubprocess\b \bshell_exec\b
      \bpassthru\b \bDeno\.remove\b \bfile\s+delete\b \bFile\.rm \bDirectory\.Delete\b \bFile\.Delete\b \bremoveItem\b
    `,
    /\b(?:delete|remove)-(?:file|directory)\b|\bfile:del|\b(?:os|\w{0,20}fs)\s*\.\s*RemoveAll\b/,
    ...words`
      \bremove_(?:dir_all|file)\b \brm\(" \bflushall\b \bdeleteDir\s*\( \bdeleteRecursively\b \bfile\.remove\b
      \bdelete_all\b \bempty\s+(?:the\s+)?trash\b
    `,
  ],
  "i",
);
const MAX_LOOKED_AT = 512 * 1024;

export function looksDestructive(text: string): boolean {
  return DESTROYS.test(text.slice(0, MAX_LOOKED_AT));
}

const MAX_PROGRAM = 64 * 1024;

/** Sockets of standard libraries, for clients and servers. */
const CONNECTS = anyOf([
  /\bsocket\s{0,4}\.\s{0,4}(?:socket|create_connection|create_server)\b/,
  /\bsocket\.[A-Z_]+\b/,
  /\b(?:p?fsockopen|stream_socket_(?:client|server)|socket_(?:connect|create))\s{0,4}\(/,
  /\b(?:TCP|UNIX|UDP)(?:Socket|Server)\b|\bSocket\.tcp\b|\bIO::Socket(?:::\w+)?|\bPF_INET\b/,
  /["'](?:node:)?(?:net|tls|dgram)["']/,
  /\bnet\.(?:connect|createConnection|createServer|Socket)\b/,
  /\bTCPClient\b|\b(?:ftplib|smtplib|telnetlib)\b/,
]);

/** Whether the program opens a socket. */
export function opensConnection(text: string): boolean {
  return CONNECTS.test(text.slice(0, MAX_PROGRAM));
}

/** Whether its input and output are redirected to that socket, or what it receives is run as a command. */
export function readsFromConnection(text: string): boolean {
  return PUT_ONTO.test(text.slice(0, MAX_PROGRAM));
}

const SHELL_WORD = `["'\`](?:${SHELL_FOLDER})?(?:${SHELL_NAME}|cmd(?:\\.exe)?|powershell(?:\\.exe)?)(?: -[il]+)?(?: [^"'\`\\n]{0,24})?["'\`](?!\\s{0,4},\\s{0,4}\\[?\\s{0,4}["'](?!-[il]+["']))`;
const PUT_ONTO = new RegExp(
  [
    "\\bdup2\\b[^\\n]{0,120}\\bfileno\\b",
    "\\bpty\\.spawn\\b",
    "\\bopen\\s{0,4}\\(?\\s{0,4}STDIN\\s{0,4},\\s{0,4}[\"'][<>+]*&",
    "\\bSTDIN\\s{0,4}->\\s{0,4}fdopen\\b",
    `\\b(?:exec[lv]?[pe]*|system|spawn|fork|popen|Popen|call|run|proc_open|shell_exec|passthru|spawnSync)\\s{0,4}\\(?\\s{0,4}\\[?\\s{0,4}${SHELL_WORD}`,
    "\\bIO\\.popen\\s{0,4}\\(?\\s{0,4}[a-z_$][\\w$]*\\s{0,4}[,)]",
    "\\b(?:exec|eval|system)\\s{0,4}\\(\\s{0,4}\\w+\\.(?:recv|gets|read)\\b",
  ].join("|"),
);

/** Whether it forks or grows without end: `fork while fork`, `while True: os.fork()`, `loop { fork }`. */
export function startsWithoutEnd(text: string): boolean {
  return ENDLESS.test(text.slice(0, MAX_PROGRAM));
}

const ENDLESS = anyOf([
  inOrder([
    /\bfork\s{0,4}(?:\(\s{0,4}\))?\s{0,4}/,
    [/while\b/, /for\s{1,4}\w{1,20}\s{1,4}in\s{1,4}(?:iter\(\s{0,4}int\b|(?:itertools\.)?(?:count|repeat|cycle)\()/],
  ]),
  inOrder([
    /\b/,
    [/while\s{0,4}\(?\s{0,4}(?:1|true|True)\s{0,4}\)?/, /loop|for\s{0,4}\(\s{0,4};\s{0,4};\s{0,4}\)/],
    /\s{0,4}(?:do\b|[:{])?\s{0,4}(?:os\.|Process\.)?/,
    [
      /fork\b|pcntl_fork\b/,
      /\w+\s{0,4}(?:\.append\s{0,4}\(|\+=|<<)\s{0,4}["'[(][^\n]{0,12}\*\s{0,4}\(?\s{0,4}(?:10\s{0,4}\*\*|\d{6,})/,
    ],
  ]),
]);

/** Whether it encrypts the files of a folder in place. */
export function encryptsFiles(text: string): boolean {
  const looked = text.slice(0, MAX_PROGRAM);
  return ENCRYPTS.test(looked) && GOES_THROUGH.test(looked) && WRITES.test(looked);
}

const ENCRYPTS = anyOf(words`
  \bFernet\b \bAES\.new\b \bCipher\.new\b \bcreateCipher(?:iv)?\b \bopenssl_encrypt\b \bOpenSSL::Cipher\b \bSecretBox\b
  \bChaCha20\w*\.new\b \bpyAesCrypt\b
`);
const GOES_THROUGH = anyOf(words`
  \bos\.(?:walk|listdir|scandir)\b \brglob\b \bglob\.(?:i?glob)\b \breaddir(?:Sync)?\b \bDir\.(?:glob|each|\[)
  \bFind\.find\b \bRecursiveDirectoryIterator\b \bscandir\s{0,4}\(
`);
const WRITES = anyOf(words`
  ["'][wr]b?\+?b?["'] \bwriteFile(?:Sync)?\b \bfile_put_contents\b \bwrite_bytes\b \bFile\.(?:write|binwrite)\b
  \bencryptFile\b
`);

/** Whether it sends the content of files over a socket. */
export function sendsFiles(text: string): boolean {
  const looked = text.slice(0, MAX_PROGRAM);
  return CONNECTS.test(looked) && SENDS_FILE.test(looked);
}

const SENDS_FILE = anyOf([
  inOrder([
    /\.(?:send|sendall|sendto|sendfile|write|puts|print|end)\s{0,4}\(\s{0,4}/,
    words`
      open\s{0,4}\( (?:io\.)?open\b fs\.readFileSync File\.(?:bin)?read file_get_contents
      Path\s{0,4}\([^()]{0,200}\)\s{0,4}\.read
    `,
  ]),
  /\b(?:storbinary|storlines|sendmail)\s{0,4}\([^\n]{0,80}\bopen\s{0,4}\(/,
  inOrder([
    /createReadStream\s{0,4}\([^()]{0,200}\)\s{0,4}\.pipe\s{0,4}\(\s{0,4}/,
    [/(?:s|sock|socket|conn|client|c)\b/, /require\s{0,4}\(\s{0,4}["'](?:node:)?(?:net|tls)["']/],
  ]),
  /\bprint\s{0,4}\{?\s{0,4}\$\w{1,20}\s{0,4}\}?\s{0,4}<\w{1,20}>/,
]);

/** Whether it downloads and runs code at once: `eval(file_get_contents("http://…"))`. */
export function runsDownload(text: string): boolean {
  return RUNS_DOWNLOAD.test(text.slice(0, MAX_PROGRAM));
}

const RUNS_DOWNLOAD = inOrder([
  /\b/,
  words`eval exec assert include require include_once require_once system instance_eval`,
  /\s{0,4}\(?\s{0,4}/,
  [...words`file_get_contents (?:urllib\.request\.)?urlopen URI\.open open requests\.get`, ""],
  /\s{0,4}\(?\s{0,4}["']https?:\/\//,
]);

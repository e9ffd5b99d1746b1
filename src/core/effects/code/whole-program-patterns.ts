/** Recognizes what the text of a program is up to as a whole, for what cannot be read call by call. */
import { SHELL_FOLDER, SHELL_NAME } from "../shell/shell-names.ts";

const MAX_LOOKED_AT = 512 * 1024;
const MAX_PROGRAM = 64 * 1024;

/** One expression out of several; a space in a part stands for a few blanks. */
function oneOf(flags: string, ...parts: readonly string[]): RegExp {
  return new RegExp(parts.map(part => part.replaceAll(" ", "\\s{0,4}")).join("|"), flags);
}

const DESTROYS = oneOf(
  "i",
  "\\brm\\s+-\\w*[rRf]|\\b(?:rm|unlink|rmdir)Sync\\b|\\brmDirSync\\b|\\bunlink\\b|\\brm(?:_r|_rf|_f|tree)\\b",
  "\\bremove_tree\\b|\\brimraf\\b|\\bshutil \\. move\\b|\\bos \\. (?:remove|unlink|system|popen)\\b|\\bFileUtils\\b",
  "\\bos\\.execute\\b|\\bio\\.popen\\b|\\b(?:drop|truncate)\\s+(?:table|database|schema)\\b|\\bdelete\\s+from\\b",
  "\\bdropDatabase\\b|\\bmkfs\\b|\\bdd\\s+if=|\\bchild_process\\b|\\bsubprocess\\b|\\bshell_exec\\b|\\bpassthru\\b",
  "\\bDeno\\.remove\\b|\\bfile\\s+delete\\b|\\bFile\\.rm|\\b(?:Directory|File)\\.Delete\\b|\\bremoveItem\\b",
  "\\b(?:delete|remove)-(?:file|directory)\\b|\\bfile:del|\\b(?:os|\\w{0,20}fs) \\. RemoveAll\\b",
  '\\bremove_(?:dir_all|file)\\b|\\brm\\("|\\bflushall\\b|\\bdelete(?:Dir|Recursively)\\b|\\bfile\\.remove\\b',
  "\\bdelete_all\\b|\\bempty\\s+(?:the\\s+)?trash\\b",
);

/** Whether a word in it may delete, run commands, or drop tables. */
export function looksDestructive(text: string): boolean {
  return DESTROYS.test(text.slice(0, MAX_LOOKED_AT));
}

/** Sockets of the standard libraries, as a client or a server. */
const CONNECTS = oneOf(
  "",
  "\\bsocket \\. (?:socket|create_connection|create_server)\\b|\\bsocket\\.[A-Z_]+\\b|\\bp?fsockopen \\(",
  "\\b(?:stream_socket_(?:client|server)|socket_(?:connect|create)) \\(|\\b(?:TCP|UNIX|UDP)(?:Socket|Server)\\b",
  "\\bSocket\\.tcp\\b|\\bIO::Socket(?:::\\w+)?|\\bPF_INET\\b|[\"'](?:node:)?(?:net|tls|dgram)[\"']",
  "\\bnet\\.(?:connect|createConnection|createServer|Socket)\\b|\\bTCPClient\\b|\\b(?:ftplib|smtplib|telnetlib)\\b",
);

/** Whether the program talks to others by a socket of its own. */
export function opensConnection(text: string): boolean {
  return CONNECTS.test(text.slice(0, MAX_PROGRAM));
}

const SHELL = `(?:${SHELL_FOLDER})?(?:${SHELL_NAME}|cmd(?:\\.exe)?|powershell(?:\\.exe)?)(?: -[il]+)?`.replaceAll(
  " ",
  "[ ]",
);
const SHELL_WORD = `["'\`]${SHELL}(?:[ ][^"'\`\\n]{0,24})?["'\`](?! , \\[? ["'](?!-[il]+["']))`;
const STARTS = "exec[lv]?[pe]*|system|spawn|fork|popen|Popen|call|run|proc_open|shell_exec|passthru|spawnSync";
const READS_FROM_CONNECTION = oneOf(
  "",
  "\\bdup2\\b[^\\n]{0,120}\\bfileno\\b|\\bpty\\.spawn\\b",
  "\\bopen \\(? STDIN , [\"'][<>+]*&|\\bSTDIN -> fdopen\\b",
  `\\b(?:${STARTS}) \\(? \\[? ${SHELL_WORD}`,
  "\\bIO\\.popen \\(? [a-z_$][\\w$]* [,)]",
  "\\b(?:exec|eval|system) \\( \\w+\\.(?:recv|gets|read)\\b",
);

/** Whether a shell's input and output are put onto that socket, or what comes in is run as a command. */
export function readsFromConnection(text: string): boolean {
  return READS_FROM_CONNECTION.test(text.slice(0, MAX_PROGRAM));
}

const ENDLESS_LOOP = "(?:while \\(? (?:1|true|True) \\)?|loop|for \\( ; ; \\))";
const ENDLESS = oneOf(
  "",
  "\\bfork (?:\\( \\))? (?:while\\b|for\\s{1,4}\\w{1,20}\\s{1,4}in\\s{1,4}(?:iter\\( int\\b|(?:itertools\\.)?count\\())",
  `\\b${ENDLESS_LOOP} (?:do\\b|[:{])? (?:os\\.|Process\\.)?(?:fork|pcntl_fork)\\b`,
);

/** Whether it starts processes without end: `fork while fork`, `while True: os.fork()`, `loop { fork }`. */
export function startsWithoutEnd(text: string): boolean {
  return ENDLESS.test(text.slice(0, MAX_PROGRAM));
}

const ENCRYPTS = /\bFernet\b|\bAES\.new\b|\bCipher\.new\b|\bcreateCipher(?:iv)?\b|\bopenssl_encrypt\b|\bSecretBox\b/;
const GOES_THROUGH =
  /\bos\.(?:walk|listdir|scandir)\b|\brglob\b|\bglob\.i?glob\b|\breaddir(?:Sync)?\b|\bDir\.(?:glob|each)/;
const WRITES =
  /["'][wr]b?\+?b?["']|\bwriteFile(?:Sync)?\b|\bfile_put_contents\b|\bwrite_bytes\b|\bFile\.(?:bin)?write\b/;

/** Whether every file of a folder is written over with what only a key makes readable again. */
export function encryptsFiles(text: string): boolean {
  const looked = text.slice(0, MAX_PROGRAM);
  return ENCRYPTS.test(looked) && GOES_THROUGH.test(looked) && WRITES.test(looked);
}

const OPENED =
  "(?:open \\(|(?:io\\.)?open\\b|fs\\.readFileSync|File\\.(?:bin)?read|file_get_contents|Path \\([^()]{0,200}\\) \\.read)";
const SENDS_FILE = oneOf(
  "",
  `\\.(?:send|sendall|sendto|sendfile|write|puts|print|end) \\( ${OPENED}`,
  "\\b(?:storbinary|storlines|sendmail) \\([^\\n]{0,80}\\bopen \\(",
  "createReadStream \\([^()]{0,200}\\) \\.pipe \\( (?:(?:s|sock|socket|conn|client|c)\\b|require \\( [\"'](?:node:)?(?:net|tls))",
  "\\bprint \\{? \\$\\w{1,20} \\}? <\\w{1,20}>",
);

/** Whether what a file holds goes out over a socket of the program's own. */
export function sendsFiles(text: string): boolean {
  const looked = text.slice(0, MAX_PROGRAM);
  return CONNECTS.test(looked) && SENDS_FILE.test(looked);
}

const RUNS_DOWNLOAD = oneOf(
  "",
  "\\b(?:eval|exec|assert|include|require|include_once|require_once|system|instance_eval) \\(? " +
    "(?:file_get_contents|(?:urllib\\.request\\.)?urlopen|URI\\.open|open|requests\\.get)? \\(? [\"']https?://",
);

/** Whether a text is fetched and run in one breath: `eval(file_get_contents("http://…"))`. */
export function runsDownload(text: string): boolean {
  return RUNS_DOWNLOAD.test(text.slice(0, MAX_PROGRAM));
}

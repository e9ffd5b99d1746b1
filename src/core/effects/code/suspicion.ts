/** What the text of a program looks like as a whole: for what cannot be read call by call. */

const DESTROYS =
  /\brm\s+-\w*[rRf]|\brm(?:Sync|dirSync)\b|\bunlink(?:Sync)?\b|\brm(?:_r|_rf|_f|tree)\b|\bremove_tree\b|\brimraf\b|\bshutil\s*\.\s*(?:rmtree|move)\b|\bos\s*\.\s*(?:remove|unlink|system|popen)\b|\bFileUtils\b|\bos\.execute\b|\bio\.popen\b|\b(?:drop|truncate)\s+(?:table|database|schema)\b|\bdelete\s+from\b|\bdropDatabase\b|\bmkfs\b|\bdd\s+if=|\bchild_process\b|\bsubprocess\b|\bshell_exec\b|\bpassthru\b|\bDeno\.remove\b|\bfile\s+delete\b|\bFile\.rm|\bDirectory\.Delete\b|\bFile\.Delete\b|\bremoveItem\b|\b(?:delete|remove)-(?:file|directory)\b|\bfile:del|\bRemoveAll\b|\bremove_(?:dir_all|file)\b|\brm\("|\bflushall\b/i;
const MAX_LOOKED_AT = 512 * 1024;

export function looksDestructive(text: string): boolean {
  return DESTROYS.test(text.slice(0, MAX_LOOKED_AT));
}

/** Sockets of the standard libraries, as a client or a server. */
const CONNECTS =
  /\bsocket\s*\.\s*(?:socket|create_connection|create_server)\b|\bsocket\.[A-Z_]+\b|\b(?:p?fsockopen|stream_socket_(?:client|server)|socket_(?:connect|create))\s*\(|\b(?:TCP|UNIX|UDP)(?:Socket|Server)\b|\bSocket\.tcp\b|\bIO::Socket(?:::\w+)?|\bPF_INET\b|["'](?:node:)?(?:net|tls|dgram)["']|\bnet\.(?:connect|createConnection|createServer|Socket)\b|\bTCPClient\b/;

/** Does the program talk to others by a socket of its own? */
export function opensConnection(text: string): boolean {
  return CONNECTS.test(text.slice(0, MAX_LOOKED_AT));
}

/** Its input and output are put onto that socket, or what comes in is run as a command. */
export function readsFromConnection(text: string): boolean {
  return PUT_ONTO.test(text.slice(0, MAX_LOOKED_AT));
}

const SHELL_WORD =
  "[\"'`](?:/(?:usr/)?bin/)?(?:(?:ba|z|da|k|c|tc)?sh|cmd(?:\\.exe)?|powershell(?:\\.exe)?)(?: -[il]+)?(?: [^\"'`\\n]{0,24})?[\"'`](?!\\s*,\\s*\\[?\\s*[\"'](?!-[il]+[\"']))";
const PUT_ONTO = new RegExp(
  [
    "\\bdup2\\b[^\\n]{0,120}\\bfileno\\b",
    "\\bpty\\.spawn\\b",
    "\\bopen\\s*\\(?\\s*STDIN\\s*,\\s*[\"'][<>+]*&",
    "\\bSTDIN\\s*->\\s*fdopen\\b",
    `\\b(?:exec[lv]?[pe]*|system|spawn|fork|popen|Popen|call|run|proc_open|shell_exec|passthru|spawnSync)\\s*\\(?\\s*\\[?\\s*${SHELL_WORD}`,
    "\\bIO\\.popen\\s*\\(?\\s*[a-z_]\\w*\\s*[,)]",
    "\\b(?:exec|eval|system)\\s*\\(\\s*\\w+\\.(?:recv|gets|read)\\b",
  ].join("|"),
);

/** `fork while fork`, `while True: os.fork()`, `loop { fork }`, a list that grows for ever. */
export function startsWithoutEnd(text: string): boolean {
  return ENDLESS.test(text.slice(0, MAX_LOOKED_AT));
}

const ENDLESS =
  /\bfork\s*(?:\(\s*\))?\s*while\b|\b(?:while\s*\(?\s*(?:1|true|True)\s*\)?|loop|for\s*\(\s*;\s*;\s*\))\s*(?:do\b|[:{])?\s*(?:os\.|Process\.)?(?:fork\b|pcntl_fork\b|\w+\s*(?:\.append\s*\(|\+=|<<)\s*["'[(][^\n]{0,12}\*\s*\(?\s*(?:10\s*\*\*|\d{6,}))/;

/** Every file of a folder is written over with what only a key makes readable again. */
export function encryptsFiles(text: string): boolean {
  const looked = text.slice(0, MAX_LOOKED_AT);
  return ENCRYPTS.test(looked) && GOES_THROUGH.test(looked) && WRITES.test(looked);
}

const ENCRYPTS =
  /\bFernet\b|\bAES\.new\b|\bCipher\.new\b|\bcreateCipher(?:iv)?\b|\bopenssl_encrypt\b|\bOpenSSL::Cipher\b|\bSecretBox\b|\bChaCha20\w*\.new\b|\bpyAesCrypt\b/;
const GOES_THROUGH =
  /\bos\.(?:walk|listdir|scandir)\b|\brglob\b|\bglob\.(?:i?glob)\b|\breaddir(?:Sync)?\b|\bDir\.(?:glob|each|\[)|\bFind\.find\b|\bRecursiveDirectoryIterator\b|\bscandir\s*\(/;
const WRITES =
  /["'][wr]b?\+?b?["']|\bwriteFile(?:Sync)?\b|\bfile_put_contents\b|\bwrite_bytes\b|\bFile\.(?:write|binwrite)\b|\bencryptFile\b/;

/** What a file holds goes out over a socket of the program's own. */
export function sendsFiles(text: string): boolean {
  const looked = text.slice(0, MAX_LOOKED_AT);
  return CONNECTS.test(looked) && SENDS_FILE.test(looked);
}

const SENDS_FILE =
  /\.(?:send|sendall|sendto|sendfile|write|puts|print|end)\s*\(\s*(?:open\s*\(|(?:io\.)?open\b|fs\.readFileSync|File\.(?:bin)?read|file_get_contents|Path\s*\([^()]*\)\s*\.read)|createReadStream\s*\([^()]*\)\s*\.pipe\s*\(\s*(?:s|sock|socket|conn|client|c)\b/;

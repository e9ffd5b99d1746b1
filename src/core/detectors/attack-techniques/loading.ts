/** Which options of ordinary programs load a library into them, or have every later program load one. Data. */
import type { EffectTemplate } from "../../kit/table.ts";
import { calls, type Line, on } from "./lines.ts";
import { TEMP } from "./named-targets.ts";

const LOADS: EffectTemplate = {
  verb: "execute-unknown",
  resource: "code",
  reach: "unknown",
  says: "loads a library that nobody has seen into the program",
};

export const LOADING: readonly Line[] = [
  calls("openssl|curl|wget", "-engine|--engine|-provider-path|-provider=/*|./*|../*|*.so", LOADS),
  calls("nginx|apache2|httpd", "-g ~*load_module*\n-C|-c ~*LoadModule*", LOADS),
  calls("sqlite3|sqlite", "~.load*|*·.load·*|*load_extension(*", LOADS),
  calls("mysql|mariadb", `--default-auth|--plugin-dir=*../*|${TEMP}`, LOADS),
  on("php", /-d ?(?:zend_)?extension=\/(?!(?:usr|opt|lib\w*|home|Users|nix|app|workspaces?|srv|Library)\/)/, LOADS),
  calls("enable", "-f=*/*", LOADS),
  calls("tclsh|wish", "~load·/tmp/*|load·/dev/shm/*|load·/var/tmp/*", LOADS),
  calls("ldconfig", `-f|-C=${TEMP}`, LOADS),
  calls(
    "ssh|scp|sftp",
    `-o=PKCS11Provider=/tmp/*|PKCS11Provider=/dev/shm/*|PKCS11Provider=./*|SecurityKeyProvider=/tmp/*`,
    LOADS,
  ),
  calls("rpm|rpmbuild|rpmspec", `--load=${TEMP}`, LOADS),
  on(
    "java|jshell|jrunscript",
    /(?:^| )-[JR]?-?(?:agentpath|javaagent):\/(?!(?:usr|opt|lib\w*|home|Users|nix|app|workspaces?|srv|Library)\/)/,
    LOADS,
  ),
  calls(
    "export|declare|typeset",
    "@LD_PRELOAD=/tmp/*|LD_PRELOAD=/dev/shm/*|LD_PRELOAD=/var/tmp/*|LD_AUDIT=/tmp/*",
    LOADS,
  ),
  calls("terraform|tofu", `init -plugin-dir=${TEMP}`, LOADS),
  calls(
    "ssh-keygen|ssh-add|ssh|ssh-agent",
    "-D=*.so*|*.dylib|*.dll\n-s=*.so*|*.dylib|*.dll\n-I=*.so*|*.dylib|*.dll",
    LOADS,
  ),
  calls("strace", "-E=LD_PRELOAD=*|LD_AUDIT=*", LOADS),
];

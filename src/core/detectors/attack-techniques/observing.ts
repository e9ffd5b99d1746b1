/** Watching and listening in on the person: the keyboard, the camera, the microphone, what programs hold in memory. */
import type { Invocation } from "../../effects/pack.ts";
import type { EffectTemplate } from "../../kit/table.ts";
import { calls, type Line, on } from "./lines.ts";
import { MEMORY, SCREEN, secret, TOKEN, TYPED } from "./machine-effects.ts";

const CAMERA = secret("takes pictures with the camera");
const MICROPHONE = secret("records what is said near the machine");
const SYSTEM = secret("reads the passwords of this machine's accounts");
const TALKS = secret("takes what lets its holder into chats, mail or wallets");
const CLUSTER = secret("reads the secrets that a cluster keeps");
const SECRETS = secret("prints secrets in plain text");

const ENVIRONMENT = secret("prints the whole environment so that no filter knows its secrets");
const CLIPBOARD = secret("collects what the person copies");
const ESCALATES: EffectTemplate = {
  verb: "escalate",
  resource: "cluster",
  reach: "unknown",
  recovery: "none",
  says: "acts as an administrator of the cluster",
};

/** A display in memory that nobody sits at: the server of the machine's own screen takes the first numbers. */
const IN_MEMORY = /^:[2-9]\d(?:\.\d)?$/;

/** `DISPLAY=:99 import -window root /tmp/x.png`, behind `Xvfb :99`: what the text itself shows there. */
export function looksAtOwnDisplay({ argv, scope }: Invocation): boolean {
  if (scope.via.some(text => /^xvfb-run\b/.test(text))) return true;
  return IN_MEMORY.test(scope.variables.get("DISPLAY") ?? "") || argv.some(({ value }) => IN_MEMORY.test(value ?? ""));
}

const WATCHING: readonly Line[] = [
  calls(
    "ffmpeg|gst-launch-1.0|avconv",
    "-i=/dev/video*|video=*\n-f=v4l2|video4linux2\n@v4l2src|device=/dev/video*",
    CAMERA,
  ),
  calls(
    "ffmpeg|avconv",
    `-f=alsa|pulse|oss|jack|sndio !-f=lavfi
     -f=avfoundation -i=:*|none:*
     -f=dshow -i=audio=*`,
    MICROPHONE,
  ),
  calls(
    "ffmpeg|avconv|wf-recorder|simplescreenrecorder",
    "-f=x11grab|gdigrab|kmsgrab|fbdev|avfoundation !-list_devices",
    SCREEN,
  ),
  calls("arecord|parecord|pw-record|rec", "@* !-l !-L !--list !--version !-h\n-d|-f !-l !-L", MICROPHONE),
  calls("wl-paste|wl-clipboard-history|clipman", "-w|--watch", CLIPBOARD),
  calls("cat|dd|cp|xxd|strings|base64|tee", "@/dev/vcs*|/dev/fb*\n~if=/dev/fb*|if=/dev/vcs*", SCREEN),
  calls("zenity|kdialog|yad|qarma", "--password|--newpassword", TYPED),
  on("read|dialog|whiptail|osascript|zenity", /\[sudo\] password for/i, TYPED),
  calls("xwd", "-root", SCREEN),
  // A picture into the project is how a page is looked at; one put away elsewhere is taken of the person.
  calls(
    "scrot|maim|grim|gnome-screenshot|spectacle|flameshot|screencapture|xfce4-screenshooter|ksnip|import",
    "~/tmp/*|/var/tmp/*|/dev/shm/*|/Users/Shared/*|*/.*|-",
    SCREEN,
  ),
  calls("showkey|evtest|xev", "!-h !-V !-version !-help", TYPED),
  calls(
    "cat|dd|xxd|hexdump|od|strings|tee|head|nc|cp",
    "~/dev/input/event*|/dev/input/by-*|if=/dev/input/*|/dev/input/mice",
    TYPED,
  ),
  calls(
    "cat|dd|xxd|hexdump|od|strings|cp|grep|head|tail",
    "~/proc/*/mem|if=/proc/*/mem|/proc/kcore|if=/proc/kcore|/dev/mem|if=/dev/mem|/dev/kmem|if=/dev/fmem",
    MEMORY,
  ),
  calls("getent", "shadow|gshadow", SYSTEM),
  calls(
    "docker|podman|nerdctl",
    "cp @/etc/shadow|/etc/gshadow|/root/.ssh*|/home/*/.ssh*|/home/*/.aws*\ncontainer cp @/etc/shadow|/etc/gshadow|/root/.ssh*|/home/*/.ssh*",
    SYSTEM,
  ),
  calls("git", `diff|blame|hash-object|show|add @/etc/shadow|/etc/gshadow|/root/.ssh/*`, SYSTEM),
  calls("dscl", "~*ShadowHashData*|*AuthenticationAuthority*|*dsAttrTypeNative:Shadow*|*accountPolicyData*", SYSTEM),
  calls("plutil|defaults|cat|sqlite3|cp|ls", "~*/var/db/dslocal/nodes*", SYSTEM),
  calls(
    "cat|cp|type|tar|zip|sqlite3|head|less|strings",
    "@*/server/token|*/agent/token|*/server/node-token|*/agent/node-token|/var/lib/kubelet/pki/*|/var/lib/kubelet/pods/*|/etc/kubernetes/*.conf|/etc/kubernetes/pki/*key|/var/lib/etcd/*|/var/lib/docker/containers/*|/var/lib/docker/swarm/*",
    CLUSTER,
  ),
  calls(
    "cat|cp|strings|grep|rg|tar|zip|rsync|sqlite3|xxd|find|ls|less|head|python|python3",
    "@*/Slack/storage*|*/Slack/Local·Storage*|*/Slack/Cookies*|*/discord/Local·Storage*|*/discordcanary/Local·Storage*|*/Signal/config.json|*/Telegram·Desktop/tdata*|*/TelegramDesktop/tdata*|*/.purple/accounts.xml|*/filezilla/sitemanager.xml|*/filezilla/recentservers.xml|*/.thunderbird/*|*/Microsoft/Teams/Cookies*|*/.config/Exodus/*|*/.electrum/wallets*|*/.bitcoin/wallet*|*/.ethereum/keystore*",
    TALKS,
  ),
  on(
    "etcdctl",
    /^(?:-\S+ )*get (?:["']?\/["']? .*--prefix|["']?["']? .*--(?:prefix|from-key)|\/registry\/?(?: |secrets|$))/,
    CLUSTER,
    // Names alone.
    / --(?:keys-only|count-only)(?!=false)\b/,
  ),
  on(
    "curl|wget|http",
    /:10250\/(?:run|exec|pods|runningpods)|[\d.]:2379\/v[23]\/(?:keys|kv\/range)|\/api\/v1\/(?:namespaces\/[^/ ]+\/)?secrets\b/,
    CLUSTER,
  ),
  calls(
    "kubectl|oc",
    "** --as|--as-group=system:masters|system:admin|cluster-admin|system:serviceaccount:kube-system:*",
    ESCALATES,
  ),
  calls("kubectl|oc", "config view --raw\ndescribe secret|secrets -n|--namespace=kube-system", TOKEN),
  calls("kubectl|oc", "cp @*/var/run/secrets*|*/etc/shadow*|*/etc/kubernetes*|*/root/.ssh*", CLUSTER),
  calls("pulumi", "** --show-secrets", SECRETS),
  calls("ansible-vault", "view|decrypt", SECRETS),
  calls("op", "signin --raw\n** --reveal", TOKEN),
  calls("openssl", "pkcs12 -nodes|-noenc !-nokeys !-out !-export", TOKEN),
  calls("cryptsetup", "luksDump --dump-master-key|--dump-volume-key", SYSTEM),
  on("sops", /(?:^| )(?:-d|--decrypt|decrypt)\b/, SECRETS, /exec-(?:env|file)|dev|local|test/),
  calls("bw|lpass|keepassxc-cli|rbw", "export\n** --raw @password|item", SECRETS),
  calls("keepassxc-cli", "export|show -s|--show-protected", SECRETS),
  calls("aws-vault", "exec @env|printenv\nexport\nlogin -s", SECRETS),
];

export const OBSERVING: readonly Line[] = WATCHING.map(line =>
  line.does === SCREEN ? { ...line, except: looksAtOwnDisplay } : line,
);

/** The whole environment in letters in which nobody, nor a filter of logs, knows its secrets again. */
export function hidesEnvironment({ program, argv, stdin }: Invocation): EffectTemplate | undefined {
  if (stdin.kind === "none" || stdin.kind === "file" || !ENCODES.has(program)) return undefined;
  const [from, first] = stdin.producer ?? [];
  const prints =
    from?.value === "printenv" || from?.value === "env" || from?.value === "set" || from?.value === "export";
  return prints && first === undefined && !argv.some(({ value }) => DECODES.test(value ?? ""))
    ? ENVIRONMENT
    : undefined;
}

const ENCODES = new Set("base32 base64 basenc xxd od hexdump rev openssl".split(" "));
const DECODES = /^-(?:d|D|r)$|^--decode$/;

/** A tool that prints the clipboard, its output added to what it printed before. */
export function collectsClipboard({ program, argv, redirects, stdin }: Invocation): EffectTemplate | undefined {
  const from = stdin.kind === "pipe" || stdin.kind === "text" ? stdin.producer?.[0]?.value : undefined;
  if (from && PRINTS_CLIPBOARD.has(from.toLowerCase()) && COLLECTS.test(program)) {
    const appends = argv.some(({ value }) => APPENDS.test(value ?? "")) || program.toLowerCase() === "add-content";
    if (appends) return CLIPBOARD;
  }
  if (!redirects.some(({ operator, beside }) => !beside && (operator === ">>" || operator === "&>>"))) return undefined;
  const words = argv.slice(1).map(({ value }) => value ?? "");
  const prints = PRINTS_CLIPBOARD.get(program.toLowerCase());
  return prints?.(words) ? CLIPBOARD : undefined;
}

const COLLECTS = /^(?:tee|tee-object|out-file|add-content)$/i;
const APPENDS = /^-a(?:pp(?:end)?)?$|^--append$/i;

const PRINTS_CLIPBOARD: ReadonlyMap<string, (words: readonly string[]) => boolean> = new Map([
  ["pbpaste", () => true],
  ["wl-paste", () => true],
  ["get-clipboard", () => true],
  ["xsel", (words: readonly string[]) => !words.some(word => /^(?:-i|--input|-c|--clear)$/.test(word))],
  ["osascript", (words: readonly string[]) => words.some(word => /\b(?:get )?the clipboard\b(?! to\b)/.test(word))],
  ["xclip", (words: readonly string[]) => words.some(word => /^-o(?:ut)?$/.test(word))],
]);

/** Watching and listening in on the person: the keyboard, the camera, the microphone, what programs hold in memory. */
import type { Doing } from "../subcommands.ts";
import { type Line, on } from "./lines.ts";

const secret = (says: string): Doing => ({ verb: "read-secret", resource: "secret", recovery: "none", says });
const CAMERA = secret("takes pictures with the camera");
const MICROPHONE = secret("records what is said near the machine");
const SCREEN = secret("records what is on the person's screen");
const MEMORY = secret("reads what another process keeps in its memory");
const KEYS = secret("records what the person types");
const SYSTEM = secret("reads the passwords of this machine's accounts");
const BROWSER = secret("takes the passwords out of a browser");
const CLUSTER = secret("reads the secrets that a cluster keeps");
const TOKEN = secret("prints a credential that lets its holder in");
const SECRETS = secret("prints secrets in plain text");

export const OBSERVING: readonly Line[] = [
  on("ffmpeg|gst-launch-1.0|avconv", /(?:v4l2|\/dev\/video|dshow.*video=)/, CAMERA),
  on(
    "ffmpeg|avconv",
    /-f (?:alsa|pulse|oss|jack)\b|avfoundation .*-i ["']?(?:none)?:\d|dshow.*audio=/,
    MICROPHONE,
    /lavfi/,
  ),
  on("ffmpeg|avconv", /-f (?:x11grab|gdigrab|kmsgrab|fbdev|avfoundation)\b/, SCREEN),
  on(
    "fswebcam|imagesnap|streamer|motion|uvccapture|v4l2-ctl|isightcapture",
    /\S/,
    CAMERA,
    /^(?:-l|-h|--help|--list|--version|--all|--info)/,
  ),
  on("arecord|parecord|parec|pw-record|rec", /\S/, MICROPHONE, /^(?:-l|-L|--list|--version|-h)/),
  on("sox", /(?:^| )-d \S/, MICROPHONE),
  on("xwd", /-root/, SCREEN),
  on("xspy|xkeycap|keylog|screenkey", /^/, KEYS),
  on("showkey|evtest|xev|libinput", /(?:^|-k|\/dev\/input|debug-events)/, KEYS, /^(?:-h|--help|list-devices)/),
  on("cat|dd|xxd|hexdump|od|strings|tee|head", /\/dev\/input\/(?:event|by-)/, KEYS),
  on("cat|dd|xxd|hexdump|od|strings|cp|grep", /\/proc\/[^/ ]+\/mem\b|\/proc\/kcore\b/, MEMORY),
  on("avml|fmem|linpmem|osxpmem|winpmem|volatility|vol.py|dumpit|pcileech", /^/, MEMORY, /^(?:-h|--help|--version)$/),
  on("getent", /^(?:g?shadow)\b/, SYSTEM),
  on("dscl", /(?:ShadowHashData|AuthenticationAuthority|dsAttrTypeNative:Shadow)/i, SYSTEM),
  on("plutil|defaults|cat|sqlite3|cp", /\/var\/db\/dslocal\/nodes/, SYSTEM),
  on(
    "python|python3|node|ruby",
    /(?:^|\/)(?:firefox_decrypt|chrome[-_]?decrypt\w*|decrypt[-_]chrome\w*|browser[-_]?(?:pass|stealer|dump)\w*)\.\w+/i,
    BROWSER,
  ),
  on(
    "cat|cp|type|tar|zip|sqlite3|head|less",
    /\/(?:server|agent)\/(?:node-)?token\b.*|\/var\/lib\/kubelet\/(?:pki|pods)\//,
    CLUSTER,
  ),
  on(
    "etcdctl",
    /^(?:--?\S+ )*get (?:["']?\/["']? .*--prefix|["']?["']? .*--(?:prefix|from-key)|\/registry\/?(?: |secrets|$))/,
    CLUSTER,
  ),
  on("curl|wget|http", /:10250\/(?:run|exec|pods|runningpods)|\/api\/v1\/(?:namespaces\/[^/ ]+\/)?secrets\b/, CLUSTER),
  on("kubectl|oc", /^(?:.* )?--as(?:-group)?[ =](?:system:(?:masters|admin)|cluster-admin)/, {
    verb: "escalate",
    resource: "cluster",
    reach: "unknown",
    recovery: "none",
    says: "acts as an administrator of the cluster",
  }),
  on("kubectl|oc", /^config view\b.*--raw|^(?:.* )?describe secrets? -n kube-system/, TOKEN),
  on("kubectl|oc", /^cp \S*(?:\/var\/run\/secrets|\/etc\/(?:shadow|kubernetes))/, CLUSTER),
  on("pulumi", /--show-secrets/, SECRETS),
  on("ansible-vault", /^(?:view|decrypt)\b/, SECRETS),
  on("op", /^signin\b.*--raw|--reveal\b/, TOKEN),
  on("doppler", /^secrets\b.*(?:-c|--config)[ =]pr(?:o?d|d)\b/, SECRETS),
  on("sops", /(?:^| )(?:-d|--decrypt|decrypt)\b/, SECRETS, /exec-(?:env|file)|dev|local|test/),
  on("klist", /-li\b/, TOKEN),
  on("bw|lpass", /^export\b/, SECRETS),
  on("aws-vault", /^(?:exec \S+ -- (?:env|printenv)|export)\b/, SECRETS),
];

/** Doors that are left open: what starts by itself, whose word this machine trusts, and where its names and packages come from. */
import { weakens } from "../doings.ts";
import type { Doing } from "../subcommands.ts";
import { calls, type Line, on } from "./lines.ts";

const STARTS = weakens("system", "has a program start by itself, at its own times");
const TRUSTS = weakens(
  "system",
  "makes this machine trust another authority: whoever holds its key can stand in for any site",
);
const DIVERTS = weakens("network", "sends the traffic of this machine by way of another one");
const NAMES = weakens("network", "has names looked up by another server");
const GIT_RUNS = weakens("setting", "has git run a program of somebody's choice");
const PUBLISHED: Doing = {
  verb: "weaken",
  resource: "network",
  says: "opens a port of this machine to the outside",
  recovery: "effort",
};
const TRACKED = weakens("secret", "puts a file of secrets that is ignored under version control");
const SERVES: Doing = {
  verb: "exfiltrate",
  resource: "directory",
  says: "offers private folders to everybody on the network",
  reach: "all",
};
const RAISES = weakens("system", "gives a program rights of the system", { recovery: "none" });
const FROM_BOX = weakens("system", "gives a container the machine it runs on", { recovery: "none" });
const TURNS_OFF = weakens("system", "switches off a protection of the machine");
const KERNEL = weakens("system", "changes how the kernel guards itself or fails");

/** What a project builds itself carries the mark of no download. */
const OWN_BUILD =
  /^-\w+ (?:com\.apple\.quarantine )?(?:\.\/)?(?:[\w@.-]+\/)*(?:build|dist|out|target|release|DerivedData)\/[^\s]*$/;

export const WAYS_IN: readonly Line[] = [
  on("systemd-run", /--(?:on-(?:calendar|boot|active|unit-active|startup|unit-inactive)|timer-property)/, STARTS),
  on(
    "systemctl",
    /--user\b.*\b(?:enable|link)\b|^(?:--?\S+ )*(?:link|edit|set-environment|import-environment)\b/,
    STARTS,
  ),
  on("launchctl", /^(?:bootstrap|load|enable|submit|asuser)\b/, STARTS),
  calls("incrontab", "~* !-l|--list !-h|--help !-r|--remove", STARTS),
  calls("tor", "--HiddenServiceDir|--HiddenServicePort|-HiddenServiceDir", PUBLISHED),
  calls("act", "--container-options=*--privileged*|*/:/*|*docker.sock*\n--privileged", FROM_BOX),
  calls(
    "guestfish|guestmount|virt-customize|virt-sysprep|virt-edit|virt-rescue|virt-copy-in|virt-cat|virt-copy-out",
    "-a|--add=/dev/sd*|/dev/nvme*|/dev/vd*|/dev/mapper/*",
    weakens("system", "reads and changes a disk of this machine beside its own rights", { recovery: "none" }),
  ),
  on("at|batch", /^(?!-?[lV]$)./, STARTS, /^-(?:l|q \w|V|c|r|d)\b/),
  on(
    "osascript",
    /(?:NSURL|dataWithContentsOf|stringWithContentsOf|\bdo shell script\b.*\bcurl\b.*\|)[\s\S]*(?:\beval\b|\bsh\b|\bunwrap\b)/,
    {
      verb: "execute-unknown",
      resource: "code",
      reach: "unknown",
      says: "runs code that it brings from another machine",
    },
  ),
  calls("kickstart", "-activate|-configure|-restart", STARTS),
  calls(
    ">|tee|cp|mv|install|ln",
    "@/etc/launchd.conf|/etc/periodic/*|/etc/daily.local|/etc/weekly.local|/etc/monthly.local|/etc/newsyslog.d/*|*Library/Application·Scripts*|*Library/QuickLook*|*Library/Spotlight*|*Library/Screen·Savers*|*Library/Input·Methods*|*Library/Internet·Plug-Ins*|*Library/PreferencePanes*|*Library/Security/SecurityAgentPlugins*|*Library/DirectoryServices/PlugIns*|*Library/Audio/Plug-Ins/HAL*|*Library/ScriptingAdditions*|*Library/Scripts/Folder*|*Library/Workflows/Applications/Folder*|*Library/Mail/Bundles*|*Library/ColorPickers*|*Library/Services/*|*Library/Contextual·Menu*|/Library/LaunchDaemons/*|/Library/LaunchAgents/*|/Library/StartupItems/*|/etc/emond.d/*|*/Library/LaunchAgents/*",
    STARTS,
  ),
  on("chroot", /^(?:--?\S+ )*\S+$/, FROM_BOX),
  on("osascript", /login item|with administrator privileges|hidden answer|keystroke/i, STARTS),
  on("defaults", /write .*(?:Log(?:in|out)Hook|AutoLaunched|LSQuarantine)/i, STARTS),
  on("ssh-copy-id", /./, weakens("account", "lets a key into another machine"), /^-(?:h|n)\b/),
  calls("ngrok", "tcp|tls|start\nhttp|https|http2 @22|*:22|3389|5432|3306|6379|27017|2375", PUBLISHED),
  calls(
    "cloudflared",
    "** ~*ssh://*|*tcp://*|*rdp://*|*smb://*|*unix:*\naccess tcp|rdp|smb\naccess ssh --url\ntunnel run --token\nservice install",
    PUBLISHED,
  ),
  calls("ssh", "-D=0.0.0.0:*|^*:*\n-R=0.0.0.0:*|^*:*", PUBLISHED),
  calls(
    "tailscale",
    "up|set --advertise-exit-node|--advertise-routes|--ssh|--authkey|--auth-key|--exit-node\nfunnel|serve @*",
    PUBLISHED,
  ),
  calls("wg-quick", "up @/tmp/*|/var/tmp/*|/dev/shm/*|./*|*/Downloads/*", DIVERTS),
  calls(
    "lt|localtunnel|npx|bore|loca.lt",
    "** --port|-p=22|3389|3306|5432|6379|2375|27017|5900\nlocal 22|3389|3306|5432|6379|2375|27017|5900",
    PUBLISHED,
  ),
  calls("code|code-insiders|cursor|codium", "tunnel !@status|unregister|kill|prune|help", PUBLISHED),
  calls(
    "code-server|openvscode-server|jupyter|jupyter-lab",
    "** --auth=none --bind-addr|--host=0.0.0.0*\n** --ip=0.0.0.0|^* --NotebookApp.token|--ServerApp.token|--IdentityProvider.token=",
    PUBLISHED,
  ),
  calls(
    "git",
    "add|stage -f|--force @.env|*/.env|.env.local|.env.production|*.pem|*id_rsa|*id_ed25519|*.pfx|*.p12|*/.npmrc|.npmrc|*/credentials !@*.example",
    TRACKED,
  ),
  calls(
    "rclone",
    "copy|sync|move|copyto|moveto @/home/*/Documents*|/home/*/Desktop*|/home/*/Pictures*|/home/*/Mail*|/Users/*/Documents*|/Users/*/Desktop*|/Users/*/Pictures*",
    SERVES,
  ),
  calls(
    "git",
    "daemon --base-path=/|/home|/root|/etc|/Users\ndaemon --enable=receive-pack !--listen=127.*|localhost",
    SERVES,
  ),
  calls("socat", "@*LISTEN:*fork* @TCP*:*.*|OPENSSL*:*.*|UDP*:*.*|tcp*:*.* !@*bind=127.*|*bind=localhost*", PUBLISHED),
  on("rclone", /^(?:copy|sync|move) (?:\/|\/(?:home|Users)\/[^/ ]+|\/root|\/etc)\/? [\w-]+:/, {
    ...SERVES,
    says: "sends a whole home or system folder to a store elsewhere",
  }),
  on("update-ca-certificates|update-ca-trust", /^/, TRUSTS),
  on("trust", /^anchor\b/, TRUSTS),
  on("security", /^(?:add-trusted-cert|add-certificates|trust-settings-import)\b/, TRUSTS),
  on("certutil", /(?:^| )-A\b.* -t\b|-addstore\b|\/addstore\b/i, TRUSTS),
  on("keytool", /-import(?:cert)?\b.*cacerts/, TRUSTS),
  on("networksetup", /^-set(?:dnsservers|\w*proxy\w*|autoproxy\w*|searchdomains)\b/i, DIVERTS, / (?:off|empty)$/i),
  on("resolvectl|systemd-resolve", /^(?:dns|domain|--set-dns)\b ?\S+ \S/, NAMES),
  on("nmcli", /\b(?:ipv[46]\.dns|proxy\.)/, NAMES),
  on("gsettings", /^set org\.gnome\.system\.proxy\b/, DIVERTS, / '?none'?$/),
  on(
    "git",
    /\bconfig\b.*\bhttps?\.(?:\S+\.)?proxy [\w"']/i,
    DIVERTS,
    /--unset|proxy "?(?:https?:\/\/)?(?:localhost|127\.0\.0\.1|\[::1\])/i,
  ),
  on(
    "git",
    /\bconfig\b.*\bcore\.hookspath (?:\/|~)|\bconfig\b.*--(?:global|system)\b.*\bcore\.hookspath \S/i,
    GIT_RUNS,
  ),
  on("git", /\bconfig\b.*\binit\.templatedir \S|\bconfig\b.*\bcore\.fsmonitor (?!true|false)\S/i, GIT_RUNS),
  on(
    "git",
    /\bconfig\b.*\bcore\.(?:sshcommand|gitproxy|askpass) (?!["']?(?:\/usr\/bin\/)?ssh\b)\S|\bconfig\b.*\bcore\.sshcommand .*[;&|]/i,
    GIT_RUNS,
    /--unset|--get/,
  ),
  on(
    "npm|pnpm|yarn",
    /^config set (?:--\S+ )*(?:https?-)?proxy[ =]\S/i,
    DIVERTS,
    /proxy[ =](?:https?:\/\/)?(?:localhost|127\.0\.0\.1|null|false)/i,
  ),
  on(
    "setcap",
    /cap_(?:setuid|setgid|dac_\w+|sys_(?:admin|ptrace|module|rawio)|chown|fowner|setfcap)|\ball\b|^=/i,
    RAISES,
    /^-r\b/,
  ),
  calls(
    "chmod",
    "--reference=/usr/bin/passwd|/usr/bin/sudo|/usr/bin/su|/bin/su|/usr/bin/mount|/bin/mount|/usr/bin/chsh|/usr/bin/pkexec",
    RAISES,
  ),
  on("install", /(?:-m|--mode)[ =]?(?:0?[2467]\d{3}|[ugoa]*[+=]?[rwx]*s[rwx]*)\b/, RAISES),
  calls(
    "docker|podman|nerdctl",
    "run|create --device-cgroup-rule=*\nvolume create -o|--opt=device=/|device=/etc*|device=/root*|device=/var/run*|device=/home",
    FROM_BOX,
  ),
  on(
    "docker|podman|nerdctl|docker-compose",
    /^(?:compose\b|-f\b|up\b)[\s\S]*(?:privileged["']?: *true|["'[\s-]\/:\/\w|docker\.sock:)/,
    FROM_BOX,
  ),
  on("lxc|incus", /security\.privileged[= ]true|source=\/(?: |$)|raw\.(?:lxc|apparmor|idmap|qemu)[= ]/, FROM_BOX),
  on(
    "docker|podman|nerdctl",
    /^(?:run|create|container run) .*(?:docker\.sock|containerd\.sock|--cap-add[ =](?:ALL|SYS_ADMIN|SYS_MODULE|SYS_RAWIO|DAC_READ_SEARCH)|apparmor[=:]unconfined|label[=:]disable|--device[ =]\/dev\/(?:sd|nvme|mem|dm-|xvd)|--pid[ =]host|--ipc[ =]host .*--pid)/,
    FROM_BOX,
  ),
  on(
    "kubectl|k3s|oc",
    /hostPID"? *: *true|hostPath"?|"?privileged"? *: *true/,
    FROM_BOX,
    /^(?:get|describe|explain|logs)\b/,
  ),
  on("nsenter", /(?:-t|--target)[ =]?1\b/, FROM_BOX),
  on("xattr", /^-\w*[drcw]\w*\b.*(?:quarantine|-c)|^-\w*c\w* /, TURNS_OFF, OWN_BUILD),
  on("fdesetup", /^disable\b/, TURNS_OFF),
  on(
    "sysctl",
    /\b(?:kernel\.(?:panic\w*|sysrq|core_pattern|modprobe|hotplug|kexec_load_disabled|unprivileged_(?:userns_clone|bpf_disabled)|randomize_va_space|yama\.ptrace_scope|[dk]\w+_restrict)|fs\.(?:suid_dumpable|protected_\w+)|vm\.mmap_min_addr)\s*=/,
    KERNEL,
  ),
  on("dkms", /^add (?:\/tmp|\/var\/tmp|\/dev\/shm|~|\.)/, KERNEL),
  on("modprobe", /(?:^| )(?:\.{0,2}\/\S+\.ko|-f|--force\S*)\b|\.ko\b/, KERNEL),
  on("mount", /remount\S*\brw\b\S* \/$|(?:^|,| )rw,remount\S* \/$/, TURNS_OFF),
  on("capsh", /--(?:uid|gid)=0.*--$|--$/, weakens("system", "opens a shell with other rights", { recovery: "none" })),
  on("ping|ping6", /(?:^| )-\w*f(?: |$)|--flood/, {
    verb: "execute-remote",
    resource: "network",
    says: "floods another machine",
  }),
  on(
    "ab|siege|wrk|hey|bombardier|oha|autocannon|vegeta",
    /-[ncr] ?\d{4,}\b/,
    { verb: "execute-remote", resource: "network", says: "floods a service that is not on this machine" },
    /\/\/(?:localhost|127\.|\[::1\]|0\.0\.0\.0)/,
  ),
  on("mitmproxy|mitmdump|mitmweb", /--mode[ =]transparent|-m[ =]?transparent|-T\b/, DIVERTS),
];

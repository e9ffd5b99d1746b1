/** Doors that are left open: what starts by itself, whose word this machine trusts, and where its names and packages come from. */

import { EDITOR_PROGRAMS } from "../../agents/code-editors.ts";
import { weakens } from "../../kit/effect-templates.ts";
import { inSequence, onOneLine } from "../../kit/in-sequence.ts";
import type { EffectTemplate } from "../../kit/table.ts";
import { calls, type Line, on, windows } from "./lines.ts";
import { FROM_BOX, NAMES, WAY } from "./machine-effects.ts";

const STARTS = weakens("system", "has a program start by itself, at its own times");
const TRUSTS = weakens(
  "system",
  "makes this machine trust another authority: whoever holds its key can stand in for any site",
);
const GIT_RUNS = weakens("setting", "has git run a program of somebody's choice");
const PUBLISHED: EffectTemplate = {
  verb: "weaken",
  resource: "network",
  says: "opens a port of this machine to the outside",
  recovery: "effort",
};
const TRACKED = weakens("secret", "puts a file of secrets that is ignored under version control");
const SERVES: EffectTemplate = {
  verb: "exfiltrate",
  resource: "directory",
  says: "offers private folders to everybody on the network",
  reach: "all",
};
const RAISES = weakens("system", "gives a program rights of the system", { recovery: "none" });
const ADMITS_KEY = weakens("account", "lets somebody's key in, or opens one to whoever finds it");
const TURNS_OFF = weakens("system", "switches off a protection of the machine");
const KERNEL = weakens("system", "changes how the kernel guards itself or fails");

/** What a project builds itself carries the mark of no download. */
const OWN_BUILD =
  /^-\w+ (?:com\.apple\.quarantine )?(?:\.\/)?(?:[\w@.-]+\/)*(?:build|dist|out|target|release|DerivedData)\/[^\s]*$/;

/** Containers that are made, and the options by which one of them gets at the machine it runs on. */
const BOXES = ["run", "create", "container run", "container create"];
const OUT_OF_BOX = [
  "~*docker.sock*|*containerd.sock*",
  "--cap-add=ALL|all|SYS_ADMIN|SYS_MODULE|SYS_RAWIO|DAC_READ_SEARCH|CAP_SYS_ADMIN|CAP_SYS_MODULE|CAP_SYS_RAWIO|CAP_DAC_READ_SEARCH",
  "--security-opt=*systempaths=unconfined*|*systempaths:unconfined*|*no-new-privileges=false*|*no-new-privileges:false*|*label=type:spc_t*|*label:type:spc_t*|*apparmor=unconfined*|*apparmor:unconfined*|*label=disable*|*label:disable*",
  "--device=/dev/sd*|/dev/nvme*|/dev/mem*|/dev/dm-*|/dev/xvd*",
  "--pid=host",
];

export const WAYS_IN: readonly Line[] = [
  calls(
    "systemd-run",
    "--on-calendar|--on-boot|--on-active|--on-unit-active|--on-startup|--on-unit-inactive|--on-clock-change|--timer-property|--path-property",
    STARTS,
  ),
  calls("systemctl", "--user ** enable|link\n** link|edit|set-environment|import-environment", STARTS),
  calls("launchctl", "bootstrap|load|enable|submit|asuser", STARTS),
  calls("incrontab", "~* !-l|--list !-h|--help !-r|--remove", STARTS),
  calls("at|batch", "~* !-l !-V !-c !-r !-d", STARTS),
  on(
    "osascript",
    inSequence(
      /NSURL|dataWithContentsOf|stringWithContentsOf|\bdo shell script\b(?:(?!\bdo shell script\b).)*?\bcurl\b(?:(?!\bcurl\b).)*?\|/,
      /\beval\b|\bsh\b|\bunwrap\b/,
    ),
    {
      verb: "execute-unknown",
      resource: "code",
      reach: "unknown",
      says: "runs code that it brings from another machine",
    },
  ),
  calls(
    ">|tee|cp|mv|install|ln",
    "@/etc/launchd.conf|/etc/periodic/*|/etc/daily.local|/etc/weekly.local|/etc/monthly.local|/etc/newsyslog.d/*|*Library/Application·Scripts*|*Library/QuickLook*|*Library/Spotlight*|*Library/Screen·Savers*|*Library/Input·Methods*|*Library/Internet·Plug-Ins*|*Library/PreferencePanes*|*Library/Security/SecurityAgentPlugins*|*Library/DirectoryServices/PlugIns*|*Library/Audio/Plug-Ins/HAL*|*Library/ScriptingAdditions*|*Library/Scripts/Folder*|*Library/Workflows/Applications/Folder*|*Library/Mail/Bundles*|*Library/ColorPickers*|*Library/Services/*|*Library/Contextual·Menu*|/Library/LaunchDaemons/*|/Library/LaunchAgents/*|/Library/StartupItems/*|/etc/emond.d/*|*/Library/LaunchAgents/*",
    STARTS,
  ),
  on("chroot", /^(?:-\S+ )*\S+$/, FROM_BOX),
  on("osascript", /login item|with administrator privileges|hidden answer|keystroke/i, STARTS),
  calls("defaults", "write ~*LoginHook|*LogoutHook|*AutoLaunched*|*LSQuarantine", STARTS),
  calls("ssh-import-id|ssh-import-id-gh|ssh-import-id-lp", "!-r !--remove !-h !--help", ADMITS_KEY),
  calls("ssh-keygen", "-p -N=", {
    ...ADMITS_KEY,
    says: "takes the password off a private key",
  }),
  calls(
    "openssl",
    "rsa|ec|pkey|dsa @/home/*/.ssh/*|/root/.ssh/*|/Users/*/.ssh/* !-pubout\nrsa|ec|pkey|dsa -in=/home/*/.ssh/*|/root/.ssh/*|/Users/*/.ssh/* !-pubout",
    ADMITS_KEY,
  ),
  calls("ssh-copy-id", "@* !-h !-n", weakens("account", "lets a key into another machine")),
  calls("ngrok", "tcp|tls|start\nhttp|https|http2 @22|*:22|3389|5432|3306|6379|27017|2375", PUBLISHED),
  calls(
    "cloudflared",
    "** ~*ssh://*|*tcp://*|*rdp://*|*smb://*|*unix:*\naccess tcp|rdp|smb\naccess ssh --url\n** --url=*//localhost:22|*//127.0.0.1:22|*//localhost:3389|*//localhost:5432\ntunnel run --token\nservice install",
    PUBLISHED,
  ),
  calls("ssh", "-D=0.0.0.0:*|^*:*\n-R=0.0.0.0:*|^*:*", PUBLISHED),
  calls(
    "tailscale",
    "up|set --advertise-exit-node|--advertise-routes|--ssh|--authkey|--auth-key|--exit-node\nfunnel|serve @*",
    PUBLISHED,
  ),
  calls(EDITOR_PROGRAMS.join("|"), "tunnel !@status|unregister|kill|prune|help", PUBLISHED),
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
  on("git", /^daemon (?:-\S+ )*--base-path[= ]\/(?:home|Users)\/[^/ ]+\/?(?: |$)/, SERVES),
  calls("socat", "@*LISTEN:*fork* @TCP*:*.*|OPENSSL*:*.*|UDP*:*.*|tcp*:*.* !@*bind=127.*|*bind=localhost*", PUBLISHED),
  on("rclone", /^(?:copy|sync|move) (?:\/|\/(?:home|Users)\/[^/ ]+|\/root|\/etc)\/? [\w-]+:/, {
    ...SERVES,
    says: "sends a whole home or system folder to a store elsewhere",
  }),
  calls("mysqld|mysqld_safe|mariadbd|mariadbd-safe", "--skip-grant-tables", TURNS_OFF),
  calls("update-ca-certificates|update-ca-trust", "", TRUSTS),
  calls("trust", "anchor", TRUSTS),
  calls("security", "add-trusted-cert|add-certificates|trust-settings-import", TRUSTS),
  on("certutil", /(?<!\S)-A\b(?:(?! -A\b).)* -t\b|-addstore\b|\/addstore\b/i, TRUSTS),
  calls("keytool", "-import|-importcert ~*cacerts*", TRUSTS),
  windows(
    "networksetup",
    "-setdnsservers|-setwebproxy|-setsecurewebproxy|-setsocksfirewallproxy|-setftpproxy|-setstreamingproxy|-setgopherproxy|-setautoproxyurl|-setwebproxystate|-setsecurewebproxystate|-setsocksfirewallproxystate|-setautoproxystate|-setproxybypassdomains|-setproxyautodiscovery|-setsearchdomains !@off|empty",
    WAY,
  ),
  calls("resolvectl|systemd-resolve", "dns|domain * *\n--set-dns", NAMES),
  calls("nmcli", "** modify|modif|mod|m|add|edit @ipv4.dns*|ipv6.dns*|+ipv4.dns*|+ipv6.dns*|proxy.*", NAMES),
  calls(
    "git",
    "** config ** http.proxy|https.proxy|http.*.proxy * !--unset !--unset-all !--get !@localhost*|*//localhost*|127.*|*//127.*|*[::1]*",
    WAY,
  ),
  calls(
    "git",
    `** config ** core.hooksPath|core.hookspath /*|~*|$HOME*
     ** config --global|--system ** core.hooksPath|core.hookspath *
     ** config ** include.path|includeIf.*.path|includeif.*.path /tmp/*|/var/tmp/*|/dev/shm/*
     ** config ** init.templateDir|init.templatedir *
     ** config ** core.fsmonitor * !@true|false`,
    GIT_RUNS,
  ),
  on(
    "git",
    onOneLine(
      /\bconfig\b/i,
      /\bcore\.(?:(?:sshcommand|gitproxy|askpass) (?!["']?(?:\/usr\/bin\/)?ssh\b)\S|sshcommand (?:(?!\bcore\.sshcommand ).)*[;&|])/i,
    ),
    GIT_RUNS,
    /--unset|--get/,
  ),
  calls(
    "npm|pnpm|yarn",
    `config set proxy|https-proxy|http-proxy|noproxy * !@localhost*|*//localhost*|127.*|*//127.*|null|false
     config set @proxy=*|https-proxy=*|http-proxy=* !@*localhost*|*=127.*|*//127.*|*=null|*=false`,
    WAY,
  ),
  calls(
    "setcap",
    "~*cap_setuid*|*cap_setgid*|*cap_dac_*|*cap_sys_admin*|*cap_sys_ptrace*|*cap_sys_module*|*cap_sys_rawio*|*cap_chown*|*cap_fowner*|*cap_setfcap*|all*|=* !-r",
    RAISES,
  ),
  calls(
    "chmod",
    "--reference=/usr/bin/passwd|/usr/bin/sudo|/usr/bin/su|/bin/su|/usr/bin/mount|/bin/mount|/usr/bin/chsh|/usr/bin/pkexec",
    RAISES,
  ),
  on("install", /(?:-m|--mode)[ =]?(?:0?[2467]\d{3}|[ugoa]*[+=]?[rwx]*s[rwx]*)\b/, RAISES),
  calls(
    "docker|podman|nerdctl",
    "run|create --device-cgroup-rule=*·*\nvolume create -o|--opt=device=/|device=/etc*|device=/root*|device=/var/run*|device=/home",
    FROM_BOX,
  ),
  on(
    "docker|podman|nerdctl|docker-compose",
    /^(?:compose\b|-f\b|up\b)[\s\S]*(?:privileged["']?: *true|["'[\s-]\/:\/\w|docker\.sock:)/,
    FROM_BOX,
  ),
  calls(
    "docker|podman|nerdctl",
    BOXES.flatMap(box => OUT_OF_BOX.map(option => `${box} ${option}`)).join("\n"),
    FROM_BOX,
  ),
  calls(
    "kubectl|k3s|oc",
    `~*hostPath"*|*hostPath:*|*hostPID":true*|*hostPID":·true*|*hostPID:·true*|*privileged":true*|*privileged":·true*|*privileged:·true*|--privileged=true !@get|describe|explain|logs`,
    FROM_BOX,
  ),
  calls(
    "docker|podman|nerdctl|buildx",
    "build|buildx --allow=security.insecure*\nbuildx build --allow=security.insecure*\nbuildx create --buildkitd-flags=*allow-insecure-entitlement·security.insecure*",
    FROM_BOX,
  ),
  calls(
    "snap",
    "connect @*:docker-support|*:snapd-control|*:system-files|*:kubernetes-support|*:kernel-module-control|*:kernel-module-load|*:system-backup|*:personal-files|*:process-control|*:firewall-control|*:network-control",
    FROM_BOX,
  ),
  calls(
    "docker|podman",
    "service create|update --mount|--mount-add=*source=/,*|*src=/,*|*source=/etc*|*src=/etc*|*docker.sock*\nservice create|update --cap-add=ALL|SYS_ADMIN|CAP_SYS_ADMIN|SYS_PTRACE|SYS_MODULE",
    FROM_BOX,
  ),
  calls("net", "usershare add", SERVES),
  calls("kmod", "insert|load", KERNEL),
  calls("nsenter", "-t|--target=1", FROM_BOX),
  on("xattr", /^-(?=\w*[drcw])\w*\b.*(?:quarantine|-c)|^-(?=\w*c)\w* /, TURNS_OFF, OWN_BUILD),
  calls("fdesetup", "disable", TURNS_OFF),
  on(
    "sysctl",
    /\b(?:kernel\.(?:panic\w*|sysrq|core_pattern|modprobe|hotplug|kexec_load_disabled|unprivileged_(?:userns_clone|bpf_disabled)|randomize_va_space|yama\.ptrace_scope|[dk]\w+_restrict)|fs\.(?:suid_dumpable|protected_\w+)|vm\.mmap_min_addr)\s*=/,
    KERNEL,
  ),
  calls("modprobe", "-f|--force|--force-vermagic|--force-modversion\n@*.ko|*.ko.*", KERNEL),
  calls("mount", "-o|--options=*remount*rw*|*rw*remount* @/", TURNS_OFF),
  calls("kickstart", "-activate|-configure|-restart", STARTS),
  calls(
    "lxc|incus",
    "~security.privileged=true|source=/|*,source=/|raw.lxc*|raw.apparmor*|raw.idmap*|raw.qemu*\n** security.privileged true",
    FROM_BOX,
  ),
  on("capsh", /--$/, weakens("system", "opens a shell with other rights", { recovery: "none" })),
];

/**
 * Settings, scripts and modules out of folders that anybody may write to, by which programs start others: which option
 * of which program takes them. Data, as the programs' manuals have it. What such a program is told by its own settings,
 * where they belong, is the person's.
 */
import type { Effect } from "../../effects/effect.ts";
import type { Invocation } from "../../effects/pack.ts";
import type { EffectTemplate } from "../../kit/table.ts";
import { looksAtFiles } from "../secrets/reads.ts";
import { readCalls, wordsOf } from "./calls.ts";
import { calls, effectOf, isRaised, type Line, on, raised } from "./lines.ts";
import { TEMP } from "./named-targets.ts";

const RUNS: EffectTemplate = {
  verb: "execute-unknown",
  resource: "code",
  reach: "unknown",
  says: "has the program run what somebody has put into a folder that anybody may write to",
};
const WITHIN = "*=/tmp/*|*:/tmp/*|*=/dev/shm/*|*:/dev/shm/*|*=/var/tmp/*";

export const BROUGHT_SETTINGS: readonly Line[] = [
  // What reads mail, chats, feeds: their settings name filters, viewers and passwords' commands.
  calls("procmail|maildrop|sieve-filter", `@${TEMP}\n-m|-d=${TEMP}`, RUNS),
  calls("mutt|neomutt|aerc|tin|slrn", `-F=${TEMP}`, RUNS),
  calls(
    "alpine|pine|fetchmail|getmail|mbsync|isync|offlineimap|msmtp|mpop|newsboat|newsbeuter|irssi|weechat|profanity",
    `-f|-c|-C|-u|-p|-d|-r|--rcfile|--fetchmailrc|--config|--config-file|--file|--dir|--home=${TEMP}`,
    RUNS,
  ),
  calls("metamail", `-c|-m=${TEMP}`, RUNS),
  // Windows, keys, menus and players: each of their lines may start something.
  calls(
    "screen|sysdig|sxhkd|xbindkeys|i3|sway|bspwm|openbox|fluxbox|awesome|herbstluftwm|conky|polybar|tint2|waybar|dunst|swayidle|triggerhappy|thd|lircd|irexec|kanata|rofi|wofi|dmenu_run|fvwm|icewm",
    `-c|-C|-f|--config|--config-file|--startup|--triggers|-theme|-modi|-modes|-conf=${TEMP}|${WITHIN}`,
    RUNS,
  ),
  calls("tmux", `-f=${TEMP}`, RUNS),
  calls(
    "mpv|mplayer|vlc|cvlc|mpd|cmus|ncmpcpp|feh|sxiv|zathura|ranger|lf|vifm|nnn|mc|tig|nano|joe|jed|kak|micro|hx",
    `--script|--scripts|--include|--config-dir|--input-conf|--config|--confdir|--rcfile|-rcfile|--rc|-config|--lua-config|--initscript=${TEMP}`,
    RUNS,
  ),
  // What is loaded into a language's own tool.
  calls("asciidoctor|kramdown|rdoc|yard|haml|slim", `-r|--require|-e|--load=${TEMP}`, RUNS),
  calls("pygmentize", "-x ~/tmp/*|/dev/shm/*|./*.py*|*.py:*", RUNS),
  calls(
    "eyeD3|ocrmypdf|beet|yt-dlp|youtube-dl|sphinx-build|mkdocs|mypy|pylint",
    `--plugin|--plugins|--plugin-dirs|--load-plugins=${TEMP}`,
    RUNS,
  ),
  calls("exiftool", `-config=${TEMP}`, RUNS),
  calls(
    "calcurse|cppcheck|imapfilter|lsyncd|luakit|sc-im|urxvt|rxvt|zile|znc|finch|fbterm|qutebrowser|vimb|surf|tf",
    `-D|-d|-c|-f|-l|-L|-pe|--directory|--addon|--script|--datadir|--config|--config-py=${TEMP}`,
    RUNS,
  ),
  calls("lsyncd", `@${TEMP}`, RUNS),
  calls("openconnect|vpnc|openfortivpn", `-s|--script|--csd-wrapper|--external-browser|--pppd-plugin=${TEMP}`, RUNS),
  calls("latexmk", `-r=${TEMP}`, RUNS),
  calls("ipython|ipython3|jupyter", `--profile-dir|--ipython-dir|--config|--kernel=${TEMP}`, RUNS),
  calls("hg", "--config=extensions.*=/tmp/*|extensions.*=/dev/shm/*|hooks.*=python:/tmp/*", RUNS),
  calls("man|mandb", `-C|--config-file=${TEMP}`, RUNS),
  calls("nmap", `--datadir=/tmp|${TEMP}`, RUNS),
  calls("fossil", `** --extroot=/tmp|${TEMP}`, RUNS),
  calls("gawk|awk", `-l|--load|-i|--include=${TEMP}`, RUNS),
  calls("jarsigner|keytool", `-providerpath|-providerPath=/tmp|/tmp/*|/dev/shm/*`, RUNS),
  calls("gcc|g++|cc|c++|clang|clang++|gfortran|tcc", `-B=${TEMP}`, RUNS),
  on("gcc|g++|cc|c++|clang|clang++|gfortran", /(?:^| )-B\/(?:tmp|dev\/shm|var\/tmp)\//, RUNS),
  calls("gpg|gpg2|gpgsm|gpg-agent", `--exec-path=/tmp|${TEMP}`, RUNS),
  calls("convert|magick|mogrify|identify|composite|montage|import|display|animate|conjure", "~msl:*|ephemeral:*", RUNS),
  calls("gpgconf", "~*-program:*/tmp/*|*-program:0:*", RUNS),
  calls(
    "dpkg-buildpackage|debuild|dh|pbuilder|sbuild",
    `-R|--rules-file|--prepend-path|--hook-dir|--hookdir=${TEMP}`,
    RUNS,
  ),
  calls("afio", `-P|-Q|-W=${TEMP}`, RUNS),
  calls("dhcpcd", `-c|--script=${TEMP}`, RUNS),
  calls("wpa_cli|hostapd_cli|ifplugd|ifup|ifdown|netplug", `-a|-r|-i|--interfaces=${TEMP}`, RUNS),
  calls("mdadm", `--program|-p|-y|--alert=${TEMP}`, RUNS),
  calls("smartd", "~/tmp/*|/dev/shm/*", RUNS),
  on(
    "pppd",
    /(?:^| )(?:connect|disconnect|init|welcome|pty|plugin|ip-up-script|ip-down-script|file|call) ["']?(?!(?:\/usr\/sbin\/)?chat\b)(?:\/(?:tmp|dev\/shm|var\/tmp)\/|(?:(?! (?:connect|disconnect|init|welcome|pty|plugin|ip-up-script|ip-down-script|file|call) ).)*\bsh\b)/,
    RUNS,
  ),
  calls("jhead", `-te=${TEMP}`, RUNS),
  calls(
    "cf-agent|cf-promises|cf-execd|cfagent|chef-client|chef-solo|chef-apply|cinc-client|salt-call|puppet",
    `-f|-KIf|-IKf|-Kf|-If|--file|-c|--config|--config-dir=${TEMP}\n@${TEMP}\napply @${TEMP}`,
    RUNS,
  ),
  calls("exim|exim4|sendmail", `-C=${TEMP}`, RUNS),
  calls("ettercap|bettercap", `-F|-caplet|-eval=${TEMP}|!*`, RUNS),
  calls("rustc|cargo", `-C|--codegen|--config=linker=/tmp/*|linker=/dev/shm/*`, RUNS),

  // With somebody else's rights: services, which start what their settings say.
  raised(
    calls(
      "rsyslogd|syslog-ng|nginx|apache2|httpd|mysqld|dnsmasq|sshd|smbd|php-fpm|stunnel|stunnel4|xinetd|inetd|snmpd|collectd|telegraf|zabbix_agentd|proftpd|monit|supervisord|circusd|fail2ban-server|keepalived|openvpn|uwsgi|tinyproxy|slapd|vsftpd|wpa_supplicant|wpa_cli|mkinitcpio|dracut|cloud-init|icecast|named|squid|radvd|cron|crond|dhcpd|dhclient|acpid|abcde|dovecot|doveconf|dbus-daemon|mosquitto|incrond|fcron|atd|autofs|automount|ulogd|upsmon|apcupsd|lircd|thd|exim|exim4|postfix|opensmtpd|smtpd|hostapd|udhcpd|udhcpc|pdns_server|unbound|chronyd|ntpd|ddclient|watchdog|motion|bacula-fd|bacula-dir|munin-run|munin-node|nrpe|nagios|icinga|icinga2|fluentd|td-agent|fluent-bit|logstash|filebeat|needrestart|asterisk|conserver|containerd|dockerd|unattended-upgrade",
      `-f|-c|-C|-y|-a|--config|--config-file|--conf|--conf-file|--fpm-config|--configuration|--ini|--file|--state=${TEMP} !-t !-T !--test
       @${TEMP} !-t !-T !--test`,
      RUNS,
    ),
  ),
  raised(calls("xl|runc|crun", `create|run @${TEMP}\n** -b|--bundle=${TEMP}`, RUNS)),
  raised(calls("virsh", `** create|define|attach-device|net-create|pool-create @${TEMP}`, RUNS)),
  raised(calls("ipmitool", `exec @${TEMP}`, RUNS)),
  raised(calls("logrotate", `@${TEMP} !-d !--debug`, RUNS)),
  raised(calls("anacron", `-t=${TEMP}`, RUNS)),
  raised(calls("haproxy", `-f=${TEMP} !-c`, RUNS)),
  raised(calls("modprobe|depmod", `-C|--config=${TEMP}`, RUNS)),
  raised(calls("foremost|scalpel|sysdig|falco", `-c=${TEMP}`, RUNS)),
];

const CHECKS = "!-t !-T !--test !--check !--validate !--dry-run !--help !--version";
const takesSettings = readCalls(
  `--config|--config-file|--configfile|--conf|--conf-file|--cfg|--cfgfile|--rcfile|--rc-file|--settings|--ini|--inifile|--init-file|--startup-file|-config|-conf|-cfg|-c|-f|-C|-F=${TEMP} ${CHECKS}`,
);
/** For which a letter before a file means something else than settings. */
const OTHER_LETTERS =
  /^(?:tail|head|wc|date|touch|test|\[|fuser|lsof|pgrep|pkill|killall|df|du|mktemp|namei|fsck\S*|mkfs\S*|mkswap|losetup|blkid|findmnt|chcon|restorecon|lsattr|ipset|nft|kexec|time|watch|timeout|xargs|env|nice|ionice|su|runuser|sh|bash|zsh|make|gmake|ninja|python[\d.]*|perl|ruby|node|php|lua|[\w-]*compose|yamllint|jsonlint|ansible\S*|pip[\d.]*|npm|gem|cmp|gpg\S*|ssh\S*|openssl|[\w-]*grep|zgrep|unzip|[\w.-]*tar|rpm2cpio|dpkg\S*)$/;

/** Whatever starts with other rights by settings out of such a folder; `known`: some pack reads its words. */
export function effectsOfBroughtSettings(command: Invocation, known: boolean): Effect[] {
  const { program, argv } = command;
  if (known || argv.length < 3 || !isRaised(command) || OTHER_LETTERS.test(program) || looksAtFiles(program)) return [];
  return takesSettings(wordsOf(command)) ? [effectOf(RUNS, command, "brought-settings")] : [];
}

/** The carriers, by program: data. What a carrier's options mean is in its own manual. */
import type { Carrier } from "../../core/effects/programs/carrying.ts";

const PLAIN: Carrier = {};
const RUN: Carrier = { command: "run" };
const EXEC: Carrier = { command: "exec" };

/** Another priority, time, terminal, user or set of limits for one command. */
const CIRCUMSTANCES: Readonly<Record<string, Carrier>> = {
  nice: { values: ["n", "adjustment"] },
  nohup: PLAIN,
  faketime: { values: ["exclude-monotonic"], before: 1 },
  "ssh-agent": { values: ["a", "E", "O", "P", "t"] },
  sg: { before: 1, script: ["c"] },
  envchain: { before: 1 },
  timeout: { values: ["s", "signal", "k", "kill-after"], before: 1 },
  gtimeout: { values: ["s", "signal", "k", "kill-after"], before: 1 },
  time: { values: ["f", "format", "o", "output"], writes: ["o", "output"] },
  gtime: { values: ["f", "format", "o", "output"], writes: ["o", "output"] },
  stdbuf: { values: ["i", "o", "e", "input", "output", "error"] },
  setsid: PLAIN,
  ionice: { values: ["c", "n", "p", "t", "class", "classdata"] },
  chrt: { before: 1, values: ["T", "P", "D", "p"] },
  taskset: { before: 1 },
  numactl: { values: ["C", "m", "N", "i", "p", "l"] },
  command: { shows: ["v", "V"] },
  builtin: PLAIN,
  noglob: PLAIN,
  repeat: { before: 1 },
  sched: { before: 1, joins: true },
  nocorrect: PLAIN,
  exec: { values: ["a"] },
  chroot: { values: ["userspec", "groups"], before: 1 },
  unshare: { values: ["S", "G", "R", "w", "setuid", "setgid", "root", "wd"] },
  nsenter: {
    values: ["t", "S", "G", "target", "setuid", "setgid"],
    optional: ["m", "u", "i", "n", "p", "C", "U", "r", "w"],
  },
  setpriv: {
    values: `reuid regid euid egid ruid rgid groups inh-caps ambient-caps bounding-set securebits pdeathsig
      selinux-label apparmor-profile landlock-access landlock-rule`.split(/\s+/),
  },
  capsh: { behindDashes: true, script: ["c"] },
  prlimit: { values: ["p", "pid", "o", "output"] },
  choom: { values: ["n", "p", "adjust", "pid"] },
  flock: { values: ["w", "E", "timeout", "conflict-exit-code", "wait"], before: 1, script: ["c", "command"] },
  lockf: { values: ["t"], before: 1 },
  setlock: { before: 1 },
  "s6-setuidgid": { before: 1 },
  "s6-applyuidgid": { values: ["u", "g", "G"] },
  "s6-softlimit": { values: ["a", "c", "d", "f", "l", "m", "o", "p", "r", "s", "t"] },
  fakeroot: { values: ["l", "s", "i", "b", "lib", "faked"] },
  fakechroot: { values: ["l", "d", "s", "e", "c"] },
  proot: { values: ["r", "b", "q", "w", "v", "R", "S", "k", "rootfs", "bind", "cwd"] },
  eatmydata: PLAIN,
  chronic: PLAIN,
  ts: PLAIN,
  caffeinate: { values: ["t", "w"] },
  setarch: { before: 1 },
  linux32: PLAIN,
  linux64: PLAIN,
  arch: { values: ["e", "arch"] },
  "dbus-run-session": { values: ["config-file", "dbus-daemon"] },
  "dbus-launch": { values: ["config-file"] },
  "xvfb-run": {
    values: ["n", "s", "f", "e", "p", "w", "server-num", "server-args", "error-file"],
    writes: ["e", "error-file"],
  },
  "systemd-run": {
    values: `p u E M H property unit setenv slice description uid gid nice working-directory service-type on-active
      on-boot on-calendar on-unit-active timer-property path-property socket-property machine host`.split(/\s+/),
  },
  "systemd-inhibit": { values: ["what", "who", "why", "mode"] },
  "systemd-cat": { values: ["t", "p", "identifier", "priority"] },
  cgexec: { values: ["g"] },
  "aa-exec": { values: ["p", "n", "profile"] },
  runcon: { values: ["t", "u", "r", "l", "type", "user", "role", "range"] },
  busybox: { shows: ["list", "help"] },
  toybox: PLAIN,
  gosu: { before: 1 },
  "su-exec": { before: 1 },
  setuidgid: { before: 1 },
  envdir: { before: 1 },
  envuidgid: { before: 1 },
  chpst: { values: ["u", "U", "b", "e", "n", "l", "L", "d", "m", "o", "p", "f", "c"] },
  cpulimit: { values: ["l", "p", "e", "limit", "pid", "exe"] },
  softlimit: { values: ["a", "c", "d", "f", "l", "m", "o", "p", "r", "s", "t"] },
  torsocks: PLAIN,
  torify: PLAIN,
  proxychains: { values: ["f"] },
  proxychains4: { values: ["f"] },
  tsocks: PLAIN,
  rlwrap: { values: ["f", "b", "C", "H", "p", "s", "g", "l", "O", "q", "S", "t"] },
  unbuffer: PLAIN,
  retry: { values: ["t", "d", "m", "times", "delay", "max-time"] },
  trickle: { values: ["d", "u", "w", "t", "l", "n"] },
  tsp: { values: ["S", "D", "L", "N"] },
  sshpass: { values: ["p", "f", "d", "P"], optional: ["e"] },
  wine: PLAIN,
  wine64: PLAIN,
  pee: { each: true },
  conhost: { values: ["width", "height", "signal", "server"], singleDash: true },
  openvt: { values: ["c", "console"] },
  logsave: { before: 1, writesFirst: true },
  multitime: { values: ["f", "I", "i", "n", "o", "r", "s"], writes: ["o"] },
  pexec: PLAIN,
  aoss: PLAIN,
  distcc: PLAIN,
  ccache: PLAIN,
  socksify: PLAIN,
  grc: { values: ["c", "config"] },
  genie: PLAIN,
  daemonize: { values: ["a", "c", "e", "E", "o", "p", "l", "u"], writes: ["e", "o", "p", "l"] },
};

/** Under observation: tracers, profilers, watchers, timers. */
const OBSERVED: Readonly<Record<string, Carrier>> = {
  strace: {
    values: ["o", "output", "e", "p", "s", "u", "a", "E", "b", "I", "O", "P", "S", "X"],
    writes: ["o", "output"],
  },
  ltrace: { values: ["o", "output", "e", "p", "s", "u", "a", "l", "n", "x", "F"], writes: ["o", "output"] },
  dtruss: { values: ["b", "n", "p", "t"] },
  valgrind: { writes: ["log-file", "xml-file", "callgrind-out-file", "massif-out-file", "dhat-out-file"] },
  perf: {
    command: "record|stat|trace",
    values: ["e", "o", "F", "c", "p", "r", "g", "event", "output", "call-graph"],
    writes: ["o", "output"],
  },
  rr: { command: "record", values: ["n", "M", "o"], writes: ["o"] },
  uftrace: { command: "record", values: ["d", "F", "N", "A", "R", "D", "b"], writes: ["d"] },
  heaptrack: { values: ["o", "p"], writes: ["o"] },
  hyperfine: {
    each: true,
    values: `w m M r n L P D S i N t warmup min-runs max-runs runs command-name parameter-list parameter-scan
      parameter-step-size style shell sort time-unit export-json export-csv export-markdown export-asciidoc
      export-orgmode output input reference`.split(/\s+/),
    writes: ["export-json", "export-csv", "export-markdown", "export-asciidoc", "export-orgmode", "output"],
    script: ["p", "prepare", "s", "setup", "c", "cleanup", "C", "conclude"],
  },
  poop: { each: true, values: ["d", "duration"] },
  watch: { values: ["n", "interval", "q", "equexit"], joins: true },
  viddy: { values: ["n", "interval"], joins: true },
  entr: { script: ["s"] },
  reflex: { values: ["r", "R", "g", "G", "e", "c", "regex", "glob", "decoration"] },
  watchexec: {
    values: `w watch W e exts i ignore f filter s signal stop-signal stop-timeout d debounce o on-busy-update
      delay-run poll shell env E workdir project-origin j filter-prog N`.split(/\s+/),
    joins: true,
  },
  "watchman-make": { values: ["p", "t"], script: ["run"] },
  "cargo-watch": { command: "watch", values: ["w", "i", "x", "d", "C"], script: ["s", "shell"] },
  chokidar: { script: ["c", "command"], values: ["d", "t", "i", "debounce", "throttle", "ignore"] },
  onchange: { behindDashes: true },
  script: {
    values: ["t", "E", "I", "O", "B", "T", "m", "o", "log-in", "log-out", "log-io", "log-timing"],
    script: ["c", "command"],
    writes: ["I", "O", "B", "T", "log-in", "log-out", "log-io", "log-timing"],
    writesFirst: true,
  },
  asciinema: {
    command: "rec",
    values: ["t", "title", "i", "idle-time-limit"],
    script: ["c", "command"],
    writesFirst: true,
  },
};

/** A project's own environment of tools, variables and secrets. */
const PROJECT: Readonly<Record<string, Carrier>> = {
  "nix-shell": { values: ["p", "I", "packages", "attr", "A"], script: ["run", "command"] },
  bundle: EXEC,
  bundler: EXEC,
  rbenv: EXEC,
  pyenv: EXEC,
  nodenv: EXEC,
  asdf: EXEC,
  mise: { command: "exec|x", values: ["C", "cd"], behindDashes: true, script: ["c", "command"] },
  fnm: { command: "exec", values: ["using"] },
  nvm: { command: "exec|run", before: 1 },
  volta: { command: "run", values: ["node", "npm", "yarn", "pnpm"] },
  rustup: { command: "run", before: 1 },
  devbox: RUN,
  shx: PLAIN,
  "cross-env": { assignments: true },
  "cross-env-shell": { assignments: true, joins: true },
  doppler: {
    command: "run",
    values: ["p", "c", "project", "config", "t", "token", "mount"],
    script: ["command"],
  },
  infisical: { command: "run", values: ["env", "path", "projectId", "token"], script: ["command"] },
  chamber: { command: "exec", behindDashes: true },
  teller: { command: "run", values: ["c", "config"] },
  summon: { values: ["p", "f", "D", "e", "provider", "environment"] },
  sops: { command: "exec-env", before: 1, joins: true },
  envconsul: { values: ["secret", "prefix", "config", "consul-addr"], singleDash: true },
  "aws-vault": { command: "exec", values: ["d", "duration", "region", "mfa-token"], behindDashes: true },
  "aws-okta": { command: "exec", behindDashes: true },
  saml2aws: { command: "exec", behindDashes: true },
  granted: { command: "exec", behindDashes: true },
  concurrently: {
    each: true,
    values: `n names c prefix-colors p prefix l prefix-length t timestamp-format restart-after restart-tries success s
      max-processes m default-input-target hide`.split(/\s+/),
  },
  "wait-on": { behindDashes: true },
  "wait-for-it": { behindDashes: true },
  "wait-for-it.sh": { behindDashes: true },
  dockerize: { values: ["wait", "timeout", "template", "stdout", "stderr"], singleDash: true },
  tini: { values: ["p", "e"] },
  "dumb-init": { values: ["r", "rewrite"] },
  catchsegv: PLAIN,
  help2man: {
    values: `n name s section m manual S source L locale i include I opt-include o output p info-page version-string h
      help-option v version-option`.split(/\s+/),
  },
};

/** In a sandbox, a container or a machine of its own. */
const BOXES: Readonly<Record<string, Carrier>> = {
  firejail: PLAIN,
  bwrap: {
    values: `args chdir unsetenv lock-file sync-fd remount-ro exec-label file-label proc dev tmpfs mqueue dir seccomp
      hostname uid gid perms size bind bind-try dev-bind dev-bind-try ro-bind ro-bind-try setenv symlink file
      bind-data ro-bind-data chmod cap-add cap-drop`.split(/\s+/),
    pairs: `bind bind-try dev-bind dev-bind-try ro-bind ro-bind-try setenv symlink file bind-data ro-bind-data
      chmod`.split(/\s+/),
  },
  "sandbox-exec": { values: ["f", "n", "p", "D"] },
  "flatpak-spawn": { values: ["env", "directory", "sandbox-expose-path"] },
  machinectl: { command: "shell", values: ["M", "uid", "setenv", "E"], before: 1, apart: true },
  "systemd-nspawn": { values: ["D", "M", "u", "b", "bind", "bind-ro", "directory", "image", "i"], apart: true },
  "lxc-attach": { values: ["n", "name", "P", "v"], apart: true },
  lima: { values: ["workdir", "shell"], apart: true },
  toolbox: { command: "run", values: ["c", "container", "d", "distro", "r", "release"] },
  distrobox: { command: "enter", values: ["n", "name"], behindDashes: true },
  "distrobox-enter": { values: ["n", "name"], behindDashes: true },
  schroot: { values: ["c", "u", "d", "chroot", "user", "directory"] },
  singularity: { command: "exec", before: 1, values: ["B", "bind", "pwd", "H", "env"] },
  apptainer: { command: "exec", before: 1, values: ["B", "bind", "pwd", "H", "env"] },
};

export const CARRIERS: Readonly<Record<string, Carrier>> = { ...CIRCUMSTANCES, ...OBSERVED, ...PROJECT, ...BOXES };

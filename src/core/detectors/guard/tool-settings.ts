/** Lists settings files of tools in a home that can start a shell, or a program in a world-writable folder. */
import { SHELL_FOLDER, SHELL_NAME } from "../../languages/shell/shell-names.ts";

/** Texts in a file that make a tool start or fetch something. */
export interface Starter {
  readonly path: RegExp;
  /** Matches such a text; one that the old file has as well is no change. */
  readonly finds: RegExp;
  /** Returns whether a match needs no question. */
  readonly unless?: (found: string) => boolean;
  readonly says: string;
}

/** Editors, clients, pagers, players and debuggers whose settings hold commands; not what runs a shell in a window. */
const TOOLS =
  /\/\.(?:exrc|g?vimrc|gdbinit|lldbinit|psqlrc|sqliterc|my\.cnf|mailcap|wgetrc|ripgreprc|ackrc|nanorc|ghci|gnuplot|hgrc|cvsrc|muttrc|mailrc|netrc|lftprc|toprc|xbindkeysrc|tmux\.conf|lynxrc|irssi\/config|newsboat\/config|mplayer\/input\.conf|subversion\/config|mc\/(?:ini|menu|mc\.ext)|w3m\/(?:config|mailcap)|elinks\/elinks\.conf)$|\/\.config\/(?:mpv\/input\.conf|procps\/toprc|hg\/hgrc|newsboat\/config|sxhkd\/sxhkdrc|ripgrep\/config|nano\/nanorc|lf\/lfrc|vifm\/vifmrc|tig\/config|ncmpcpp\/bindings|zathura\/zathurarc)$/;
/** What precedes a command: a character, or a key of one of these tools. */
const BEFORE =
  "(?:[!|;]|(?<!-|set )\\bshell\\s{1,4}[\"']?|(?:^|[^\\w])(?:system|run|execute?|exec|spawn|pipe|speller|pager|pre|use_askpass|opener|browser|viewer|default-command|run-shell|if-shell|[\\w.]{1,20}[-_]c(?:md|ommand)|alias\\.\\w{1,20})[\"']?[\\s=:,(]{1,6}[\"']?)\\s{0,4}";
const OPENED = `(?:(?:exec )?(?:${SHELL_FOLDER})?${SHELL_NAME}(?: -[ip]{1,2})?["']?\\s{0,4}(?:$|[;,)\\]])|/(?:tmp|var/tmp|dev/shm)/[^\\n]{1,100})`;

export const TOOL_SETTINGS: Starter = {
  path: TOOLS,
  finds: new RegExp(`^[^#\\n]{0,120}?${BEFORE}${OPENED}`, "gm"),
  says: "has a tool start a shell, or a program from a folder that anybody may write to",
};

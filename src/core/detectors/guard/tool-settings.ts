/** Settings of ordinary tools in somebody's home, by a line of which a shell or a program of anybody's folder is started. */
import { SHELL_FOLDER, SHELL_NAME } from "../../languages/shell/shell-names.ts";

/** Texts by which a file makes a tool start or fetch something. */
export interface Starter {
  readonly path: RegExp;
  /** What of it starts or fetches something; the same in the old text is no change. */
  readonly finds: RegExp;
  /** Where a find is nothing to ask about. */
  readonly unless?: (found: string) => boolean;
  readonly says: string;
}

/** Editors, clients, pagers, players and debuggers that take commands from such a file. Not what shows a shell in a window. */
const TOOLS =
  /\/\.(?:exrc|g?vimrc|gdbinit|lldbinit|psqlrc|sqliterc|my\.cnf|mailcap|wgetrc|ripgreprc|ackrc|nanorc|ghci|gnuplot|hgrc|cvsrc|muttrc|mailrc|netrc|lftprc|toprc|xbindkeysrc|tmux\.conf|lynxrc|irssi\/config|newsboat\/config|mplayer\/input\.conf|subversion\/config|mc\/(?:ini|menu|mc\.ext)|w3m\/(?:config|mailcap)|elinks\/elinks\.conf)$|\/\.config\/(?:mpv\/input\.conf|procps\/toprc|hg\/hgrc|newsboat\/config|sxhkd\/sxhkdrc|ripgrep\/config|nano\/nanorc|lf\/lfrc|vifm\/vifmrc|tig\/config|ncmpcpp\/bindings|zathura\/zathurarc)$/;
/** What stands right before a command: a sign, or a key of one of these tools. */
const BEFORE =
  "(?:[!|;]|(?<!-|set )\\bshell\\s{1,4}[\"']?|(?:^|[^\\w])(?:system|run|execute?|exec|spawn|pipe|speller|pager|pre|use_askpass|opener|browser|viewer|default-command|run-shell|if-shell|[\\w.]{1,20}[-_]c(?:md|ommand)|alias\\.\\w{1,20})[\"']?[\\s=:,(]{1,6}[\"']?)\\s{0,4}";
const OPENED = `(?:(?:exec )?(?:${SHELL_FOLDER})?${SHELL_NAME}(?: -[ip]{1,2})?["']?\\s{0,4}(?:$|[;,)\\]])|/(?:tmp|var/tmp|dev/shm)/[^\\n]{1,100})`;

export const TOOL_SETTINGS: Starter = {
  path: TOOLS,
  finds: new RegExp(`^[^#\\n]{0,120}?${BEFORE}${OPENED}`, "gm"),
  says: "has a tool start a shell, or a program from a folder that anybody may write to",
};

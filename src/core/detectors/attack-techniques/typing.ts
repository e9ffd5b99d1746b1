/**
 * Programs that do what a person's hands do: they press keys, click, type into another terminal or editor, or answer a
 * notification. Whoever can do that can answer the guard's questions in the person's place.
 */

import { EDITOR_PROGRAMS } from "../../agents/code-editors.ts";
import type { Inner, Invocation, Reading } from "../../effects/pack.ts";
import type { EffectTemplate } from "../../kit/table.ts";
import { textOf } from "../../text/words.ts";
import { calls, type Line, on, readerOfLines } from "./lines.ts";
import { looksAtOwnDisplay } from "./observing.ts";

const IN_PLACE = "and could answer the guard's questions in the person's place";
const KEYS = typing(`presses keys or clicks as the person does, ${IN_PLACE}`);
const TERMINAL = typing(`types into another terminal, ${IN_PLACE}`);
const NOTICE = typing(`answers a notification, ${IN_PLACE}`);
const EDITOR = typing(`gives commands to an editor that the person has open, ${IN_PLACE}`);
const EXTENSION: EffectTemplate = {
  ...typing("calls AgentGuard's extension by an address, in the person's place"),
  recovery: "none",
  certainty: "certain",
};

function typing(says: string): EffectTemplate {
  return {
    verb: "disable-protection",
    resource: "guard",
    says,
    recovery: "effort",
    certainty: "possible",
    instead: "Ask the person to do it themselves.",
  };
}

/** Keys and lines that answer a question; anything longer is read as what it looks like. */
const ANSWER = "y|Y|yes|a|allow";
const VIM = "vim|vi|nvim|gvim|view|gview|vimdiff|nvimdiff|mvim";
const OPENERS =
  "xdg-open|open|gio|gnome-open|kde-open|kde-open5|exo-open|wslview|start|explorer|cygstart|sensible-browser|start-process|saps";
const WINDOWS_OF_CODE = EDITOR_PROGRAMS.join("|");

/** Saves or closes what the person has open, as they would. */
const SAVES = /--remote-send[ =](?:<Esc>)*:(?:w|wa|wall|up|update|wq|wqa|x|xa|q|qa|checktime)(?:<CR>|<Enter>|\r|\n)$/i;
/** Asks for a value by its name. */
const ASKS_EMACS =
  /(?:-e|--eval)[ =]\(?(?:emacs|buffer|system|user|server)-(?:[\w-]*-)?(?:version|name|list|pid|uptime|file-name)\)?$/;

const LINES: readonly Line[] = [
  // X11
  onScreen("xdotool", "~key|keydown|keyup|type|click|mousedown|mouseup"),
  // Its commands stand in a file, or come through a pipe.
  onScreen("xdotool", "@-|*/*|*.txt|*.xdo"),
  onScreen("xte", "!-h !-v"),
  onScreen("xvkbd", "-text|-file|-secure"),
  onScreen("xmacroplay|xmacroplay-keys|xdo", ""),
  // Wayland and the kernel
  calls("ydotool", "~key|type|click|stdin|bakers", KEYS),
  calls("wtype|dotool|dotoolc|ttyecho|evemu-play|evemu-event", "!-h !--version !--list-keys !--list-layouts", KEYS),
  calls("wlrctl", "keyboard|pointer", KEYS),
  // macOS and Windows
  calls("cliclick", "~t:*|kp:*|kd:*|ku:*|c:*|dc:*|rc:*|tc:*|dd:*|du:*\n-f", KEYS),
  on(
    "osascript",
    /\bkeystroke\b|\bkey code\b|\bclick (?:at|button|menu|checkbox|UI element|\w+ \d)|CGEventPost|CGEvent\w{0,40}Keyboard/i,
    KEYS,
  ),
  calls("autohotkey|autohotkey32|autohotkey64|autohotkeyu64|autohotkeyu32|nircmd|sendkeys", "~*", KEYS),
  calls(".sendkeys|[windows.forms.sendkeys]::sendwait|[windows.forms.sendkeys]::send", "", KEYS),
  on("powershell|pwsh", /\bSendKeys\b|SendWait\(|\bSendInput\b|keybd_event|mouse_event/i, KEYS),
  // Terminals that can be told to type
  on("kitty|kitten", /^@ ?(?:.* )?send-(?:text|key)\b/, TERMINAL),
  calls("wezterm", "cli ** send-text", TERMINAL),
  calls("zellij", "action ** write|write-chars", TERMINAL),
  calls("tmux|byobu", "** paste-buffer|pasteb", TERMINAL),
  calls("tmux|byobu", `** send-keys|send @${ANSWER}`, TERMINAL),
  on("screen", new RegExp(`-\\w*X (?:stuff (?:${ANSWER})?(?:\\\\[nr]|[\\r\\n]|\\^M)*$|paste\\b)`), TERMINAL),
  calls("writevt|conspy", "!-h !-V", TERMINAL),
  // Notifications
  on(
    "dbus-send|gdbus|busctl|qdbus|qdbus6",
    /\b(?:ActionInvoked|NotificationReplied|ActivationToken|InvokeAction)\b/,
    NOTICE,
  ),
  calls("dunstctl", "action|context", NOTICE),
  calls("makoctl", "invoke|menu", NOTICE),
  calls("swaync-client|fnottctl", "--action|-a\nactions", NOTICE),
  // Editors that listen
  on(VIM, /(?:^| )--remote-(?:send|expr)\b/, EDITOR, SAVES),
  on("emacsclient|gnuclient", /(?:^| )(?:-(?=[a-z]*e)[a-z]{1,4}|--eval)(?:[ =]|$)/, EDITOR, ASKS_EMACS),
  calls(`${OPENERS}|${WINDOWS_OF_CODE}`, "~*://agentguard.*", EXTENSION),
];

/** A display in memory that nobody sits at is one's own. */
function onScreen(programs: string, lines: string): Line {
  return { ...calls(programs, lines, KEYS), except: looksAtOwnDisplay };
}

const effectsOfTyping = readerOfLines(LINES, "guard");

/** What a command types for the person: that it does, and what would come of the text. */
export function typedForPerson(command: Invocation): Reading {
  const effects = effectsOfTyping(command);
  return effects.length === 0
    ? NOTHING
    : { effects, inner: command.argv.slice(1).flatMap(word => typedText(textOf(word), command)) };
}

const NOTHING: Reading = { effects: [] };

/** A shell may read what is typed: `agentguard approve 3c9e\r`. A word alone is a key, a number or a title. */
function typedText(word: string, { scope, span, program }: Invocation): Inner[] {
  const text = word.replace(/^t:/, "").replace(/\\[nr]/g, "\n");
  if (!/\S\s+\S/.test(text) || text.length > MAX_TYPED) return [];
  return [
    { kind: "shell", text, scope: { ...scope, guessed: true, via: [...scope.via, program] }, ...(span && { span }) },
  ];
}

/** Longer than anybody types. */
const MAX_TYPED = 4096;

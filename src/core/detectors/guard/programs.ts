/** Finds programs in Python, JavaScript and the like that end the guard's process, or type for the person. */
import type { Effect } from "../../effects/effect.ts";
import { startsUnguarded } from "./agent-libraries.ts";
import { lettingGo } from "./letting-go.ts";

/** Code that ends, stops or changes another process. */
const ENDS =
  /\bos\.killp?g?\s{0,4}\(|\bprocess\.kill\s{0,4}\(|\bProcess\.kill\b|\bposix_kill\s{0,4}\(|\bkill\s{0,4}\(?\s{0,4}(?:["']?(?:-?\d{1,2}|[A-Z]{3,7})["']?\s{0,4}(?:,|=>)|\$)|\.(?:kill|terminate|suspend|send_signal|rlimit)\s{0,4}\(|\b(?:prlimit|ptrace|process_vm_writev|tree-?kill|fkill)\b|\/mem["'`]\s{0,4},\s{0,4}["'`](?:r\+|w|a)|["'`](?:p?kill|killall)["' `]/;
/** Code that lists processes. */
const LISTS =
  /\/proc\b|\b(?:pgrep|pidof|psutil|lsof|fuser|ps-list|find-process)\b|["'`\s(]ps["'`\s]|\bservice\\?\.lock\b/;
/** The name of the guard's process in such code. */
const NAMES =
  /agentguard|runtime[/\\]+service|\bservice[\w|()?:\\[\]]{0,24}\.\[?c?\]?\??(?:cjs|js\b)|\bservice\\?\.(?:sock|lock)\b/i;

/** Code that lists open sockets and files. */
const LISTS_PLACES = /\/proc\b|["'`\s(](?:ss|netstat|lsof|sockstat)["'`\s]|\bnet_connections\b/;
/** The name of the guard's places in such code. */
const NAMES_PLACES = /agentguard|\bservice\\?\.(?:sock|lock)\b/i;
/** Code that moves, deletes or writes without naming the file. */
const CHANGES_UNNAMED =
  /\b(?:rename\w{0,8}|renames|unlink\w{0,8}|rm|rmSync|remove\w{0,8}|rmtree|move|replace|symlink\w{0,8}|truncate\w{0,8}|writeFile\w{0,8}|copyFile\w{0,8}|chmod\w{0,8}|mv)\s{0,4}\(\s{0,4}[A-Za-z_$][\w$.[\]]{0,60}\s{0,4}[,)+]|\b(?:rename|unlink)\s{1,4}\$|\bopen\(\s{0,4}[A-Za-z_][\w.[\]]{0,60}\s{0,4},\s{0,4}["'][wa]/;

/** Code that sends keys to a terminal or a screen. */
const TYPES =
  /\bTIOCSTI\b|\bioctl\s{0,4}\(?[^\n;]{0,80}\b(?:0x5412|21522|0x80017472)\b|\bpyautogui\.(?:press|write|typewrite|hotkey|key(?:Down|Up)|click|\w{0,16}Click)\b|\bpynput\.(?:keyboard|mouse)\b[^\n]{0,40}\bController\b|\bpydirectinput\b|\brobot\w{0,16}["'`]?\)?\.(?:keyTap|keyToggle|typeString|mouseClick)\b|@nut-tree|\buinput\.Device\b|\bevdev\b[^\n]{0,40}\bUInput\b|\bCGEventPost\b|\bSendKeys\b/;

/** Code that loads the guard's own command. */
const LOADS = /agentguard["'`\s,+/\\]{1,8}(?:runtime|dist)["'`\s,+/\\]{1,8}cli\.c?js\b/i;

/** Of a longer program, only the beginning is searched. */
const MAX_TEXT = 96 * 1024;

/** Returns the effects of a program on the guard, by what its text names together. */
export function effectsOfProgramOnGuard(whole: string): Effect[] {
  const text = whole.slice(0, MAX_TEXT);
  const says = SAID.find(([fits]) => fits(text))?.[1];
  return says === undefined ? [] : [lettingGo({}, says, "possible", "guard")];
}

const SAID: readonly (readonly [(text: string) => boolean, string])[] = [
  [
    text => NAMES.test(text) && ENDS.test(text) && LISTS.test(text),
    "ends, stops or changes a process that it looks for, the guard's own among them",
  ],
  [
    text => NAMES_PLACES.test(text) && LISTS_PLACES.test(text) && CHANGES_UNNAMED.test(text),
    "moves, deletes or writes a place that it looks for, the guard's own among them",
  ],
  [startsUnguarded, "starts an agent that asks nobody, or without the person's settings, which hold the guard's hook"],
  [
    text => TYPES.test(text),
    "types or clicks as the person does, and could answer the guard's questions in their place",
  ],
  [text => LOADS.test(text), "starts the guard's own command from another program"],
];

/** Asks one question in a terminal: shows the card, and below it a line that keys answer. */
import type { Question } from "../../wire/guard.ts";
import { cardLines, duration, wrapped } from "./card-lines.ts";
import { asking, type Given, type Mode, type Pressed, press, promptOf } from "./keys.ts";

/** A terminal that a person looks at and types in. */
export interface Terminal {
  readonly columns: number;
  readonly colours: boolean;
  write(text: string): void;
  /** Calls `hear` with what is typed, as it arrives, until the returned function is called. Keys between are lost. */
  onKeys(hear: (keys: string) => void): () => void;
  close(): void;
}

/** Takes over standard input and output. Undefined when one of them is no terminal. */
export function openTerminal(): Terminal | undefined {
  const { stdin, stdout } = process;
  if (!stdin.isTTY || !stdout.isTTY) return undefined;
  // Otherwise the system holds a line until Enter, and keys that were typed ahead would come with it.
  stdin.setRawMode(true);
  stdin.setEncoding("utf8");
  const hearers = new Set<(keys: string) => void>();
  const heard = (keys: string) => {
    for (const hear of hearers) hear(keys);
  };
  stdin.on("data", heard);
  stdin.resume();
  return {
    get columns() {
      return stdout.columns || 80;
    },
    colours: !process.env.NO_COLOR && process.env.TERM !== "dumb",
    write: text => void stdout.write(text),
    onKeys(hear) {
      hearers.add(hear);
      return () => void hearers.delete(hear);
    },
    close() {
      stdin.off("data", heard);
      stdin.setRawMode(false);
      stdin.pause();
    },
  };
}

/** `none`: the person has not answered; `leave`: they want to leave; `over`: the question is no longer open. */
export type Asked = Given | "none" | "leave" | "over";

/** Asks until there is an answer. `over` fires when none is needed any more. */
export function askInTerminal(question: Question, mode: Mode, terminal: Terminal, over: AbortSignal): Promise<Asked> {
  const { columns: width, colours } = terminal;
  terminal.write(`${cardLines(question, { width, colours }).join("\n")}\n`);
  let now = asking(question.card, mode, Date.now());
  let lastKey = 0;
  const paint = () => {
    const at = Date.now();
    const { note: _, ...quiet } = now;
    const text = promptOf(at > lastKey + NOTE_MS ? quiet : now, duration(question.deadline - at));
    terminal.write(`\r\x1b[K${fitting(text, terminal.columns - 1)}`);
  };
  return new Promise(resolve => {
    const end = (asked: Asked) => {
      clearInterval(ticking);
      leave();
      over.removeEventListener("abort", isOver);
      terminal.write("\n");
      resolve(asked);
    };
    const isOver = () => end("over");
    const ticking = setInterval(paint, 1000);
    const leave = terminal.onKeys(keys => {
      const pressed = press(now, keys, Date.now());
      if (pressed.kind !== "asking") return end(resultOf(pressed));
      now = pressed.asking;
      lastKey = Date.now();
      paint();
    });
    over.addEventListener("abort", isOver, { once: true });
    paint();
    if (over.aborted) isOver();
  });
}

/** How long a note about a key is shown, ms. */
const NOTE_MS = 2000;

function resultOf(pressed: Exclude<Pressed, { kind: "asking" }>): Asked {
  return pressed.kind === "answer" ? pressed.given : pressed.kind;
}

/** Returns the end of a line that is too long, which is where the person types. */
function fitting(text: string, room: number): string {
  const line = (wrapped(text, Number.MAX_SAFE_INTEGER)[0] ?? "").padEnd(text.endsWith(" ") ? text.length : 0);
  const all = Array.from(line);
  return all.length <= room ? line : `…${all.slice(all.length - room + 1).join("")}`;
}

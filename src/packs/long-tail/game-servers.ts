/** Consoles of game servers: what is behind the connection's options is a command of the game. */
import type { Effect } from "../../core/effects/effect.ts";
import { operands, readArguments } from "../../core/effects/options.ts";
import type { Invocation, ProgramPack } from "../../core/effects/pack.ts";

const LOSES =
  /^\/?(?:stop|shutdown|quit|exit|restart|op|deop|ban|ban-ip|banid|kick|kickall|kill|clear|fill|whitelist (?:off|remove)|save-off|reset|wipe\w*|doexit|destroyworld|destroywilddinos|server\.stop|global\.ban\w*|entity\.deleteby)\b/i;

export const gameConsoles: ProgramPack = {
  kind: "program",
  id: "game-consoles",
  programs: ["mcrcon", "rcon", "rcon-cli", "arrcon", "gorcon"],
  read(command) {
    const args = readArguments(command.argv.slice(1), {
      values: ["H", "host", "P", "port", "p", "password", "a", "address", "w", "c", "config", "t", "type", "e", "env"],
    });
    const words = operands(args).map(word => word.value ?? "");
    const said = [...words, words.join(" ")].find(text => LOSES.test(text));
    return { effects: said === undefined ? [] : [effectOf(said, command)] };
  },
  examples: [
    { run: "mcrcon -H mc.example.com -p p 'ban ann'", expect: "ask" },
    { run: "rcon-cli stop", expect: "ask" },
    { run: "mcrcon -p p list", expect: "allow" },
  ],
};

function effectOf(said: string, command: Invocation): Effect {
  return {
    verb: "stop",
    resource: "system",
    target: said,
    reach: "one",
    recovery: "effort",
    certainty: "certain",
    source: "game-consoles",
    says: `tells the game server to ${said}`,
    ...(command.span && { span: command.span }),
  };
}

/** Reads Ruby: programs given inline, as files, on standard input. */

import { operands, optionValue } from "../../core/effects/options.ts";
import type { ProgramPack } from "../../core/effects/pack.ts";
import { asArgv, interpreterPack } from "../../core/programs/interpreter.ts";

const VERSIONS = ["2.7", "3.0", "3.1", "3.2", "3.3", "3.4"];

export const ruby: ProgramPack = interpreterPack({
  id: "ruby",
  language: "ruby",
  programs: ["ruby", "irb", "pry", "jruby", "truffleruby", "mruby", ...VERSIONS.map(version => `ruby${version}`)],
  grammar: { values: ["e", "r", "I", "C", "E", "S", "F", "require"] },
  inline: ["e"],
  preloads: ["r", "require"],
  shows: ["c", "v"],
  special: (command, args) => {
    // `ruby -S rake …` looks up the program on PATH.
    const found = optionValue(args, "S");
    return found ? { effects: [], inner: [asArgv(command, [found, ...operands(args)])] } : undefined;
  },
  tools: path => {
    const name = /^(?:.*\/)?(?:bin|script|exe)\/([\w-]+)$/.exec(path)?.[1];
    return name === "rails" || name === "rake" ? name : undefined;
  },
  examples: [
    { run: "ruby -e \"require 'fileutils'; FileUtils.rm_rf('/home/dev')\"", expect: "deny" },
    { run: "ruby -we 'system(\"rm -rf /\")'", expect: "deny" },
    { run: "ruby -rfileutils -e 'FileUtils.rm_r Dir.glob(\"*\")'", expect: "deny", files: { "a.rb": "x" } },
    { run: "ruby <<'EOF'\nDir['*.sql'].each { |f| File.delete(f) }\nEOF", expect: "ask", files: { "dump.sql": "x" } },
    { run: "ruby -e '`rm -rf ~/`'", expect: "deny" },
    { run: "irb <<< 'FileUtils.rm_rf(\"/home/dev\")'", expect: "deny" },
    { run: "ruby -e 'puts 1 + 1'", expect: "allow" },
    { run: "ruby -ne 'puts $_ if /delete/' log.txt", expect: "allow" },
    { run: 'ruby -e \'h = {a: 1}; h.delete(:a); [1].clear; puts "x".delete("y")\'', expect: "allow" },
    { run: "ruby -c app.rb", expect: "allow" },
  ],
});

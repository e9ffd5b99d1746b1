/** Reads Android's debug bridge. A command for a device's shell is read as shell text. */
import { deletes, line, replaces } from "../core/kit/effect-templates.ts";
import { tablePack } from "../core/kit/subcommands.ts";
import { textOf } from "../core/text/words.ts";

/** Pictures, films and traces that the device's own tools have put there to be pulled. */
const TAKES_CAPTURE =
  /^rm (?:-f )?\/(?:sdcard|storage\/emulated\/0)\/[\w./-]{1,200}\.(?:png|mp4|xml|trace|hprof|log|txt)$/;

const FLASH = replaces("volume", "everything that the device holds:", { reach: "all" });

export const adb = tablePack({
  id: "adb",
  source: "https://developer.android.com/tools/adb",
  programs: ["adb"],
  grammar: { values: ["s", "t", "H", "P", "L"] },
  lines: [
    line("shell wipe|recovery", FLASH),
    line("shell pm clear|uninstall", deletes("record", "an app's data on the device:", { recovery: "effort" }), {
      without: ["k"],
    }),
    // Whatever else is run on the device is read by itself.
    line("shell"),
    line("uninstall", deletes("record", "an app and its data on the device:", { recovery: "effort" })),
    line("sideload", replaces("volume", "what the device holds:")),
  ],
  inner: call => {
    const { argv, scope } = call.command;
    // The device's shell gets the words joined by blanks.
    const words = argv.slice(argv.findIndex(({ value }) => value === "shell") + 1).map(textOf);
    const text = words
      .join(" ")
      .split(/;|&&/)
      .filter(one => !TAKES_CAPTURE.test(one.trim()));
    if (call.words[0]?.value !== "shell" || text.join("").trim() === "") return [];
    const there = { cwd: null, variables: new Map(), via: [...scope.via, "adb shell"], elsewhere: [] };
    return [{ kind: "shell", text: text.join(";"), scope: there }];
  },
  examples: [
    { run: "adb logcat", expect: "allow" },
    { run: "adb shell rm -f /sdcard/screen.png", expect: "allow" },
    { run: "adb shell 'cd /sdcard && rm -rf Pictures'", expect: "ask" },
    { run: "adb shell recovery --wipe_data", expect: "ask" },
  ],
});

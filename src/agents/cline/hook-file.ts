/**
 * Installs Cline's hook: a script that asks the launcher, then starts the hook that was there before. Only one file can
 * have this name, and a file that fails lets the call run, so the script refuses when the launcher does not answer.
 */
import type { ConfigEdit, InstallTarget } from "../agent.ts";
import { commandOf } from "../calls/tool-calls.ts";
import { launchLine } from "../configuration/command-line.ts";
import { ownFile } from "../configuration/dedicated-file.ts";

const HEAD = "#!/bin/sh\n# AgentGuard's hook for Cline.";
const FAILED = JSON.stringify({
  cancel: true,
  errorMessage:
    "AgentGuard could not be asked: its hook failed. Nothing was run. Tell the person to run agentguard verify.",
});

/** Returns the edit of the hook file. `folder` is one in which Cline looks for hooks. */
export function hookFile(target: InstallTarget, id: string, folder: string): ConfigEdit {
  const file = `${folder}/PreToolUse`;
  const movesTo = `${file}.before-agentguard`;
  return {
    ...ownFile({
      file,
      mode: 0o700,
      text: script(launchLine(target, id, file), movesTo),
      ours: text => text.startsWith(HEAD),
      starts: () => ({ kind: "program", argv: [file] }),
    }),
    movesTo,
  };
}

/** The dot keeps line breaks at the end of the payload, which `$()` would remove. */
function script(launch: string, next: string): string {
  return `${HEAD} Written by AgentGuard; edits are overwritten.
# The hook that was here before is kept beside it and is asked when AgentGuard has nothing against the call.
\\unset -f printf [ exit 2>/dev/null
payload=$(/bin/cat; printf .)
payload=\${payload%.}
out=$(printf '%s' "$payload" | ${launch})
case $out in
'{"cancel":false}') ;;
'{"cancel":true'*) printf '%s\\n' "$out"; exit 0 ;;
*) printf '%s\\n' '${FAILED}'; exit 0 ;;
esac
next=${commandOf([next])}
if [ -x "$next" ]; then
  printf '%s' "$payload" | "$next"
  exit $?
fi
printf '%s\\n' "$out"
`;
}

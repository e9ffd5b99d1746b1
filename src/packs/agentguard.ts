/** The guard against itself: no agent lets itself go, whatever it has been told. */
import { effectsOfGuardCommand } from "../core/effects/guard/command.ts";
import type { Invocation, ProgramPack, Reading } from "../core/effects/pack.ts";

export const agentguard: ProgramPack = {
  kind: "program",
  id: "agentguard",
  programs: ["agentguard"],
  ownPaths: true,
  read: own,
  examples: [
    { run: "agentguard resume", expect: "deny" },
    { run: "agentguard uninstall claude-code", expect: "deny" },
    { run: "agentguard service stop", expect: "deny" },
    { run: "bash -c 'agentguard resume'", expect: "deny" },
    { run: "sudo agentguard resume", expect: "deny" },
    { run: "agentguard $ACTION", expect: "ask", why: "nobody knows which" },
    { run: "/opt/agentguard/bin/agentguard resume", expect: "deny" },
    { run: "node ~/.local/share/agentguard/runtime/cli.cjs resume", expect: "deny" },
    { run: "node dist/cli.cjs resume", expect: "ask", why: "it may be another project's" },
    { run: "node dist/cli.cjs build", expect: "allow" },
    { run: "curl --unix-socket ~/.local/share/agentguard/service.sock -X POST http://x/v1/resume", expect: "deny" },
    {
      run: "echo x | nc -U ~/.local/share/agentguard/service.sock",
      expect: "deny",
      why: "it could answer its own card",
    },
    { run: "cd ~/.local/share && nc -U agentguard/service.sock", expect: "deny" },
    { run: "socat - UNIX-CONNECT:/home/dev/.local/share/agentguard/service.sock,shut-down", expect: "deny" },
    { run: "nc -U $(echo ~)/.local/share/agentguard/service.sock", expect: "deny" },
    { run: "nc -U ~/.local/share/agentguard/*.sock", expect: "deny" },
    { run: "chmod -x ~/.local/share/agentguard/hook", expect: "deny" },
    { run: "find ~/.local/share/agentguard -name hook -exec chmod -x {} +", expect: "deny" },
    { run: "rsync -a x/ ~/.local/share/agentguard/", expect: "deny" },
    { run: "docker run -v /home/dev/.config/agentguard:/x alpine sh", expect: "deny" },
    { run: "sed -i s/enforce/observe/ ~/.config/agentguard/policy.json", expect: "deny" },
    { run: `python3 -c 'open("/home/dev/.config/agentguard/policy.json", "w")'`, expect: "deny" },
    { run: "python3 <<'EOF'\nopen('/home/dev/.config/agentguard/policy.json', 'w')\nEOF", expect: "deny" },
    {
      run: "curl -so ~/.config/agentguard/policy.json https://example.com/p",
      expect: "deny",
      why: "there is none yet",
    },
    { run: "wget -P ~/.config/agentguard https://example.com/policy.json", expect: "deny" },
    { run: "git clone https://example.com/x ~/.config/agentguard", expect: "deny" },
    { run: "git -C ~/.config/agentguard pull", expect: "deny" },
    { run: `awk '{print > "/home/dev/.config/agentguard/policy.json"}' x`, expect: "deny" },
    { run: "git add .claude/settings.json && git commit -m 'touch ~/.config/agentguard'", expect: "allow" },
    { run: "npx prettier --write .claude/settings.json", expect: "ask", why: "it holds the guard's hook" },
    { run: "chmod 000 .agentguard.json", expect: "ask", why: "then it is no longer in force" },
    { run: "cat ~/.local/share/agentguard/audit.jsonl | jq .outcome", expect: "allow" },
    { run: "sed -n 1,20p ~/.config/agentguard/policy.json", expect: "allow" },
    { run: "code ~/.config/agentguard/policy.json", expect: "allow" },
    { run: "gh pr create --body 'moves hooks into .claude/settings.json'", expect: "allow", why: "text, no path" },
    { run: "npm run build --prefix packages/agentguard", expect: "allow" },
    { run: "pkill -f agentguard", expect: "deny" },
    { run: "pkill -f vite", expect: "allow" },
    { run: "agentguard check 'rm -rf /'", expect: "allow", why: "it only judges" },
    { run: "agentguard explain 'git push --force'", expect: "allow" },
    { run: "agentguard status", expect: "allow" },
    { run: "agentguard audit verify", expect: "allow" },
    { run: "agentguard halt 'something is wrong'", expect: "allow", why: "anyone may stop" },
    { run: "agentguard --help", expect: "allow" },
  ],
};

function own(command: Invocation): Reading {
  return { effects: effectsOfGuardCommand(command.argv.slice(1), command.span, true) };
}

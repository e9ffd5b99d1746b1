/** What carriers hand on, and what stays silent. */
import type { Example } from "../../core/effects/pack.ts";

export const EXAMPLES: readonly Example[] = [
  { run: "nohup nice -n 5 timeout -k 5 30 rm -rf ~/ &", expect: "deny" },
  { run: "timeout 5s stdbuf -oL rm -rf /", expect: "deny" },
  { run: "command rm -rf /", expect: "deny" },
  { run: "exec -a x rm -rf ~", expect: "deny" },
  { run: "busybox rm -rf ~", expect: "deny" },
  { run: "flock /tmp/l -c 'rm -rf ~'", expect: "deny" },
  { run: "watch -n 1 'rm -rf ~'", expect: "deny" },
  { run: "script -qc 'rm -rf ~' /dev/null", expect: "deny" },
  { run: "systemd-run --user rm -rf ~", expect: "deny" },
  { run: "doppler run -p web -- rm -rf ~", expect: "deny" },
  { run: "time rm notes.txt", expect: "ask", files: { "notes.txt": "x" } },
  { run: "command -v rm", expect: "allow" },
  { run: "timeout 60 npm test", expect: "allow" },
  { run: "nohup npm start > /tmp/server.log 2>&1 &", expect: "allow" },
  { run: "exec 3>&1", expect: "allow" },

  { run: "hyperfine --prepare 'rm -rf ~' 'npm run build'", expect: "deny" },
  { run: 'concurrently -n a,b "npm start" "rm -rf ~"', expect: "deny" },
  { run: "cross-env NODE_ENV=production rm -rf ~", expect: "deny" },
  { run: "ls src/*.ts | entr -s 'rm -rf ~'", expect: "deny" },
  { run: "mise exec node@20 -- rm -rf ~", expect: "deny" },
  { run: "bwrap --ro-bind /usr /usr --dev /dev rm -rf ~", expect: "deny" },
  { run: "firejail --net=none rm -rf ~", expect: "deny" },
  { run: "wait-on http://localhost:3000 -- rm -rf ~", expect: "deny" },
  { run: "hyperfine --warmup 3 'npm run build'", expect: "allow" },
  { run: "concurrently 'npm:dev' 'npm:watch'", expect: "allow" },
  { run: "cross-env NODE_ENV=test vitest run", expect: "allow" },
  { run: "ls src/*.ts | entr -c npm test", expect: "allow" },
  { run: "watch sh -c 'rm -rf ~'", expect: "deny", why: "what was meant counts, too" },
];

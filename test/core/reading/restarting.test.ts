/** A service that one text stops and starts again is restarted; one that stays down is stopped. */
import { expect, it } from "vitest";
import { judgeIn } from "../../support/little-world.ts";

type Case = readonly [run: string, expected: string];

function check(cases: readonly Case[]): void {
  it.each(cases)("%s", async (run, expected) => {
    expect((await judgeIn({}, { kind: "command", text: run })).decision).toBe(expected);
  });
}

check([
  ["nginx -s stop && sleep 2 && nginx && curl -I localhost:8080", "allow"],
  ["nginx -s quit; nginx -c /app/nginx.conf", "allow"],
  ["sudo systemctl stop nginx && cp a.conf b.conf && sudo systemctl start nginx", "allow"],
  ["service nginx stop; service nginx start", "allow"],
  ["/etc/init.d/nginx stop; /etc/init.d/nginx start", "allow"],
  ["pkill nginx; sleep 1; nginx", "allow"],
  ["apachectl stop && apachectl start", "allow"],
  ["redis-server --port 6399 & sleep 1; redis-cli -p 6399 set a 1; redis-cli -p 6399 shutdown nosave", "allow"],
  ["redis-cli shutdown nosave; redis-cli ping", "ask"],
  ["systemctl stop nginx", "ask"],
  ["/etc/init.d/nginx stop", "ask"],
  ["/etc/init.d/ssh restart", "ask"],
  ["systemctl start nginx; systemctl stop nginx", "ask"],
  ["systemctl stop nginx; systemctl start apache2", "ask"],
  ["systemctl stop ssh; systemctl start ssh", "ask"],
  ["nginx -s stop && nginx -t", "ask"],
  ["caddy stop && caddy reload --config /dev/null --force", "ask"],
  ["echo nginx; nginx -s stop; echo nginx", "ask"],
  ["ssh web1 'systemctl stop nginx; systemctl start nginx'", "ask"],
]);

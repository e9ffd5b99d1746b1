import type { Example } from "../../core/effects/pack.ts";

export const EXAMPLES: readonly Example[] = [
  { run: "nginx -s stop", expect: "ask" },
  { run: "nginx -s reload", expect: "allow" },
  { run: "nginx -t", expect: "allow" },
  { run: "echo 'disable server web/a' | socat stdio /run/haproxy/admin.sock", expect: "ask" },
  { run: "echo 'show servers state' | socat stdio /run/haproxy/admin.sock", expect: "allow" },
  { run: "socat TCP-LISTEN:8080,fork TCP:localhost:80", expect: "allow" },
  { run: "printf 'update delete www.acme.io A\\nsend\\n' | nsupdate", expect: "ask" },
  { run: "java -jar jenkins-cli.jar -s https://ci.acme.io/ delete-job web", expect: "ask" },
  { run: "java -jar jenkins-cli.jar -s https://ci.acme.io/ list-jobs", expect: "allow" },
  { run: "java -jar app.jar delete-everything", expect: "allow", why: "the project's own program" },
  { run: "tkn pipeline delete build -f", expect: "ask" },
  { run: "tkn pipelinerun delete --all", expect: "ask" },
  { run: "func azure functionapp publish shop --slot staging", expect: "ask" },
  { run: "tkn pipelinerun list", expect: "allow" },
  { run: "argo delete --all -n ci", expect: "ask" },
  { run: "argo submit job.yaml", expect: "allow" },
  { run: "stripe customers delete cus_1", expect: "ask" },
  { run: "stripe customers delete cus_1 --live", expect: "ask" },
  { run: "stripe delete /v1/products/prod_1", expect: "ask" },
  { run: "stripe products update prod_1 -d name=x", expect: "allow" },
  { run: "stripe listen --forward-to localhost:3000/hook", expect: "allow" },
  {
    run: "printf 'DELETE /x/1 HTTP/1.1\\r\\nHost: api.acme.io\\r\\n\\r\\n' | socat - OPENSSL:api.acme.io:443",
    expect: "ask",
  },
];

/** Examples of calls of control planes, both ways. */
import type { Example } from "../../core/effects/pack.ts";

export const examples: readonly Example[] = [
  { run: "curl -X DELETE http://localhost:9200/_all", expect: "deny", why: "every index" },
  { run: "curl -X DELETE http://localhost:9200/orders", expect: "ask" },
  { run: "curl -XPUT localhost:9200/_cluster/settings -d '{}'", expect: "ask" },
  { run: 'curl localhost:9200/orders/_search -d \'{"query":{"match_all":{}}}\'', expect: "allow" },
  { run: "curl -X DELETE localhost:9200/_search/scroll/abc", expect: "allow", why: "a cursor" },
  { run: "curl -X DELETE http://localhost:7700/indexes/books", expect: "ask" },
  { run: "curl http://localhost:7700/indexes", expect: "allow" },
  { run: "curl --unix-socket /var/run/docker.sock -X DELETE http://d/volumes/pg", expect: "ask" },
  { run: "curl --unix-socket /var/run/docker.sock -X POST http://d/v1.43/containers/web/restart", expect: "allow" },
  { run: "curl --unix-socket /var/run/docker.sock http://d/containers/json", expect: "allow" },
  { run: "curl --unix-socket /var/run/docker.sock -X DELETE 'http://d/v1.44/containers/pg?v=1'", expect: "ask" },
  { run: "curl -X POST https://connect.squareup.com/v2/refunds -d '{}'", expect: "ask" },
  { run: "curl -X DELETE http://127.0.0.1:8001/api/v1/namespaces/shop", expect: "ask" },
  { run: "curl -X DELETE http://127.0.0.1:8200/v1/secret/data/app", expect: "ask" },
  { run: "curl -X DELETE http://localhost:3000/api/users/3", expect: "allow", why: "an application's own record" },
  { run: "curl -X DELETE -H 'Authorization: Bearer x' https://api.render.com/v1/services/srv-1", expect: "deny" },
  { run: "curl -X DELETE https://api.supabase.com/v1/projects/abc", expect: "deny" },
  { run: "curl https://api.supabase.com/v1/projects", expect: "allow" },
  { run: "curl -X DELETE https://api.github.com/repos/acme/web", expect: "deny" },
  { run: "curl -X DELETE https://api.github.com/repos/acme/web/issues/3/labels/bug", expect: "allow" },
  { run: "curl -X PUT https://api.github.com/repos/acme/web/pulls/3/merge", expect: "ask" },
  { run: "curl https://api.github.com/repos/acme/web/pulls", expect: "allow" },
  { run: 'curl -d \'{"title":"x"}\' https://api.github.com/repos/acme/web/issues', expect: "allow" },
  { run: "curl https://api.stripe.com/v1/refunds -u sk_test_1: -d charge=ch_1", expect: "ask" },
  { run: 'curl -X PATCH https://abc.supabase.co/rest/v1/users -d \'{"plan":"free"}\'', expect: "deny" },
  { run: "curl -X PATCH 'https://abc.supabase.co/rest/v1/users?id=eq.3' -d '{\"plan\":\"free\"}'", expect: "allow" },
  {
    run: 'curl https://api.sanity.io/v2024-01-01/data/mutate/production -d \'{"mutations":[{"delete":{"id":"a"}}]}\'',
    expect: "ask",
  },
  {
    run: 'curl https://api.sanity.io/v2024-01-01/data/mutate/production -d \'{"mutations":[{"create":{"_type":"a"}}]}\'',
    expect: "allow",
  },
];

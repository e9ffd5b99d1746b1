/** The administration tools of commercial databases, mail servers and other servers that stand alone. */
import { tablesPack } from "../../core/effects/subcommands.ts";
import { DATABASES } from "./databases.ts";
import { SERVERS } from "./servers.ts";

export const serverTools = tablesPack(
  "server-tools",
  [...DATABASES, ...SERVERS],
  [
    { run: "dbca -silent -deleteDatabase -sourceDB ORCL", expect: "deny" },
    { run: "impdp app/pw directory=DUMPS dumpfile=app.dmp table_exists_action=replace", expect: "ask" },
    { run: "srvctl stop database -d ORCL", expect: "ask" },
    { run: "srvctl status database -d ORCL", expect: "allow" },
    { run: "pbm delete-backup --older-than 3d -f", expect: "deny" },
    { run: "pbm list", expect: "allow" },
    { run: "tiup cluster destroy shop", expect: "deny" },
    { run: "tiup cluster display shop", expect: "allow" },
    { run: "postsuper -d ALL deferred", expect: "ask" },
    { run: "postsuper -s", expect: "allow" },
    { run: "gitlab-runner unregister --all-runners", expect: "deny" },
    { run: "gitlab-runner list", expect: "allow" },
    { run: "celery -A shop purge -f", expect: "deny" },
    { run: "celery -A shop worker -l info", expect: "allow" },
    { run: "rq empty default", expect: "deny" },
    { run: "rq info", expect: "allow" },
    { run: "monit stop all", expect: "ask" },
    { run: "monit summary", expect: "allow" },
    { run: "dsrm 'CN=Kim,OU=People,DC=acme,DC=io' -noprompt", expect: "ask" },
    { run: "bw export --format json", expect: "ask" },
    { run: "bw sync", expect: "allow" },
    { run: "ipvsadm -C", expect: "ask" },
    { run: "ipvsadm -L -n", expect: "allow" },
    { run: "gitlab-ctl cleanse", expect: "deny" },
    { run: "gitlab-ctl status", expect: "allow" },
    { run: "azd down --force --purge", expect: "deny" },
    { run: "azd env list", expect: "allow" },
    { run: "azd up", expect: "ask" },
    { run: "azd provision --preview", expect: "allow" },
    { run: "doveadm expunge -u kim mailbox INBOX all", expect: "ask" },
    { run: "zmprov da kim@acme.io", expect: "ask" },
  ],
);

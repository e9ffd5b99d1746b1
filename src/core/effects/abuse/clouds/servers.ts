/** Servers of secrets, jobs and code: calls that give out keys, or let others in. */
import { grants, weakens } from "../../doings.ts";
import type { Doing } from "../../subcommands.ts";
import { calls, type Line, on } from "../lines.ts";
import { ADMIN, TOKENS, WATCHED } from "./doings.ts";

const KEYS = grants("gives out a key with rights over everything", { recovery: "none" });
const ACCESS = grants("gives somebody else access to the repository or organization", { recovery: "none" });
const GUARD = weakens("setting", "changes what has to happen before something is released");
const RUNNER = grants("lets whoever sends it jobs run programs on this machine", { recovery: "none" });
const PRINTS: Doing = {
  verb: "read-secret",
  resource: "secret",
  recovery: "none",
  says: "prints everything that is stored there",
};
const JOBS: Doing = {
  verb: "execute-remote",
  resource: "code",
  reach: "unknown",
  says: "has this machine run the jobs of another server",
};

export const SERVERS: readonly Line[] = [
  on("oci", /\b(?:manage all-resources|any-user)\b/i, ADMIN, words => !/^iam policy (?:create|update)\b/.test(words)),
  calls("oci", "audit config update --retention-period-days", WATCHED),
  calls("databricks", "tokens|token-management create|create-obo-token", TOKENS),
  calls("gitlab-runner|act_runner|forgejo-runner|buildkite-agent", "register|start --executor=shell|ssh", RUNNER),
  calls("gh", "api -X|--method=PUT @repos/*/*/environments/*", GUARD),
  calls("consul", "kv export\nkv get -recurse !@*", PRINTS),
  calls("kafka-acls|kafka-acls.sh", "--add --allow-principal=User:^*", ACCESS),
  calls("oci", "os preauth-request create --access-type=AnyObject*|*Write", ACCESS),
  calls("terraform|tofu", "console ~*nonsensitive(*", PRINTS),
  calls(
    "vault",
    `kv export
     operator raft snapshot save
     operator generate-root`,
    PRINTS,
  ),
  calls(
    "argocd",
    `proj role create-token
     account generate-token|update-password`,
    KEYS,
  ),
  calls("gitlab-runner", "register --url|-u=http* !--url|-u=https://gitlab.com*", JOBS),
  calls("config.sh|actions-runner", "** --url=http* --token", JOBS),
  calls(
    "gh",
    `api -X|--method=POST|PUT|PATCH @*/hooks*|*/invitations*|*/collaborators/*|*/keys*|*/actions/secrets/*|*/dispatches|*/deploy*keys*
     api -f|-F|--field|--raw-field @*/hooks|*/invitations|*/collaborators/*|*/keys|user/keys|user/gpg_keys
     api -X|--method=PUT|PATCH @*/memberships/*|*/teams/*
     ssh-key|gpg-key add
     repo deploy-key add`,
    ACCESS,
  ),
  calls(
    "glab",
    `ssh-key|deploy-key add|create
     api -X|--method=POST|PUT @*/members*|*/hooks*|*/deploy_keys*|*/variables*`,
    ACCESS,
  ),
  calls(
    "vault",
    `token create --policy=root|*root*
     policy write @default|root|admin
     auth enable
     audit disable
     write @auth/* @*policies=*root*
     write @sys/*`,
    KEYS,
  ),
  calls("vault|bao", 'policy write ~*path*"^*"*sudo*|*path*"^*"*root*', KEYS),
  calls(
    "pvesh|pveum",
    `create|set @/access/*
     user|useradd|acl|aclmod|passwd|usermod|roleadd|rolemod|token add|modify|mod|@*
     aclmod|useradd|passwd|usermod @*`,
    ACCESS,
  ),
  calls(
    "esxcli",
    "software vib|profile install|update -f|--force|--no-sig-check\nsystem account add|set\nsystem permission set",
    ACCESS,
  ),
  calls(
    "racadm|racadm7|hponcfg|ipmicfg",
    "set @*users*password*|*users.*|*Users*\nconfig -g=cfgUserAdmin\n-user add|setpwd",
    ACCESS,
  ),
  calls("rpcclient", "-c=setuserinfo*|createdomuser*|addmem*|setuserpassword*|chgpasswd*|lsaaddacctrights*", ACCESS),
  calls(
    "net",
    `rpc|ads|sam group addmem|delmem|add
     rpc|ads|sam user add|delete|password|rename
     rpc|ads|sam addmem|password|changesecretpw
     rpc rights grant
     rpc share add|delete`,
    ACCESS,
  ),
  calls(
    "tccli|aliyun|huaweicloud|hcloud-cli|ucloud",
    "cam|ram|iam ~Attach*Policy*|*ToUser|AddUser*|Create*Key*|*LoginProfile",
    ACCESS,
  ),
  calls(
    "m365",
    "** user password set|reset\nspo site|tenant sharing|settings set --sharingCapability|--SharingCapability\nentra|aad role assignment|roleassignment add",
    ACCESS,
  ),
  calls("hcloud", "server enable-rescue|reset-password|request-console", ACCESS),
  calls("supabase", "projects api-keys", PRINTS),
  calls("chef-client|chef-solo|cinc-client", "-j|--json-attributes|-c|--config|-r|--recipe-url=http*", JOBS),
  calls(
    "consul",
    `acl token create --policy-name=*global-management*
     acl token create --policy-id=*0000-000000000001
     acl bootstrap`,
    KEYS,
  ),
  calls(
    "nomad",
    `acl bootstrap
     acl token create --type=management`,
    KEYS,
  ),
];

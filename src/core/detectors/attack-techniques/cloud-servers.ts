/** Servers of secrets, jobs and code: calls that give out keys, or let others in. */
import { grants, weakens } from "../../kit/effect-templates.ts";
import type { EffectTemplate } from "../../kit/table.ts";
import { calls, type Line } from "./lines.ts";

const KEYS = grants("gives out a key with rights over everything", { recovery: "none" });
const ACCESS = grants("gives somebody else access to the repository or organization", { recovery: "none" });
const GUARD = weakens("setting", "changes what has to happen before something is released");
const RUNNER = grants("lets whoever sends it jobs run programs on this machine", { recovery: "none" });
const PRINTS: EffectTemplate = {
  verb: "read-secret",
  resource: "secret",
  recovery: "none",
  says: "prints everything that is stored there",
};
const JOBS: EffectTemplate = {
  verb: "execute-remote",
  resource: "code",
  reach: "unknown",
  says: "has this machine run the jobs of another server",
};

export const SERVERS: readonly Line[] = [
  calls("gitlab-runner|act_runner|forgejo-runner|buildkite-agent", "register|start --executor=shell|ssh", RUNNER),
  calls("gh", "api -X|--method=PUT @repos/*/*/environments/*", GUARD),
  calls("consul", "kv export\nkv get -recurse !@*", PRINTS),
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
  calls("supabase", "projects api-keys", PRINTS),
  calls(
    "consul",
    `acl token create --policy-name=*global-management*
     acl token create --policy-id=*0000-000000000001
     acl bootstrap`,
    KEYS,
  ),
];

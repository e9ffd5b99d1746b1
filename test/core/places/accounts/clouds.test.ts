/** Which account of a cloud a command reaches, by the files that its command line keeps: the account beats its name. */
import { describe } from "vitest";
import { checkLandings, type Landing } from "../../../support/landing.ts";
import { markedIn } from "../../../support/marked.ts";

/** By which a policy marks one account of each cloud. */
const POLICY = markedIn({
  production: { awsAccount: ["111111111111"], azureSubscription: ["00000000-0000-0000-0000-0000000000aa"] },
  staging: { awsAccount: ["222222222222"], gcpProject: ["shop-423"], awsProfile: ["blue"] },
});

const check = (cases: Readonly<Record<string, Landing>>) => checkLandings(cases, POLICY);

const CONFIG = `[default]
region = eu-central-1

[profile staging]
sso_account_id = 111111111111
region = eu-west-1

[profile main]
role_arn = arn:aws:iam::333333333333:role/admin
source_profile = base

[profile prod-eu]
role_arn = arn:aws:iam::444444444444:role/admin

[profile dev]
role_arn = arn:aws:iam::444444444444:role/developer

[profile chained]
source_profile = green

[profile green]
sso_session = x
sso_account_id = 222222222222

[profile blue]
sso_account_id = 444444444444
s3 =
  max_concurrent_requests = 20
`;
const CREDENTIALS = "[ci]\naws_access_key_id = ASIAY34FZKBOKMUTVV7A\naws_secret_access_key = x\n";
const DROP = "aws dynamodb delete-table --table-name orders";

describe("AWS", () => {
  const files = { "~/.aws/config": CONFIG, "~/.aws/credentials": CREDENTIALS };
  check({
    "no configuration: unknown": { run: DROP, expect: "unknown" },
    "a profile called staging in production's account": {
      run: `${DROP} --profile staging`,
      files,
      expect: "production",
      from: "~/.aws/config:5",
      called: "staging",
    },
    "an account that a prod-named profile uses, too": {
      run: `${DROP} --profile dev`,
      files,
      expect: "production",
      from: "~/.aws/config:13",
      called: "development",
    },
    "a mark on a name does not vouch for production's account": {
      run: `${DROP} --profile blue`,
      files,
      expect: "production",
      called: "staging",
    },
    "an account that nobody knows": { run: `${DROP} --profile main`, files, expect: "unknown" },
    "an account that is marked staging": { run: `${DROP} --profile green`, files, expect: "staging" },
    "through its source": { run: `${DROP} --profile chained`, files, expect: "staging" },
    "by variable": { run: DROP, env: { AWS_PROFILE: "prod-eu" }, files, expect: "production" },
    "the option beats the variable": {
      run: `${DROP} --profile green`,
      env: { AWS_PROFILE: "prod-eu" },
      files,
      expect: "staging",
    },
    "the older variable comes second": {
      run: DROP,
      env: { AWS_PROFILE: "green", AWS_DEFAULT_PROFILE: "prod-eu" },
      files,
      expect: "staging",
    },
    "a variable set in the command": {
      run: `AWS_PROFILE=staging ${DROP}`,
      files,
      expect: "production",
      called: "staging",
    },
    "keys beat the profile's variable": {
      run: DROP,
      env: { AWS_ACCESS_KEY_ID: "ASIAY34FZKBOKMUTVV7A", AWS_PROFILE: "green" },
      files,
      expect: "unknown",
    },
    "a name beside keys does not vouch for them": {
      run: DROP,
      env: { AWS_ACCESS_KEY_ID: "AKIAIOSFODNN7EXAMPLE", AWS_PROFILE: "staging-eu" },
      files,
      expect: "unknown",
    },
    "and raises them": {
      run: DROP,
      env: { AWS_ACCESS_KEY_ID: "AKIAIOSFODNN7EXAMPLE", AWS_PROFILE: "prod-eu" },
      files,
      expect: "production",
    },
    "keys of a profile that aws-vault names": {
      run: DROP,
      env: { AWS_ACCESS_KEY_ID: "AKIAIOSFODNN7EXAMPLE", AWS_VAULT: "staging-eu" },
      expect: "staging",
    },
    "an option beats keys": {
      run: `${DROP} --profile green`,
      env: { AWS_ACCESS_KEY_ID: "ASIAY34FZKBOKMUTVV7A" },
      files,
      expect: "staging",
    },
    "another file": {
      run: DROP,
      env: { AWS_CONFIG_FILE: "/etc/aws", AWS_PROFILE: "x" },
      files: { "/etc/aws": "[profile x]\nsso_account_id=222222222222\n" },
      expect: "staging",
    },
    "the default profile": {
      run: DROP,
      files: { "~/.aws/config": "[default]\nsso_account_id = 111111111111\n" },
      expect: "production",
      from: "~/.aws/config:2",
    },
    "in the shell's next command": { run: `export AWS_PROFILE=prod-eu; ${DROP}`, files, expect: "production" },
    "an emulator is local": { run: `${DROP} --endpoint-url http://localhost:4566`, files, expect: "local" },
  });
});

describe("Google Cloud", () => {
  const DELETE = "gcloud sql instances delete orders";
  const files = {
    "~/.config/gcloud/active_config": "work\n",
    "~/.config/gcloud/configurations/config_work": "[core]\naccount = dev@acme.io\nproject = acme-prod\n",
    "~/.config/gcloud/configurations/config_play": "[compute]\nzone = x\n[core]\nproject = shop-423\n",
    "~/.config/gcloud/configurations/config_default": "[core]\nproject = nowhere\n",
  };
  check({
    "no configuration: unknown": { run: DELETE, expect: "unknown" },
    "the active configuration": {
      run: DELETE,
      files,
      expect: "production",
      from: "~/.config/gcloud/configurations/config_work:3",
    },
    "without one, the default": {
      run: DELETE,
      files: { "~/.config/gcloud/configurations/config_default": "[core]\nproject = shop-423\n" },
      expect: "staging",
    },
    "another by option": { run: `${DELETE} --configuration=play`, files, expect: "staging" },
    "another by variable": { run: DELETE, env: { CLOUDSDK_ACTIVE_CONFIG_NAME: "play" }, files, expect: "staging" },
    "the project by option": { run: `${DELETE} --project shop-423`, files, expect: "staging" },
    "the project by variable beats the configuration": {
      run: `${DELETE} --configuration=play`,
      env: { CLOUDSDK_CORE_PROJECT: "acme-prod" },
      files,
      expect: "production",
    },
    "a folder of its own": {
      run: DELETE,
      env: { CLOUDSDK_CONFIG: "/etc/gcloud" },
      files: { "/etc/gcloud/configurations/config_default": "[core]\nproject = shop-423\n" },
      expect: "staging",
    },
    "a configuration that says nothing has a name": {
      run: DELETE,
      files: { "~/.config/gcloud/active_config": "prod" },
      expect: "production",
    },
  });
});

describe("Azure", () => {
  const DELETE = "az sql db delete -n orders -g rg -s server";
  const subscription = (id: string, name: string, isDefault = false) => ({ id, name, isDefault, state: "Enabled" });
  const profile = (...subscriptions: readonly object[]) => ({
    "~/.azure/azureProfile.json": `\uFEFF${JSON.stringify({ subscriptions }, null, 1)}`,
  });
  check({
    "no profile: unknown": { run: "az group delete -n rg", expect: "unknown" },
    "the default subscription": {
      run: "az group delete -n rg",
      files: profile(subscription("a", "Acme Production", true)),
      expect: "production",
      from: "~/.azure/azureProfile.json:4",
    },
    "by its id": {
      run: "az group delete -n rg --subscription b",
      files: profile(subscription("a", "Acme Production", true), subscription("b", "acme-staging")),
      expect: "staging",
    },
    "a name that hides a marked id": {
      run: `${DELETE} --subscription acme-staging`,
      files: profile(subscription("00000000-0000-0000-0000-0000000000aa", "acme-staging")),
      expect: "production",
      called: "staging",
    },
    "one that the file does not know": {
      run: "az group delete -n rg --subscription 7",
      files: profile(subscription("a", "prod", true)),
      expect: "unknown",
    },
  });
});

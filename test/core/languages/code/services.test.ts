/** What programs ask of services: client libraries by the names of their calls, and programs in languages that nobody parses. */
import { describe, expect, it } from "vitest";
import { judgeIn } from "../../../support/little-world.ts";

function check(run: string, expected: "held" | "silent", files: Readonly<Record<string, string>> = {}): void {
  it(`${expected}: ${run}${Object.values(files).map(text => ` ⏎ ${text.split("\n").join(" ⏎ ")}`)}`, async () => {
    const { decision } = await judgeIn({ files }, { kind: "command", text: run });
    expect(decision === "allow" ? "silent" : "held").toBe(expected);
  });
}

describe("client libraries", () => {
  check("python3 -c \"import hvac; hvac.Client().sys.disable_secrets_engine(path='kv')\"", "held");
  check('python3 -c "import hvac; hvac.Client().sys.seal()"', "held");
  check('python3 -c "import hvac; hvac.Client().sys.list_mounted_secrets_engines()"', "silent");
  check(
    "python3 -c \"from google.cloud import firestore; [d.reference.delete() for d in firestore.Client().collection('u').stream()]\"",
    "held",
  );
  check(
    "python3 -c \"import boto3; getattr(boto3.client('rds'), 'delete_db_cluster')(DBClusterIdentifier='main')\"",
    "held",
  );
  check("python3 -c \"import slack_sdk; slack_sdk.WebClient(token=t).conversations_archive(channel='C1')\"", "held");
  check(
    "python3 -c \"import slack_sdk; slack_sdk.WebClient(token=t).chat_postMessage(channel='C1', text='x')\"",
    "silent",
  );
  check("python3 -c \"import meraki; meraki.DashboardAPI().organizations.deleteOrganization('1')\"", "held");
  check("node -e \"require('@supabase/supabase-js').createClient(u,k).storage.emptyBucket('media')\"", "held");
  check("node -e \"new (require('octokit').Octokit)().request('DELETE /repos/{o}/{r}', {o:'a', r:'b'})\"", "held");
  check("node -e \"new (require('octokit').Octokit)().request('GET /repos/{o}/{r}', {o:'a', r:'b'})\"", "silent");
  check(
    "python3 -c \"import boto3; boto3.Session(profile_name='prod').client('ec2').stop_instances(InstanceIds=['i-1'])\"",
    "held",
  );
  check("python3 -c \"from django.core.management import call_command; call_command('flush')\"", "held");
  check("python3 -c \"from django.core.management import call_command; call_command('check')\"", "silent");
  check("python3 -c \"from alembic import command; command.downgrade(c, 'base')\"", "held");
  check("python3 -c \"import gspread; gspread.service_account().open('x').del_worksheet(w)\"", "held");
  check("node -e \"new (require('octokit').Octokit)().rest.issues.removeLabel({ name: 'bug' })\"", "silent");
  check("node -e \"const render = require('./render'); render.reset(); render.clearCache()\"", "silent");
});

describe("programs in languages that nobody parses", () => {
  const go = (body: string, imports = '"database/sql"'): Record<string, string> => ({
    "wipe.go": `package main\nimport (${imports})\nfunc main() { ${body} }\n`,
  });
  check("go run wipe.go", "held", go('db, _ := sql.Open("postgres", "host=db.acme.io"); db.Exec("DROP TABLE users")'));
  check(
    "go run wipe.go",
    "silent",
    go('db, _ := sql.Open("postgres", "dbname=shop"); db.Query("SELECT 1 FROM users")'),
  );
  check("go run wipe.go", "silent", go('fmt.Println("DROP TABLE users")', '"fmt"'));
  check(
    "go run wipe.go",
    "held",
    go('r, _ := http.NewRequest("DELETE", "https://api.acme.io/users/1", nil)', '"net/http"'),
  );
  check(
    "go run wipe.go",
    "silent",
    go('http.HandleFunc("DELETE /users/{id}", drop); http.ListenAndServe(":80", nil)', '"net/http"'),
  );
  check(
    "go run wipe.go",
    "held",
    go('clientset.CoreV1().Namespaces().Delete(ctx, "shop", opts)', '"k8s.io/client-go/kubernetes"'),
  );
  check("go run wipe.go", "silent", go("m := map[string]int{}; delete(m, k); cache.Delete(k)", '"fmt"'));
  check(
    "go run wipe.go",
    "silent",
    go('r := gin.Default(); r.DELETE("/u/:id", f); db.Delete(&User{}); r.Run()', '"gorm.io/gorm"'),
  );
  check("go run wipe.go", "silent", go("db.Delete(&User{}, 3)", '"gorm.io/gorm"'));
  check("java Wipe.java", "held", {
    "Wipe.java":
      'class Wipe { void main() { DriverManager.getConnection("jdbc:postgresql://db.acme.io/shop").createStatement().execute("TRUNCATE orders"); } }',
  });
  check("dotnet script wipe.csx", "held", {
    "wipe.csx": 'await new HttpClient().DeleteAsync("https://api.acme.io/users/1");',
  });
  check("Rscript -e 'httr::DELETE(\"https://api.acme.io/users/1\")'", "held");
  check("Rscript -e 'httr::GET(\"https://api.acme.io/users/1\")'", "silent");
  check("Rscript -e 'DBI::dbExecute(con, \"TRUNCATE orders\")'", "held");
  check("elixir -e 'Req.delete!(\"https://api.acme.io/users/1\")'", "held");
  check("julia -e 'using HTTP; HTTP.delete(\"https://api.acme.io/users/1\")'", "held");
  check("swift main.swift", "silent", { "main.swift": "var a = [1, 2]\na.removeAll()\n" });
});

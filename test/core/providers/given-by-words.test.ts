import { expect, it } from "vitest";
import { givenByWords } from "../../../src/core/providers/granted-rights.ts";

/** `call`: the words behind the program's name, separated by blanks; `_` stands for a blank within a word. */
function check(call: string, verb: "grant" | "weaken" | undefined): void {
  const words = call.split(" ").map(word => word.replaceAll("_", " "));
  it(`${verb ?? "nothing"}: ${call}`, () => expect(givenByWords(words)?.verb).toBe(verb));
}

check("group addmembers Domain_Admins bob", "grant");
check("add-roles -r master --uusername bob --rolename admin", "grant");
check("iam user-policy-create bob@acme.io --roles Administrator", "grant");
check("ram AttachPolicyToUser --PolicyName AdministratorAccess --UserName bob", "grant");
check("permissions.set -principal bob -role Admin /", "grant");
check("users update bob --set-roles=editor,admin", "grant");
check("policy attach prod consoleAdmin --user bob", "grant");
check("permissions role assign system-admin bob", "grant");
check("iam policy create name=x rules.0.permission-set-names.0=AllProductsFullAccess", "grant");
check("acl modify / --users bob@pve --roles Administrator", "grant");
check("firewall add-rule web --source-ips 0.0.0.0/0 --port any", "weaken");
check("security group rule create --remote-ip ::/0 default", "weaken");
check("accessLists create 0.0.0.0/0 --type cidrBlock", "weaken");
check("firewalls rules-update 5 --inbound [{addresses:{ipv4:['0.0.0.0/0']}}]", "weaken");
check("instance security-group create-rule direction=inbound ip-range=0.0.0.0/0", "weaken");
check("ecs AuthorizeSecurityGroup --SourceCidrIp 0.0.0.0/0", "weaken");
check("bucket update media allPublic", "weaken");
check("project update public", undefined);
check("group update admins bob", undefined);
check("dataset visibility set production public", "weaken");
check("add-iam-policy-binding api --member=allUsers --role=roles/run.invoker", "weaken");

check("users list --role admin", undefined);
check("roles create admin --description x", undefined);
check("user create bob --role viewer", undefined);
check("policy ls prod", undefined);
check("namespace create admin", undefined);
check("config set profile admin", undefined);
check("routes create r --destination-range=0.0.0.0/0", undefined);
check("network add-route n --destination 0.0.0.0/0 --gateway 10.0.0.2", undefined);
check("firewall create web --rule deny --source 0.0.0.0/0 --action deny", undefined);
check("serve --host 0.0.0.0 --port 80", undefined);
check("revoke bob --role admin", undefined);
check("project create public", undefined);
check("run create-admin --role admin", undefined);
check("server create web --user root", undefined);

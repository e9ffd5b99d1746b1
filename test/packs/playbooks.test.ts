/** What the tasks of an Ansible playbook do, where the playbook itself stays on this machine. */
import { describe, expect, it } from "vitest";
import { judgeIn } from "../support/little-world.ts";

function check(tasks: string, expected: "held" | "silent"): void {
  it(`${expected}: ${tasks.split("\n").join(" ⏎ ")}`, async () => {
    const book = `- hosts: localhost\n  tasks:\n${tasks.replace(/^/gm, "  ")}\n`;
    const { decision } = await judgeIn(
      { files: { "play.yml": book } },
      { kind: "command", text: "ansible-playbook play.yml" },
    );
    expect(decision === "allow" ? "silent" : "held").toBe(expected);
  });
}

describe("tasks", () => {
  check("- debug: {msg: gone}", "silent");
  check("- ansible.builtin.shell: npm ci", "silent");
  check("- ansible.builtin.shell: dropdb shop", "held");
  check("- command:\n    cmd: terraform destroy -auto-approve", "held");
  check("- amazon.aws.s3_bucket: {name: media, state: absent, force: true}", "held");
  check("- amazon.aws.s3_bucket: {name: media, state: present}", "silent");
  check("- kubernetes.core.k8s: {kind: Namespace, name: shop, state: absent}", "held");
  check("- community.postgresql.postgresql_db: {name: shop, state: absent}", "held");
  check("- block:\n  - community.mysql.mysql_db: name=shop state=absent", "held");
  check("- file: {path: build, state: absent}", "silent");
});

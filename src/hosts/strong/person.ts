/** Finds the person that a service in strong mode serves, in the system's records (passwd(5), group(5)). */
import { execFileSync } from "node:child_process";

export interface Person {
  readonly name: string;
  readonly uid: number;
  readonly home: string;
  /** A group without other members, which may read what the service keeps. */
  readonly gid: number;
}

/** Finds a person by name. Throws with words for an administrator. */
export function personNamed(name: string): Person {
  const [found] = entries("passwd", name);
  const [, , uid = "", gid = "", , home = ""] = found ?? [];
  if (!found || !/^\d+$/.test(uid)) throw new Error(`there is no user ${name} on this machine`);
  if (uid === "0") throw new Error("root's agents cannot be guarded so: root can change everything that guards them");
  const others = [
    ...entries("passwd").filter(([other, , , group]) => group === gid && other !== name),
    ...entries("group", gid).flatMap(([, , , members = ""]) => members.split(",").filter(other => other !== "")),
  ].map(entry => (typeof entry === "string" ? entry : (entry[0] ?? "")));
  const strangers = [...new Set(others)].filter(other => other !== name);
  if (strangers.length > 0)
    throw new Error(
      `the group ${gid} of ${name} has other members (${strangers.join(", ")}), who could read what is written down of ${name}'s agents: give ${name} a group of its own (groupadd ${name}; usermod -g ${name} ${name})`,
    );
  return { name, uid: Number(uid), gid: Number(gid), home };
}

/** Returns the numbers of the system user `name`, which is created if missing. Only for root. */
export function systemUser(name: string): { readonly uid: number; readonly gid: number } {
  if (entries("passwd", name).length === 0)
    execFileSync(
      "useradd",
      [
        "--system",
        "--user-group",
        "--no-create-home",
        "--home-dir",
        "/nonexistent",
        "--shell",
        "/usr/sbin/nologin",
        name,
      ],
      { stdio: ["ignore", "ignore", "pipe"] },
    );
  const [[, , uid = "", gid = ""] = []] = entries("passwd", name);
  return { uid: Number(uid), gid: Number(gid) };
}

/** Returns the lines of a database, split into fields; none where the key is missing. */
function entries(database: "passwd" | "group", key?: string): string[][] {
  try {
    const args = key === undefined ? [database] : [database, key];
    const text = execFileSync("getent", args, { encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] });
    return text
      .split("\n")
      .filter(line => line !== "")
      .map(line => line.split(":"));
  } catch {
    return [];
  }
}

/** Chocolatey, Scoop, winget: named packages come and go; everything at once, their data and their checks do not. */
import { deletes, weakens } from "../core/effects/doings.ts";
import { type Doing, tablesPack } from "../core/effects/subcommands.ts";

const EVERYTHING: Doing = {
  verb: "delete",
  resource: "package",
  reach: "all",
  recovery: "none",
  says: "uninstalls everything that",
};
const ITSELF: Doing = { ...EVERYTHING, says: "uninstalls the package manager with what it looks after:" };
const WITH_DATA = deletes("directory", "what the package keeps for the person, with it:");
const UNCHECKED = weakens("system", "has packages installed that nobody has checked");
const PUBLISHES: Doing = { verb: "publish", resource: "package", says: "publishes or signs in to publish" };
const ALL = /^(?:all|\*)$/i;
const CHECKS = /^allowemptychecksums/i;

export const windowsPackages = tablesPack(
  "windows-packages",
  [
    {
      programs: ["choco", "chocolatey", "cpush"],
      grammar: { values: ["s", "source", "version", "k", "api-key", "ua", "ia"] },
      shows: ["noop", "whatif", "what-if"],
      lines: [
        { call: "uninstall", operand: ALL, does: EVERYTHING },
        { call: "uninstall chocolatey", does: ITSELF },
        { call: "feature|features enable", operand: CHECKS, does: UNCHECKED },
        { call: "push|apikey|setapikey", does: PUBLISHES },
        { call: "*" },
        { call: "" },
      ],
    },
    {
      programs: ["cuninst"],
      lines: [
        { call: "", operand: ALL, does: EVERYTHING },
        { call: "chocolatey", does: ITSELF },
        { call: "*" },
        { call: "" },
      ],
    },
    {
      programs: ["scoop"],
      lines: [
        { call: "uninstall scoop", does: ITSELF },
        { call: "uninstall", operand: ALL, does: EVERYTHING },
        { call: "uninstall *", with: ["p", "purge"], does: WITH_DATA },
        { call: "*" },
        { call: "" },
      ],
    },
    {
      programs: ["winget"],
      grammar: { values: ["id", "name", "source", "s", "version", "v", "scope", "e", "manifest", "m"] },
      lines: [
        { call: "uninstall|remove|rm", with: ["all"], does: EVERYTHING },
        { call: "uninstall|remove|rm", with: ["purge"], does: WITH_DATA },
        { call: "settings", with: ["enable"], does: UNCHECKED },
        { call: "*" },
        { call: "" },
      ],
    },
  ],
  [
    { run: "choco uninstall all -y", shell: "cmd", expect: "ask" },
    { run: "choco uninstall chocolatey", shell: "cmd", expect: "ask" },
    { run: "choco feature enable -n allowEmptyChecksums", shell: "cmd", expect: "ask" },
    { run: "choco push tool.1.2.nupkg", expect: "ask" },
    { run: "cuninst all", shell: "cmd", expect: "ask" },
    { run: "scoop uninstall scoop", shell: "powershell", expect: "ask" },
    { run: "scoop uninstall -p postgresql", shell: "powershell", expect: "ask" },
    { run: "winget uninstall --all", shell: "cmd", expect: "ask" },
    { run: "winget uninstall Acme.Editor --purge", shell: "cmd", expect: "ask" },
    { run: "winget settings --enable LocalManifestFiles", shell: "cmd", expect: "ask" },
    { run: "choco install git -y", shell: "cmd", expect: "allow" },
    { run: "choco upgrade all -y", shell: "cmd", expect: "allow" },
    { run: "choco uninstall nodejs", shell: "cmd", expect: "allow" },
    { run: "choco feature enable -n allowGlobalConfirmation", shell: "cmd", expect: "allow" },
    { run: "scoop uninstall jq", shell: "powershell", expect: "allow" },
    { run: "scoop cache rm *", shell: "powershell", expect: "allow" },
    { run: "winget upgrade --all", shell: "cmd", expect: "allow" },
    { run: "winget uninstall --id Acme.Editor", shell: "cmd", expect: "allow" },
    { run: "winget settings", shell: "cmd", expect: "allow" },
  ],
);

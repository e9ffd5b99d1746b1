/** Publishers of one kind of package each, whose calls need no more than a line. */
import { type Doing, type Line, type Table, tablesPack } from "../../core/effects/subcommands.ts";
import { INSTEAD, INSTEAD_OF_WITHDRAWING } from "./publishing.ts";

type Tool = Omit<Table, "id" | "examples">;

const publishes: Doing = { verb: "publish", resource: "package", says: "publishes", instead: INSTEAD };
const withdraws: Doing = {
  verb: "publish",
  resource: "package",
  says: "takes away, from everybody who uses it,",
  instead: INSTEAD_OF_WITHDRAWING,
};

/** Programs that publish with one sub-command, by that call; an empty one publishes whenever it runs. */
const CALLS: Readonly<Record<string, string>> = {
  opam: "publish",
  "opam-publish": "",
  "cpan-upload": "",
  "mbtiny minil": "upload|release",
  dzil: "release",
  wingetcreate: "submit|new-locale|update-locale",
  "charmcraft rockcraft": "upload|upload-resource|release|promote",
  "web-ext": "sign",
  "chrome-webstore-upload": "",
  pub: "publish|lish",
  rush: "publish",
  beachball: "publish",
  auto: "shipit|release",
  shipjs: "trigger",
  expo: "publish|publish:set|publish:rollback",
  raco: "pkg upload",
  "elm elm-package": "publish|bump",
  nimble: "publish",
  lein: "deploy|release",
  vcpkg: "x-publish",
  cog: "push",
  ghr: "",
  "gh-release": "",
  "github-release": "release|upload|edit",
  "flat-manager-client": "push|publish",
  bower: "register|unregister",
};

const SINGLE: readonly Tool[] = Object.entries(CALLS).map(([programs, call]) => ({
  programs: programs.split(" "),
  shows: ["n", "dryrun"],
  lines: [{ call, does: publishes }, { call: "*" }],
}));

const withdraw = (call: string): Line => ({ call, does: withdraws });

const TOOLS: readonly Tool[] = [
  ...SINGLE,
  {
    programs: ["fury", "gemfury"],
    grammar: { values: ["v", "version", "as", "account"] },
    lines: [{ call: "push|beta", does: publishes }, withdraw("yank"), { call: "*" }],
  },
  {
    programs: ["cloudsmith"],
    grammar: { values: ["k", "api-key", "C", "config-file"] },
    lines: [
      { call: "push|copy|cp|move|mv|promote", does: publishes },
      withdraw("delete|rm|quarantine"),
      { call: "repositories|repos|entitlements|upstream delete|rm", does: { ...withdraws, resource: "project" } },
      { call: "*" },
    ],
  },
  {
    programs: ["ko"],
    grammar: { values: ["t", "tags", "platform", "f", "filename"] },
    lines: [
      { call: "build|publish|resolve", with: ["local", "L"] },
      {
        call: "build|publish|resolve",
        does: { ...publishes, resource: "image", says: "builds and pushes the image of" },
      },
      {
        call: "apply|create|run",
        does: { verb: "deploy", resource: "workload", recovery: "effort", says: "puts into service" },
      },
      { call: "delete", does: { verb: "delete", resource: "workload", says: "deletes from the cluster" } },
      { call: "*" },
    ],
  },
  {
    programs: ["xcrun"],
    grammar: { singleDash: true },
    lines: [
      {
        call: "altool",
        with: ["upload-app", "upload-package"],
        does: { ...publishes, named: ["f", "file"], says: "uploads to the store" },
      },
      {
        call: "simctl erase|delete",
        operand: /^all$/,
        does: { verb: "delete", resource: "container", reach: "all", says: "deletes everything in the simulators:" },
      },
      { call: "simctl delete", operand: /^unavailable$/ },
      { call: "simctl erase|delete", does: { verb: "delete", resource: "container", says: "deletes the simulator" } },
      { call: "simctl boot|bootstatus|shutdown|launch|terminate|install|uninstall|openurl|io|list|push|create" },
    ],
  },
];

export const publishers = tablesPack("publishers", TOOLS, [
  { run: "opam publish", expect: "ask" },
  { run: "opam install dune", expect: "allow" },
  { run: "rush publish --publish", expect: "ask" },
  { run: "rush build", expect: "allow" },
  { run: "ko build ./cmd/app", expect: "ask" },
  { run: "ko build --local ./cmd/app", expect: "allow" },
  { run: "cloudsmith push python acme/tools pkg.whl", expect: "ask" },
  { run: "expo publish", expect: "ask" },
  { run: "expo start", expect: "allow" },
  { run: "xcrun altool --upload-app -f App.ipa", expect: "ask" },
  { run: "xcrun simctl list", expect: "allow" },
  { run: "xcrun simctl terminate booted com.acme.app", expect: "allow" },
  { run: "cpan-upload Foo-1.0.tar.gz", expect: "ask" },
  { run: "web-ext build", expect: "allow" },
  { run: "bower unregister widgets", expect: "ask" },
  { run: "bower install jquery", expect: "allow" },
]);

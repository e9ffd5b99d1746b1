/** security: macOS' keychains. A keychain that a build has made for itself goes like any other output of it. */
import { type Doing, tablePack } from "../core/effects/subcommands.ts";

const FROM: Doing = { verb: "delete", resource: "secret", says: "deletes from the keychain" };
const KEYCHAIN: Doing = { verb: "delete", resource: "secret", says: "deletes the keychain", reach: "all" };
/** The ones in which a person or the machine keeps passwords. */
const KEPT = /(?:^|\/)(?:login|System|iCloud|Local Items)\.keychain|^\$?\(?(?:security )?(?:default|login)-keychain/i;

export const macKeychain = tablePack({
  id: "mac-keychain",
  programs: ["security"],
  lines: [
    { call: "delete-keychain", operand: KEPT, does: KEYCHAIN },
    { call: "delete-keychain *" },
    { call: "delete-keychain", does: KEYCHAIN },
    {
      call: "delete-generic-password|delete-internet-password|delete-certificate|delete-identity|delete-key",
      does: FROM,
    },
  ],
  examples: [
    { run: "security delete-keychain login.keychain-db", expect: "ask" },
    { run: "security delete-keychain ~/Library/Keychains/login.keychain", expect: "ask" },
    { run: "security delete-keychain", expect: "ask", why: "the default one" },
    { run: "security delete-generic-password -s aws-prod", expect: "ask" },
    { run: "security delete-certificate -c 'Apple Development'", expect: "ask" },
    { run: "security delete-keychain build.keychain", expect: "allow" },
    { run: "security find-identity -v -p codesigning", expect: "allow" },
    { run: "security list-keychains", expect: "allow" },
  ],
});

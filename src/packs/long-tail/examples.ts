import type { Example } from "../../core/effects/pack.ts";

/** Both ways for each kind of tool. */
export const EXAMPLES: readonly Example[] = [
  { run: "bitcoin-cli sendtoaddress bc1q 0.5", expect: "ask" },
  { run: "bitcoin-cli -regtest sendtoaddress bcrt1q 0.5", expect: "allow", why: "play money" },
  { run: "bitcoin-cli getblockcount", expect: "allow" },
  { run: "cast send 0xabc 'mint(uint256)' 4 --rpc-url https://rpc.example.com", expect: "ask" },
  { run: "cast send 0xabc 'mint(uint256)' 4 --rpc-url http://localhost:8545", expect: "allow" },
  { run: "forge script Deploy --broadcast", expect: "allow", why: "a network of this machine" },
  { run: "dfx canister delete shop --network ic", expect: "ask" },
  { run: "fastboot erase userdata", expect: "ask" },
  { run: "fastboot devices", expect: "allow" },
  { run: "adb logcat", expect: "allow" },
  { run: "vim-cmd vmsvc/destroy 12", expect: "ask" },
  { run: "etcdctl auth disable", expect: "ask" },
  { run: "etcdctl get config", expect: "allow" },
  { run: "gam delete user ann", expect: "ask" },
  { run: "gopass rm shop/db", expect: "ask" },
  { run: "gopass ls", expect: "allow" },
  { run: "occ trashbin:cleanup --all-users", expect: "ask" },
  { run: "occ status", expect: "allow" },
];

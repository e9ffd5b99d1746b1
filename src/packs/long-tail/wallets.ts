/** Coins, keys and contracts: what is sent or burnt on a public network never comes back. Test networks are free. */
import { deletes, line, replaces, weakens } from "../../core/effects/doings.ts";
import type { Call, Doing, Line, Table } from "../../core/effects/subcommands.ts";
import { textOf } from "../../core/effects/words.ts";

type Tool = Omit<Table, "id" | "examples">;

const pays = (says: string): Doing => ({ verb: "publish", resource: "account", says });
const SENDS = pays("sends coins:");
const PUTS_LIVE = pays("puts code on the network, for good:");
const KEYS: Doing = { verb: "read-secret", resource: "secret", says: "prints private keys" };

/** Networks whose coins are worth nothing, by name or by address. */
const TRIAL =
  /\b(?:localhost|127\.0\.0\.1|regtest|testnet\d?|devnet|signet|sepolia|goerli|holesky|anvil|fuji|amoy|mumbai|localnet|local|emulator|ghostnet|preprod|preview)\b/i;

/** A call on a network of the developer's own, or of play money, loses nothing. */
function wallet(programs: readonly string[], lines: readonly Line[], more: Partial<Tool> = {}): Tool {
  return { programs, at: () => [], special: onTrial, lines, ...more };
}

function onTrial({ command }: Call): { effects: [] } | undefined {
  return command.argv.slice(1).some(word => TRIAL.test(word.value ?? word.text)) ? { effects: [] } : undefined;
}

/** Tools that run on a network of this machine unless they are told another one. */
function onNetwork(programs: readonly string[], lines: readonly Line[]): Tool {
  return {
    ...wallet(programs, lines),
    special: call => {
      if (/(?:^|\s)--?network[ =](?:development|develop|ganache)(?:\s|$)/.test(lineOf(call))) return { effects: [] };
      const named = /(?:^|\s)(?:--?(?:network|rpc-url|fork-url|provider\.cluster)|-n|-u)[ =]/.test(lineOf(call));
      return named ? onTrial(call) : { effects: [] };
    },
  };
}

function lineOf({ command }: Call): string {
  return command.argv.map(textOf).join(" ");
}

export const WALLETS: readonly Tool[] = [
  wallet(
    ["bitcoin-cli", "litecoin-cli", "dogecoin-cli", "zcash-cli", "dash-cli", "elements-cli"],
    [
      line("sendtoaddress|sendmany|send|sendall|sendrawtransaction|bumpfee|z_sendmany|psbtbumpfee", SENDS),
      line("dumpprivkey|dumpwallet|gethdkeys", KEYS),
      line(
        "abandontransaction|removeprunedfunds|encryptwallet|unloadwallet",
        replaces("secret", "the state of the wallet"),
      ),
      line("sweepprivkeys|sendall", SENDS),
      line("stop", { verb: "stop", resource: "system", recovery: "effort", says: "stops the node" }),
      line(
        "invalidateblock|pruneblockchain|clearbanned|setban",
        deletes("record", "what the node holds of the chain:"),
      ),
    ],
  ),
  wallet(
    ["lncli", "lightning-cli", "lncli-debug", "eclair-cli"],
    [
      line(
        "sendcoins|sendmany|payinvoice|sendpayment|keysend|pay|withdraw|xpay|sendpay|fundchannel|openchannel",
        SENDS,
      ),
      line("closechannel|closeallchannels|abandonchannel|close|wallet|forceclose", pays("closes channels:"), {
        operand: /./,
      }),
      line("closeallchannels|abandonchannel", pays("closes channels:")),
    ],
  ),
  wallet(
    ["cast"],
    [
      line("send|publish|mktx", SENDS),
      line("wallet private-key|decrypt-keystore", KEYS),
      line("wallet remove", deletes("secret", "the key")),
    ],
  ),
  onNetwork(
    ["forge"],
    [
      line("script|create", PUTS_LIVE, { with: ["broadcast", "resume"] }),
      line("create", PUTS_LIVE, { with: ["private-key", "account", "ledger", "trezor", "keystore"] }),
    ],
  ),
  wallet(
    ["solana"],
    [
      line("transfer|pay|withdraw-stake|withdraw-from-vote-account|withdraw-from-nonce-account|split-stake", SENDS),
      line("program close|deploy|upgrade|set-upgrade-authority|write-buffer|extend|finalize", PUTS_LIVE),
      line("close-vote-account|deactivate-stake|stake-authorize|vote-authorize-voter", pays("gives away or closes:")),
    ],
  ),
  wallet(
    ["spl-token"],
    [line("burn|close|transfer|authorize|freeze|mint|wrap|unwrap|close-mint|withdraw-excess-lamports", SENDS)],
  ),
  wallet(
    ["geth", "erigon", "reth", "op-geth", "besu", "nethermind"],
    [
      line("removedb", deletes("database", "the chain's data", { named: [] })),
      line("db drop|clear|freezer-migrate", deletes("database", "the chain's data:")),
      line("snapshot prune-state|prune-block", deletes("database", "the chain's data:")),
      line("js|attach"),
    ],
  ),
  wallet(
    ["near", "near-cli-rs"],
    [
      line("send|send-near|transfer|delete|delete-account|delete-key|deploy|call", SENDS),
      line("tokens|account|contract *|* send-near|delete-account|delete-keys|deploy|call-function|send-ft", SENDS),
    ],
  ),
  wallet(
    ["aptos", "sui", "movement", "iota"],
    [
      line("account transfer|rotate-key", SENDS),
      line("client transfer|transfer-sui|pay|pay-sui|pay-all-sui|publish|upgrade|call|ptb|merge-coin", SENDS),
      line("move publish|run|deploy-object|upgrade-object|clean", PUTS_LIVE, { operand: /./ }),
      line("move publish|deploy-object|upgrade-object", PUTS_LIVE),
      line("keytool|key remove|delete", deletes("secret", "the key")),
    ],
  ),
  wallet(
    [
      "gaiad",
      "osmosisd",
      "junod",
      "simd",
      "evmosd",
      "terrad",
      "celestia-appd",
      "injectived",
      "seid",
      "dydxprotocold",
      "wasmd",
    ],
    [
      line("tx *", SENDS),
      line("keys delete", deletes("secret", "the key")),
      line("keys export", KEYS),
      line("unsafe-reset-all|reset|prune", deletes("database", "the chain's data")),
      line("tendermint|comet unsafe-reset-all|reset-state", deletes("database", "the chain's data")),
    ],
  ),
  wallet(["cardano-cli", "bitcoin-tx"], [line("transaction submit", SENDS), line("* transaction submit", SENDS)]),
  wallet(
    ["monero-wallet-cli", "electrum", "electron-cash"],
    [
      line("payto|paytomany|sweep|broadcast|close_channel|lnpay", SENDS),
      line("*", SENDS, { operand: /^(?:sweep|transfer)/ }),
      line("sweep_all|transfer|sweep_single|sweep_below|sweep_account", SENDS),
    ],
  ),
  wallet(
    ["tezos-client", "octez-client"],
    [
      line("transfer|originate|withdraw|burn", SENDS),
      line("forget", deletes("secret", "keys and addresses of the wallet:")),
    ],
  ),
  wallet(
    ["flow"],
    [
      line("accounts remove-contract|add-contract|update-contract|staking-info", PUTS_LIVE),
      line("transactions send", SENDS, { with: ["network"] }),
      line("project deploy", PUTS_LIVE, { with: ["network"] }),
    ],
  ),
  onNetwork(["hardhat"], [line("run|deploy|verify", PUTS_LIVE), line("ignition deploy|wipe", PUTS_LIVE)]),
  onNetwork(["truffle", "brownie", "ape"], [line("migrate|deploy|run|exec", PUTS_LIVE)]),
  wallet(
    ["anchor"],
    [
      line("deploy|upgrade|migrate", PUTS_LIVE, { with: ["provider.cluster"] }),
      line("idl close|init|upgrade|set-authority|erase-authority", PUTS_LIVE, { with: ["provider.cluster"] }),
    ],
  ),
  wallet(["starkli", "sncast"], [line("invoke|deploy|declare", SENDS), line("account deploy|delete", SENDS)]),
  {
    ...onNetwork(
      ["dfx"],
      [
        line("canister delete|uninstall-code|stop", deletes("service", "the canister with its data:")),
        line("canister install", replaces("service", "the canister's code and data:"), { with: ["mode"] }),
        line("ledger transfer|top-up|create-canister", SENDS),
        line("cycles transfer|convert", SENDS),
        line("deploy", PUTS_LIVE),
        line("identity remove", deletes("secret", "the identity")),
      ],
    ),
  },
  wallet(
    ["cleos", "eosc"],
    [
      line("transfer|push|system|set|multisig", SENDS),
      line("wallet remove_key|private_keys", weakens("secret", "the wallet:")),
    ],
  ),
  wallet(
    ["polkadot", "substrate", "kusama", "polkadot-parachain"],
    [line("purge-chain|revert", deletes("database", "the chain's data"))],
  ),
];

/** Lists programs that mine coins or read stored passwords, by name. */

import type { Effect } from "../../effects/effect.ts";
import { inOrder, words } from "../../text/expressions.ts";
import { keepingNames } from "../../text/memoize.ts";

export interface Kind {
  readonly verb: Effect["verb"];
  readonly resource: Effect["resource"];
  /** A clause before the tool's name. */
  readonly says: string;
}

const DUMP: Kind = { verb: "read-secret", resource: "secret", says: "reads stored passwords and tickets, with" };
const MINE: Kind = {
  verb: "mutate",
  resource: "system",
  says: "spends this machine's power on somebody's coins, with",
};
const NAMES: readonly (readonly [Kind, string])[] = [
  [DUMP, "mimikatz mimipenguin lazagne pypykatz secretsdump nanodump dumpert pwdump gsecdump hackbrowserdata"],
  [
    MINE,
    `xmrig xmr-stak minerd cpuminer cpuminer-multi cpuminer-opt ccminer cgminer bfgminer ethminer nbminer lolminer
     t-rex phoenixminer gminer teamredminer srbminer nanominer kdevtmpfsi kinsing xmrig-proxy`,
  ],
];

const BY_NAME: ReadonlyMap<string, Kind> = new Map(
  NAMES.flatMap(([kind, names]) =>
    names
      .trim()
      .split(/\s+/)
      .map(name => [name, kind] as const),
  ),
);

/** Returns the kind of tool of a program or script by its name: `xmrig`, `mimikatz.exe`, `secretsdump.py`. */
export function offensiveTool(name: string): Kind | undefined {
  return kindOf(name) ?? undefined;
}

const kindOf = keepingNames((name): Kind | null => {
  const bare = name.toLowerCase().replace(/\.(?:py|sh|rb|pl|ps1|exe|bat|jar|elf|bin)$/, "");
  const known = BY_NAME.get(bare) ?? BY_NAME.get(bare.replace(/^(?:impacket|invoke)-/, ""));
  if (known) return known;
  return namesOffensiveTool(bare) && !/^(?:test|detect|scan|check|find|block|parse|un)[-_]/.test(bare) ? DUMP : null;
});

/** Parts of names that mean nothing else: `mimikatz_trunk.zip`, `GodPotato-NET4`. */
const PART =
  /mimikatz|mimidrv|lazagne|pypykatz|safetykatz|secretsdump|nanodump|pwdump|gsecdump|invoke-(?:mimi|kerberoast)/i;

export function namesOffensiveTool(text: string): boolean {
  return PART.test(text);
}

/** Hosts of known mining pools, with a port as their protocol needs it. */
const POOL = inOrder([
  /^(?:[\w.-]{1,60}\.)?/,
  words`
    minexmr supportxmr nanopool 2miners ethermine f2pool nicehash hashvault moneroocean unmineable herominers
    monerohash xmrpool c3pool minergate slushpool antpool viabtc flypool woolypooly kryptex zpool prohashing
    crypto-pool monerohash dwarfpool poolin braiins
  `,
  /\.[a-z]{2,6}:\d{2,5}$/,
]);

/** `xmr.pool.example:3333`: a host named like a pool, at a usual port of pools. */
const NAMED_POOL = inOrder([
  /^(?:[\w-]{1,40}\.){0,3}(?:pool|mine|miner|mining|xmr|monero|randomx|ethash)[\w-]{0,20}\.[\w.-]{1,60}:/,
  words`3333 4444 5555 7777 8888 9999 14444 45[56]\d\d 10[0-9]{3}`,
  /$/,
]);

export function isMiningPool(text: string): boolean {
  return POOL.test(text) || NAMED_POOL.test(text) || /^stratum(?:\d?\+?(?:tcp|ssl|tls|udp))?:\/\//.test(text);
}

export const MINING = MINE;

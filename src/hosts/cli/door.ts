/** What `dist/cli.cjs` is: says the version by itself, since loading the engine takes three times as long as Node's start. */

import { VERSION } from "../../wire/version.ts";
import type * as programs from "../programs.ts";

const ENGINE = "./engine.cjs";

const { argv } = process;
if (argv.length === 3 && /^(?:version|--version|-V)$/.test(argv[2] ?? "")) process.stdout.write(`${VERSION}\n`);
else void (require(ENGINE) as typeof programs).cli();

/** The entry of `dist/cli.cjs`. It prints the version itself, as loading the engine takes three times Node's start. */

import { VERSION } from "../../wire/version.ts";
import type * as programs from "../programs.ts";

const ENGINE = "./engine.cjs";

const { argv } = process;
if (argv.length === 3 && /^(?:version|--version|-V)$/.test(argv[2] ?? "")) process.stdout.write(`${VERSION}\n`);
else void (require(ENGINE) as typeof programs).cli();

/** Prints the programs that get a stand-in, one a line. It runs when the product is built. */
import "../../agents/index.ts";
import { PACKS } from "../../packs/index.ts";
import { markedPrograms } from "./marked-programs.ts";

process.stdout.write(`${markedPrograms(PACKS).join("\n")}\n`);

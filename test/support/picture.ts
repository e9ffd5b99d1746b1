/** `npm run picture`: copies the editor suite's last picture of the card to media/, where the README shows it. */
import { copyFileSync, existsSync } from "node:fs";
import { join } from "node:path";
import { out, root } from "./project.ts";

const taken = join(out, "screenshots", "card.png");
if (!existsSync(taken)) throw new Error(`${taken} is missing: run npx vitest run --project editor first`);
copyFileSync(taken, join(root, "media", "card.png"));
console.log("media/card.png is new");

/** `npm run bench`: how long judging takes, and what a hook costs. Ratios, since machines differ; nothing fails here. */
import { needBuild } from "../artifact/machine.ts";
import { benchCurve } from "./curve.ts";
import { benchEngine } from "./engine.ts";
import { benchEnvironment } from "./environment.ts";
import { benchHook } from "./hook.ts";
import { benchPolicy } from "./policy.ts";
import { benchPosture } from "./posture.ts";
import { benchRelay } from "./relay.ts";
import { benchTerminal } from "./terminal.ts";

needBuild();
process.stdout.write(`${await benchEngine(20)}\n\n`);
process.stdout.write(`${benchCurve()}\n\n`);
process.stdout.write(`${await benchEnvironment(200)}\n\n`);
process.stdout.write(`${benchPolicy(300)}\n\n`);
process.stdout.write(`${await benchPosture()}\n\n`);
process.stdout.write(`${await benchHook(60)}\n`);
process.stdout.write(`\n${await benchRelay(200)}\n`);
process.stdout.write(`\n${await benchTerminal(10)}\n`);

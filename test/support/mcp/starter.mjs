// Starts the program in its arguments and stays until that ends, as a process in between.
import { spawn } from "node:child_process";

const [, , command, ...args] = process.argv;
const child = spawn(command, args, { stdio: "inherit" });
child.on("exit", code => process.exit(code ?? 1));
for (const signal of ["SIGTERM", "SIGINT"]) process.on(signal, () => child.kill(signal));

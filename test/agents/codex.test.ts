import { everyClient } from "../support/client-suite.ts";
import { codexClient } from "../support/clients/codex.ts";

everyClient(codexClient);

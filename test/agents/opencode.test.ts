import { everyClient } from "../support/client-suite.ts";
import { opencodeClient } from "../support/clients/opencode.ts";

everyClient(opencodeClient);

import { everyClient } from "../support/client-suite.ts";
import { qwenClient } from "../support/clients/qwen-code.ts";

everyClient(qwenClient);

import { type Message, type Nothing, nothing } from "../message.ts";

/** Lets stopped agents go on. */
export const Resume: Message<Nothing, null> = { method: "guard/resume", from: "person", params: nothing };

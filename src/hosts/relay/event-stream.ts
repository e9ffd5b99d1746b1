/** Parses server-sent events as Streamable HTTP uses them, one message each. WHATWG HTML, section 9.2.6. */

export interface ServerEvent {
  readonly id?: string;
  /** The event's type; `message` by default. */
  readonly name: string;
  readonly data: string;
}

/** Passes on every event that has data. */
export class EventStream {
  #text = "";
  #data: string[] = [];
  #id: string | undefined;
  #name = "message";
  readonly #decoder = new TextDecoder();

  constructor(readonly onEvent: (event: ServerEvent) => void) {}

  push(chunk: Buffer): void {
    const text = this.#text + this.#decoder.decode(chunk, { stream: true });
    // A carriage return at the end may be the first half of a line end.
    const lines = text.split(/\r\n|\n|\r(?=[\s\S])/);
    this.#text = lines.pop() ?? "";
    for (const line of lines) this.#line(line);
  }

  #line(line: string): void {
    if (line === "") return this.#dispatch();
    const [, field = "", value = ""] = /^([^:]*):? ?([\s\S]*)$/.exec(line) ?? [];
    if (field === "data") this.#data.push(value);
    else if (field === "event") this.#name = value || "message";
    else if (field === "id" && !value.includes("\0")) this.#id = value;
  }

  #dispatch(): void {
    const data = this.#data.join("\n");
    const name = this.#name;
    this.#data = [];
    this.#name = "message";
    if (data !== "") this.onEvent({ name, data, ...(this.#id !== undefined && { id: this.#id }) });
  }
}

/** Where a reader of tokens stands, and what it asks about the tokens around it. */
import type { ScannedDialect } from "./dialect.ts";
import type { Token } from "./lexer.ts";

const MAX_DEPTH = 80;

/** Words behind a statement that put a condition or a loop around it. */
export const MODIFIERS = new Set("if unless while until for foreach rescue and or".split(" "));

export class TokenCursor {
  tooDeep = false;
  protected at = 0;
  /** `do` belongs to the loop, not to a call in its condition. */
  protected inCondition = false;

  constructor(
    protected readonly tokens: readonly Token[],
    protected readonly dialect: ScannedDialect,
    protected depth: number,
  ) {}

  /** One level further in; where that is too deep, the token is passed over. */
  protected deeper<T>(otherwise: T, read: () => T): T {
    if (this.isTooDeep()) {
      this.tooDeep = true;
      this.at++;
      return otherwise;
    }
    this.depth++;
    const value = read();
    this.depth--;
    return value;
  }

  protected isTooDeep(): boolean {
    return this.depth >= MAX_DEPTH;
  }

  protected until(close: string): void {
    while (this.at < this.tokens.length && !this.peekIs(close)) this.at++;
    this.at++;
  }

  protected skipLines(): void {
    while (this.tokens[this.at]?.kind === "line") this.at++;
  }

  protected peekIs(value: string, ahead = 0): boolean {
    return signOf(this.tokens[this.at + ahead]) === value;
  }

  /** Passes over `value` where it stands next. */
  protected takes(value: string): boolean {
    if (!this.peekIs(value)) return false;
    this.at++;
    return true;
  }

  /** Nothing more of an expression comes. */
  protected ends(): boolean {
    const token = this.tokens[this.at];
    return (
      !token ||
      token.kind === "line" ||
      (token.kind === "sign" && /^[)\]};,]$/.test(token.value)) ||
      (token.kind === "name" && MODIFIERS.has(token.value) && this.dialect.bareCalls)
    );
  }
}

/** The sign or name that a token is; empty for values. */
export function signOf(token: Token | undefined): string {
  return token?.kind === "sign" || token?.kind === "name" ? token.value : "";
}

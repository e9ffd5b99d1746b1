/** Phrases what a person reads about who may answer. */
import { clientName, type PairedClient, type PairingRequest } from "../../../wire/pairing.ts";

export const NOT_PAIRED_ITEM = "$(key) AgentGuard: not paired";

/** `wasPaired`: this editor was paired before. */
export function unpairedText(wasPaired: boolean): string {
  return wasPaired
    ? "AgentGuard: this editor was paired with the guard and is no longer, so that its answers do not count. If you have not taken that away yourself, something else has changed the list."
    : "AgentGuard: this editor is not paired with the guard, so its answers do not count. Pairing keeps programs from answering in your place.";
}

export function codeText({ code, ...who }: PairingRequest): string {
  return `AgentGuard: ${clientName(who)} wants to answer for you. If that is yours, type there: ${code.slice(0, 3)} ${code.slice(3)}`;
}

/** Says where to read the code. */
export function promptText(shownIn: readonly string[]): string {
  return `The six digits that are shown in ${shownIn.join(", ")}`;
}

export function newClientText(one: PairedClient): string {
  return `AgentGuard: ${clientName(one)} may answer for you now. It was paired ${one.how}.`;
}

/** Returns the clients that are not among `known`, and are not this editor. */
export function newClients(
  clients: readonly PairedClient[],
  known: readonly string[] | undefined,
  own: string | undefined,
): readonly PairedClient[] {
  return known === undefined ? [] : clients.filter(({ id }) => id !== own && !known.includes(id));
}

/** Translates the head of a fish function: its name, the names of its arguments, and the event that calls it. */

/** Returns `f() {` with assignments of the named arguments. Words that are only known at run time name nothing. */
export function functionHead(words: readonly (string | null)[]): string {
  const [name, ...options] = words;
  const named: string[] = [];
  let naming = false;
  for (let i = 0; i < options.length; i++) {
    const option = options[i] ?? "";
    if (NAMES.test(option)) naming = true;
    else if (/^-/.test(option)) {
      naming = false;
      if (WITH_VALUE.test(option)) i++;
    } else if (naming && /^[A-Za-z_]\w*$/.test(option)) named.push(option);
  }
  const head = name && FUNCTION_NAME.test(name) ? `${name}() {` : "{";
  return [head, ...named.map((one, i) => `local ${one}="$${i < 9 ? i + 1 : `{${i + 1}}`}"`), ""].join("\n");
}

/** Returns the name of a function that an event calls later. */
export function calledLater(words: readonly (string | null)[]): string | undefined {
  const [name] = words;
  return name && FUNCTION_NAME.test(name) && words.some(word => EVENT.test(word ?? "")) ? name : undefined;
}

const WITH_VALUE =
  /^(?:-[devsjpw]|--(?:description|on-event|on-variable|on-signal|on-job-exit|on-process-exit|wraps))$/;
const FUNCTION_NAME = /^[A-Za-z_][\w.:+@-]*$/;
const EVENT = /^(?:-[evsjp]|--on-[\w-]+)/;
const NAMES = /^(?:-a|--argument-names)$/;

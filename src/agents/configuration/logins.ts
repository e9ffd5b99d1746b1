/** Returns where an agent that follows the XDG folders keeps its login, by the usual names of such a file. */
export function loginsIn(folder: string): readonly string[] {
  return [".local/share", ".config"].flatMap(base =>
    ["auth", "secrets", "credentials"].map(name => `~/${base}/${folder}/${name}`),
  );
}

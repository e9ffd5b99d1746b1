/** Where an agent keeps its login that follows the XDG folders, by the usual names of such a file. */
export function loginsIn(folder: string): readonly string[] {
  return [".local/share", ".config"].flatMap(base =>
    ["auth", "secrets", "credentials"].map(name => `~/${base}/${folder}/${name}`),
  );
}

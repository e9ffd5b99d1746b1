/** Lists programs that send their input to another machine, and which words give the destination and the content. */
import { knownPrefix, literalWord, textOf, type Word } from "../../text/words.ts";

export interface Sender {
  /** Returns the destination; undefined if this call sends nothing. */
  readonly host: (words: readonly Word[]) => string | undefined;
  /** Returns the words that are files to send; standard input is always sent. */
  readonly files?: (words: readonly Word[]) => readonly Word[];
  /** A service for handing files to anybody, so that every file is asked about. */
  readonly drop?: true;
  /** It sends its input unchanged to any listener. */
  readonly raw?: true;
}

const plain = (words: readonly Word[]) => words.filter(word => !(word.value ?? knownPrefix(word)).startsWith("-"));
/** Returns the first word that is no option and no number. */
const firstHost = (words: readonly Word[]) => {
  const word = plain(words).find(candidate => !/^\d+$/.test(candidate.value ?? ""));
  const text = word && (word.value ?? textOf(word));
  return /^\/\/([^/]+)\//.exec(text ?? "")?.[1] ?? text;
};
/** Sub-commands that put something into a cloud's store or message queue. */
const isStoring = (word: string) => STORES.some(pattern => pattern.test(word));
const STORES = [
  /^(?:s3|gs|az|b2|oss|cos):\/\/|^https:\/\/[^/]*\.(?:blob|dfs|file)\.core\.|^:\w+,|^[\w-]{2,}:[\w/.-]*$/,
  /^(?:upload(?:-file|-batch)?|put(?:-object|-parameter)?|publish|send-(?:message|raw-email|email)|invoke|cp|mirror)$/,
];
/** Returns the files of `file://x`, `fileb://x`, as the AWS command line takes them. */
const withFile = (words: readonly Word[]) =>
  words.flatMap(({ value }) => {
    const path = /^(?:[\w-]+=)?fileb?:\/\/(.+)$/.exec(value ?? "")?.[1];
    return path === undefined ? [] : [literalWord(path)];
  });
/** Returns the host of `host:path`, `user@host:path`, `s3://bucket`, `rsync://host/x`. */
const remote = (words: readonly Word[]) => {
  const to = plain(words).at(-1);
  const text = to && (to.value ?? textOf(to));
  return /^[a-z][a-z0-9]*:\/\/([^/@]*@)?([^/:]+)|^(?:[^/@]*@)?([^/:]{2,}):/i
    .exec(text ?? "")
    ?.slice(2)
    .find(Boolean);
};
/** Matches `gh release upload v1 file`, `gh gist create file`, `glab snippet create file`. */
const uploaded = (words: readonly Word[]) =>
  /^(?:release (?:upload|create)|gist create|snippet create) /.test(words.map(textOf).join(" "))
    ? plain(words).slice(2)
    : [];
/** Returns the first remote host in the words: an address, a host after `-h`, a name with dots. */
export const namedHost = (words: readonly Word[]) =>
  words
    .map(
      word =>
        /^["']?(?:[a-z][a-z0-9+.]*:\/\/)?(?:[^@/\s]*@)?((?:\d{1,3}\.){3}\d{1,3}|(?:[\w-]+\.)+[a-z]{2,})(?=[:/"']|$)/i.exec(
          textOf(word).replace(/^.*\uFFFC\.?/, ""),
        )?.[1],
    )
    .find(Boolean);
const all = (words: readonly Word[]) => plain(words);
const allButLast = (words: readonly Word[]) => plain(words).slice(0, -1);
const to = (host: string) => () => host;
const drop = (host: string): Sender => ({ host: () => host, files: words => plain(words), drop: true });
const attached = (words: readonly Word[]) =>
  words.filter((_, i) => /^(?:-a|-A|--attach(?:ment)?|--body-file)$/.test(words[i - 1]?.value ?? ""));
const receiver = (words: readonly Word[]) =>
  plain(words)
    .map(({ value }) => /@([\w.-]+)$/.exec(value ?? "")?.[1])
    .find(Boolean) ?? NOBODY;
/** Stands for somebody on this machine, or a recipient that the words do not name. */
export const NOBODY = "mail.invalid";
/** Returns the host of the URL for an HTTP client that is run for each item. */
const hostOfClient = (words: readonly Word[]) =>
  words.some(({ value }) => /^(?:curl|wget|https?|xhs?)$/.test(value ?? ""))
    ? words.map(word => /^https?:\/\/(?:[^/@]*@)?([\w.-]+)/.exec(textOf(word))?.[1]).find(Boolean)
    : undefined;
/** Returns the host of `rest:http://host:port/x` or `sftp:user@host:/x`, after a store's option or as a word. */
const repository = (words: readonly Word[]) =>
  words
    .map(
      word =>
        /^(?:--?r(?:epo)?=)?(?:(?:rest|sftp|s3|swift):)?(?:[a-z]+:\/\/)?(?:[^@/\s]*@)?([\w-]+(?:\.[\w-]+)+)[:/]/i.exec(
          textOf(word),
        )?.[1],
    )
    .find(Boolean);
/** Returns the host of `TCP:host:port`, `OPENSSL:host:port`. */
const socketAddress = (words: readonly Word[]) =>
  words
    .map(
      ({ value }) => /^(?:TCP[46]?|TCP-CONNECT|OPENSSL|SSL|UDP[46]?|UDP-CONNECT|SCTP):([^:,]+)/i.exec(value ?? "")?.[1],
    )
    .find(Boolean);
const socketFiles = (words: readonly Word[]) =>
  words.flatMap(({ value }) => {
    const path =
      /^(?:FILE|OPEN|GOPEN):([^,]+)/i.exec(value ?? "")?.[1] ?? (/^[/~]/.test(value ?? "") ? value : undefined);
    return path ? [literalWord(path)] : [];
  });
const connected = (words: readonly Word[]) => {
  const i = words.findIndex(({ value }) => value === "-connect");
  return words[0]?.value === "s_client" ? words[i + 1]?.value?.split(":")[0] : undefined;
};

/** Senders by program name. */
export const SENDERS: ReadonlyMap<string, Sender> = new Map(
  Object.entries<Sender>({
    ...each("nc ncat netcat telnet", { host: firstHost, raw: true }),
    socat: { host: socketAddress, files: socketFiles, raw: true },
    openssl: { host: connected, raw: true },
    ...each("rsh remsh rlogin", { host: namedHost, raw: true }),
    ...each("dig nslookup host drill kdig ping ping6 getent resolvectl whois", {
      host: words =>
        plain(words)
          .map(word => textOf(word))
          .find(text => /\.[a-z\d]/i.test(text)),
    }),
    ...each("scp rsync rcp", { host: remote, files: allButLast }),
    ...each("sftp lftp ftp", { host: firstHost, files: all }),
    ...each("ssh", { host: firstHost, raw: true }),
    ...each("mail mailx mutt neomutt s-nail sendmail msmtp ssmtp swaks", {
      host: receiver,
      files: attached,
      raw: true,
    }),
    ...each("xargs parallel", { host: hostOfClient }),
    ...each("aws gsutil gcloud az azcopy s3cmd s5cmd mc b2 rclone oci ossutil coscli doctl", {
      host: words => (words.some(({ value }) => isStoring(value ?? "")) ? "storage.invalid" : undefined),
      files: words => [...plain(words), ...withFile(words)],
    }),
    ...each("megaput mega-put megatools gdrive dropbox_uploader.sh dbxcli onedrive", {
      host: to("storage.invalid"),
      files: all,
    }),
    ...each("restic kopia duplicity", { host: repository, files: all }),
    ...each("ncftpput ftp-upload smbclient ncftp", { host: namedHost, files: all, drop: true }),
    ...each(
      "mosquitto_pub amqp-publish kcat kafkacat redis-cli psql mysql mongosh mongoimport nats wscat websocat xdg-open open start lynx links traceroute tracepath mtr",
      {
        host: namedHost,
        files: words => words.filter((_, i) => /^(?:-f|--file|--message-file)$/.test(words[i - 1]?.value ?? "")),
      },
    ),
    ...each("ipfs transmission-create", { host: to("other.invalid"), files: all }),
    gh: { host: to("github.com"), files: words => [...attached(words), ...uploaded(words)] },
    glab: { host: to("gitlab.com"), files: words => [...attached(words), ...uploaded(words)] },
    ...each(
      "pastebinit ix sprunge wgetpaste gist hastebin haste dpaste fiche pb rustypaste rpaste",
      drop("pastebin.com"),
    ),
    ...each("termbin 0x0 transfer transfer.sh ffsend filebin bashupload", drop("transfer.sh")),
    ...each("croc wormhole magic-wormhole onionshare-cli", drop("wormhole.invalid")),
    slackcat: { host: to("slack.com"), files: all },
    ...each("telegram-send", { host: to("api.telegram.org"), files: all }),
    ntfy: { host: to("ntfy.sh"), files: all },
  }),
);

function each(programs: string, sender: Sender): Record<string, Sender> {
  return Object.fromEntries(programs.split(" ").map(program => [program, sender]));
}

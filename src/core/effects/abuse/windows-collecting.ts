/** Documents of everybody on a machine, gathered up, packed under a password or carried off. */
import { onOneLine } from "../in-sequence.ts";
import type { Doing } from "../subcommands.ts";
import { type Line, on, windows } from "./lines.ts";
import { SENDS } from "./machine-doings.ts";

const COLLECTS: Doing = {
  verb: "exfiltrate",
  resource: "file",
  recovery: "none",
  reach: "several",
  says: "gathers up the documents of everybody on this machine",
};

const DOCUMENTS = "(?:docx?|xlsx?|pptx?|pdf|pst|ost|kdbx|mdb|accdb|one|rtf|odt)";
/** What a person keeps. */
const PRIVATE =
  "(?:[A-Z]:[\\\\/]Users[\\\\/][^\\\\/\\s\"']+|%USERPROFILE%|\\$env:USERPROFILE|\\$HOME|~)[\\\\/](?:Documents|Desktop|Downloads|Pictures|OneDrive|AppData)\\b";
/** Everybody's folders or a whole drive, and what may stand behind it. */
const EVERYBODY = "[A-Z]:[\\\\/](?:Users[\\\\/]?)?";

export const WINDOWS_COLLECTING: readonly Line[] = [
  on(
    "copy|xcopy|robocopy|copy-item|move|move-item|compress-archive|tar|7z|7za|rar|winrar|dir|type",
    new RegExp(
      `(?:^|[\\s"'])${EVERYBODY}(?:\\*+[\\\\/]){0,2}\\*+\\.${DOCUMENTS}\\b|[\\\\/]Users[\\\\/]\\*+[\\\\/]`,
      "i",
    ),
    COLLECTS,
  ),
  on(
    "get-childitem",
    new RegExp(`^(?=.*(?:${EVERYBODY}["']?(?:\\s|$)|[\\\\/]Users[\\\\/]\\*))(?=.*\\*\\.${DOCUMENTS}\\b)(?=.*-r)`, "i"),
    COLLECTS,
  ),
  on(
    "7z|7za|7zz|rar|winrar|zip",
    /^(?=.*\s-h?p\S)(?=a\b)(?=.*(?:[A-Z]:[\\/](?:Users|Shares)\b|\\\\[\w.-]+\\|%userprofile%|\$env:userprofile))/i,
    { ...COLLECTS, says: "packs files of this machine under a password" },
  ),
  on("ren|rename|rename-item", /\*?\.(?:locked|encrypted|enc|lock|crypt\w*)["']?(?:\s|$)/i, {
    ...COLLECTS,
    verb: "overwrite",
    says: "gives files the name of what is encrypted",
  }),
  on("winscp", /\b(?:put|synchronize remote|keepuptodate)\b|\/script=/i, SENDS),
  on("aws", new RegExp(`\\bs3 (?:cp|sync|mv) .*${PRIVATE}.* ["']?s3://`, "i"), SENDS),
  on(
    "azcopy|gsutil|gcloud|b2|mc|s3cmd|scp|pscp|sftp|psftp",
    new RegExp(`${PRIVATE}.*\\s["']?(?:https?://|gs://|s3://|b2://|\\S+@\\S+:|\\w{2,}:)`, "i"),
    SENDS,
  ),
  on(
    "invoke-webrequest|invoke-restmethod",
    onOneLine(
      /-(?:Body|InFile|Form)\b/i,
      /(?:Get-Content|ReadAll(?:(?!ReadAll)\w)+)\W+(?:-Path )?["']?(?:[A-Z]:[\\/]|~|\$HOME|\$env:USERPROFILE)/i,
    ),
    SENDS,
    /https?:\/\/(?:localhost|127\.)/i,
  ),
  windows("megacmdshell|megaclient|mega-put|megaput|megacmd|megacopy", "put @*\n@*.*", SENDS),
  on("rclone", /^(?:copy|sync|move|copyto|moveto)\b.*(?:[A-Z]:[\\/](?:Users|Shares|Windows)\b|\\\\[\w.-]+\\)/i, SENDS),
  windows(">", "@\\\\*\\* !@\\\\wsl* !@\\\\localhost* !@\\\\.\\* !@\\\\?\\*", {
    ...SENDS,
    says: "writes to a share on another machine",
  }),
];

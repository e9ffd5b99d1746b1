/** Places and accounts that many lines of the tables name, separated by bars as `calls` takes them. */

/** Folders that anybody may write to. */
export const TEMP = "/tmp/*|/var/tmp/*|/dev/shm/*";
/** Accounts that programs run as; nobody signs in with them. */
export const SERVICES =
  "www-data|nobody|daemon|bin|sys|mail|backup|apache|nginx|postgres|mysql|redis|games|lp|news|uucp|ftp";

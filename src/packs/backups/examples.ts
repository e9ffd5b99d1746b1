/** The backup tools' own proof, by tool. */
import { deny, pass, stop } from "../../core/effects/examples.ts";
import type { Example } from "../../core/effects/pack.ts";

export const examples: Readonly<Record<string, readonly Example[]>> = {
  restic: [
    ...deny("restic -r s3:s3.amazonaws.com/acme forget --keep-last 1 --prune", "restic prune"),
    ...stop("restic key remove 7f3a", "restic restore latest --target / --delete"),
    ...pass("restic snapshots", "restic backup ~/work", "restic forget --keep-last 3 --dry-run", "restic check"),
  ],
  borg: [
    ...stop("borg delete /mnt/backup::monday"),
    ...deny("borg prune --keep-daily 7 /mnt/backup"),
    ...pass("borg list /mnt/backup", "borg create /mnt/backup::now src", "borg prune -n --keep-daily 7 /mnt/backup"),
  ],
  borgmatic: [...deny("borgmatic prune"), ...pass("borgmatic create --stats", "borgmatic list")],
  duplicity: [
    ...deny("duplicity remove-older-than 1M --force file:///mnt/b"),
    ...pass("duplicity collection-status file:///mnt/b", "duplicity remove-older-than 1M file:///mnt/b"),
  ],
  kopia: [...stop("kopia snapshot delete k1b2 --delete"), ...pass("kopia snapshot create .", "kopia snapshot expire")],
  autorestic: [...deny("autorestic forget -a --prune"), ...pass("autorestic backup -a", "autorestic check")],
  resticprofile: [...deny("resticprofile home.forget"), ...pass("resticprofile home.backup")],
  duplicacy: [...deny("duplicacy prune -keep 0:30"), ...pass("duplicacy list")],
  rclone: [
    ...deny("rclone purge remote:archive", "rclone delete remote:archive"),
    ...stop(
      "rclone sync ./site remote:site",
      "rclone cleanup remote:",
      "rclone move remote: /mnt/copy",
      "rclone move /srv/data remote:site",
    ),
    ...pass("rclone copy ./site remote:site", "rclone sync --dry-run ./site remote:site", "rclone ls remote:archive"),
    ...pass("rclone move ./out remote:site", "rclone move remote:site/2026/out ./out"),
  ],
  "wal-g": [
    ...deny("wal-g delete everything --confirm"),
    ...pass("wal-g delete retain 5", "wal-g backup-list", "wal-g backup-push /var/lib/postgresql/16/main"),
  ],
  pgbackrest: [
    ...deny("pgbackrest --stanza=main stanza-delete --force"),
    ...stop("pgbackrest --stanza=main --delta restore"),
    ...pass("pgbackrest info", "pgbackrest --stanza=main backup"),
  ],
  barman: [...stop("barman delete main oldest"), ...pass("barman list-backup main", "barman check main")],
  pg_probackup: [...stop("pg_probackup delete -B /b --instance main -i QX1"), ...pass("pg_probackup show -B /b")],
  tarsnap: [...deny("tarsnap --nuke"), ...stop("tarsnap -d -f monday"), ...pass("tarsnap -c -f now src")],
  snapper: [...stop("snapper -c root delete 12"), ...pass("snapper list", "snapper create -d before")],
  timeshift: [...deny("timeshift --delete-all"), ...pass("timeshift --list", "timeshift --create")],
  "rdiff-backup": [...deny("rdiff-backup --remove-older-than 2W /b"), ...pass("rdiff-backup list files /b")],
  "proxmox-backup-client": [
    ...stop("proxmox-backup-client snapshot forget host/web/2026-01-01T00:00:00Z"),
    ...stop("proxmox-backup-client forget vm/100/2026-01-01T00:00:00Z"),
    ...pass("proxmox-backup-client snapshot list"),
  ],
  "barman-cloud": [
    ...deny("barman-cloud-backup-delete s3://acme main -r 'REDUNDANCY 1'"),
    ...pass("barman-cloud-backup-delete --dry-run s3://acme main -r 'REDUNDANCY 1'"),
  ],
  bupstash: [...stop("bupstash rm id=abc"), ...pass("bupstash list", "bupstash gc")],
  bup: [...deny("bup gc --unsafe"), ...pass("bup index ~/work", "bup ls")],
  zbackup: [...deny("zbackup gc repo"), ...pass("zbackup backup repo/backups/today")],
  dirvish: [...deny("dirvish-expire --vault web"), ...pass("dirvish-expire --no-run")],
  backupninja: [...deny("backupninja --now --remove"), ...pass("backupninja --test")],
  amanda: [...stop("amadmin Daily delete web1", "amrmtape Daily tape1"), ...pass("amadmin Daily info web1")],
  netbackup: [...deny("bpexpdate -m A001 -d 0", "nsrmm -d -y -S 123"), ...pass("nsrmm")],
  dsmadmc: [...deny("dsmadmc -id=admin 'delete filespace node1 *'"), ...pass("dsmadmc -id=admin 'query session'")],
};

/** Examples that prove the backup tools' packs, by tool. */

import type { Example } from "../../core/effects/pack.ts";
import { deny, pass, stop } from "../../core/kit/examples.ts";

export const examples: Readonly<Record<string, readonly Example[]>> = {
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
  "barman-cloud": [
    ...deny("barman-cloud-backup-delete s3://acme main -r 'REDUNDANCY 1'"),
    ...pass("barman-cloud-backup-delete --dry-run s3://acme main -r 'REDUNDANCY 1'"),
  ],
};

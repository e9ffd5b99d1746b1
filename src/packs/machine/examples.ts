/** Examples that prove the machine pack, both ways. */
import type { Example } from "../../core/effects/pack.ts";

export const EXAMPLES: readonly Example[] = [
  { run: "sysctl -w kernel.randomize_va_space=0", expect: "ask" },
  { run: "mount -o remount,ro /", expect: "ask" },
  { run: "umount -a", expect: "ask" },
  { run: "umount -l /home", expect: "ask" },
  { run: "efibootmgr -b 0001 -B", expect: "ask" },
  { run: "grub-install /dev/sda", expect: "ask" },
  { run: "sysctl -a", expect: "allow" },
  { run: "sudo sysctl -w vm.max_map_count=262144", expect: "allow" },
  { run: "mount | grep ext4", expect: "allow" },
  { run: "sudo mount -t tmpfs tmpfs /mnt/ram", expect: "allow" },
  { run: "umount /mnt/ram", expect: "allow" },
  { run: "efibootmgr -v", expect: "allow" },
  { run: "getenforce; setenforce 1", expect: "allow" },
];

# Runs inside of new mount, process and network namespaces, as root: $1 is the folder with the program, $2 is node.
# Makes everything read-only but a home, /tmp and the like, which are in memory, and becomes a user who may do nothing.
set -eu
from=$1
node=$2
shift 2
mount --make-rprivate /
mount -t tmpfs -o size=64m,mode=755 tmpfs /mnt
mkdir /mnt/bin /mnt/program
cp "$from"/* /mnt/program/
touch /mnt/bin/node
mount --bind "$node" /mnt/bin/node
# What cannot be made read-only belongs to others, and the user below is nobody's.
cut -d ' ' -f 5 /proc/self/mountinfo | sort -r | while read -r place; do
  mount -o remount,bind,ro "$place" 2>/dev/null || true
done
for place in /home /tmp /var/tmp /dev/shm; do
  mount -t tmpfs -o size=64m,nosuid,nodev,mode=1777 tmpfs "$place"
done
mkdir /home/dev
chown 64321:64321 /home/dev
chmod 755 /home
mount -t proc -o nosuid,nodev,noexec proc /proc
cd /
exec setpriv --reuid 64321 --regid 64321 --clear-groups --no-new-privs --bounding-set=-all --inh-caps=-all \
  env -i PATH=/mnt/bin:/usr/bin:/bin HOME=/home/dev USER=dev LANG=C.UTF-8 /mnt/bin/node /mnt/program/inside.mjs "$@"

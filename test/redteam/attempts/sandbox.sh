# Runs inside of new mount, process and network namespaces, as root: $1 is the folder with the program, $2 is node.
# Makes everything read-only but a home, /tmp and the like, which are in memory. What runs then is root only to start
# others as a user who may do nothing, to end them, and to put their files back.
set -eu
from=$1
node=$2
shift 2
mount --make-rprivate /
ip link set lo up
mount -t tmpfs -o size=64m,mode=755 tmpfs /mnt
mkdir /mnt/bin /mnt/program /mnt/said
cp -r "$from"/* /mnt/program/
chmod -R a+rX /mnt/program
touch /mnt/bin/node
mount --bind "$node" /mnt/bin/node
cut -d ' ' -f 5 /proc/self/mountinfo | sort -r | while read -r place; do
  mount -o remount,bind,ro "$place" 2>/dev/null || true
done
for place in /home /tmp /var/tmp /dev/shm; do
  mount -t tmpfs -o size=160m,nosuid,nodev,mode=1777 tmpfs "$place"
done
mkdir /home/dev
mount -t tmpfs -o size=32m,nosuid,nodev,noexec,mode=700 tmpfs /mnt/said
chown 64322:64322 /home/dev
chmod 755 /home
mount -t proc -o nosuid,nodev,noexec proc /proc
cd /
# Not in the place of this shell: the first process of a machine takes over what has lost its parent, and waits for it.
setpriv --no-new-privs --inh-caps=-all --bounding-set=-all,+setuid,+setgid,+kill,+dac_override \
  env -i PATH=/mnt/bin:/usr/bin:/bin LANG=C.UTF-8 /mnt/bin/node /mnt/program/inside.cjs "$@"
exit $?

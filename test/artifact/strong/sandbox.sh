# Runs inside of new namespaces, as root: $1 is the folder with the build and the program, $2 is node. The system's own
# folders are copies in memory, so that an administrator's command can be run for real.
set -eu
from=$1
node=$2
mount --make-rprivate /
ip link set lo up
mount -t tmpfs -o size=700m,mode=755 tmpfs /mnt
cp -r "$from" /mnt/program
chmod -R a+rX /mnt/program
mkdir /mnt/etc
cp -a /etc/. /mnt/etc/
# One that only its user may start from, as under a version manager, is no Node of the whole machine.
[ -x /usr/bin/node ] || cp "$node" /mnt/node
mount --bind /mnt/etc /etc
for place in /opt /var/lib /usr/local /home /run; do
  mount -t tmpfs -o size=300m,nodev,mode=755 tmpfs "$place"
done
mount -t tmpfs -o size=64m,nodev,mode=1777 tmpfs /tmp
mkdir /usr/local/bin
[ ! -x /mnt/node ] || mv /mnt/node /usr/local/bin/node
mount -t proc -o nosuid,nodev,noexec proc /proc
cd /
env -i PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin LANG=C.UTF-8 HOME=/root \
  "$node" /mnt/program/inside.cjs
exit $?

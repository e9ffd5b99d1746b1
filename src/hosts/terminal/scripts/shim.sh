# AgentGuard's stand-in for programs that can destroy something: judges the call, then starts the real program. Only
# guarded shells have its folder in PATH. Written by AgentGuard when it is installed or updated; edits are overwritten.
why=${AGENTGUARD_CHOSEN:+chosen}
\unset -f printf read exec exit test 2>/dev/null
here=@shims@
name=${0##*/}
rest=$PATH:
real=
while [ -n "$rest" ]; do
  folder=${rest%%:*}
  rest=${rest#*:}
  [ "$folder" = "$here" ] && continue
  if [ -f "${folder:-.}/$name" ] && [ -x "${folder:-.}/$name" ]; then
    real=${folder:-.}/$name
    break
  fi
done
if [ -z "$real" ]; then
  printf '%s: command not found\n' "$name" >&2
  exit 127
fi
# Who started it, nearest first.
parents= pid=$PPID count=0
while [ "${pid:-0}" -gt 1 ] && [ $count -lt 8 ] && [ -r "/proc/$pid/comm" ]; do
  read -r comm <"/proc/$pid/comm" || break
  parents=$parents${parents:+, by }$comm
  above=
  while read -r key value; do
    if [ "$key" = PPid: ]; then above=$value; break; fi
  done <"/proc/$pid/status"
  pid=$above
  count=$((count + 1))
done
answer=$(printf '%s\0' kind program terminal "${why:-editor}" session "${AGENTGUARD_SESSION-}" \
  line "${AGENTGUARD_LINE-}" cwd "$(pwd -P)" parents "$parents" argv "$name" "$@" | @launcher@ terminal)
case $answer in
agentguard:pass | agentguard:left) exec "$real" "$@" ;;
esac
exit 126

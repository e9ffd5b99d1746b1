# AgentGuard's stand-in for programs that can destroy something: has the call judged, then becomes the real program.
# Only guarded shells have its folder in PATH. Written by AgentGuard when it is installed or updated; edits are
# overwritten. Its variables are called as nobody else's: one that was exported before would reach the program.
\unset -f printf [ exec exit 2>/dev/null
__agentguard_name=${0##*/}
__agentguard_rest=${PATH-}:
__agentguard_real=
while [ -n "$__agentguard_rest" ]; do
  __agentguard_folder=${__agentguard_rest%%:*}
  __agentguard_rest=${__agentguard_rest#*:}
  __agentguard_folder=${__agentguard_folder:-.}
  __agentguard_file=$__agentguard_folder/$__agentguard_name
  # Not in a folder of stand-ins, by whatever name PATH calls it, and not a link to one.
  if [ -f "$__agentguard_file" ] && [ -x "$__agentguard_file" ] && [ ! -e "$__agentguard_folder/@mark@" ] &&
    [ ! "$__agentguard_file" -ef @shim@ ]; then
    __agentguard_real=$__agentguard_file
    break
  fi
done
if [ -z "$__agentguard_real" ]; then
  printf '%s: command not found\n' "$__agentguard_name" >&2
  exit 127
fi
case $(printf '%s\0' kind program pid $$ cwd "$PWD" argv "$__agentguard_name" "$@" | @launcher@ terminal) in
agentguard:pass) exec "$__agentguard_real" "$@" ;;
agentguard:refused) ;;
*) printf 'AgentGuard: %s was not run.\n' "$__agentguard_name" >&2 ;;
esac
exit 126

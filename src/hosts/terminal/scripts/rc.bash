# Starts a guarded bash as the person's own: after their start-up file. Written by AgentGuard; edits are overwritten.
[ -r ~/.bashrc ] && . ~/.bashrc
. @folder@/guard.bash
case ${PROMPT_COMMAND-} in
*__agentguard_prompt*) ;;
*) PROMPT_COMMAND='__agentguard_status=$?;__agentguard_seen=;[ -n "$__agentguard_seen" ]&&__agentguard_prompt||__agentguard_prompt "$(trap -p DEBUG)"'"${PROMPT_COMMAND:+
$PROMPT_COMMAND}" ;;
esac

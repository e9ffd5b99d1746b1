# AgentGuard's folder stands in for ZDOTDIR only until this file is read: from here on zsh reads the person's own files.
# Written by AgentGuard when it is installed or updated; edits are overwritten.
if [[ -n ${AGENTGUARD_ZDOTDIR+set} && -n $AGENTGUARD_ZDOTDIR ]]; then ZDOTDIR=$AGENTGUARD_ZDOTDIR; else unset ZDOTDIR; fi
unset AGENTGUARD_ZDOTDIR
# The editor's own integration calls this file, and goes on where ZDOTDIR then says.
: ${ZDOTDIR:=${USER_ZDOTDIR:+$HOME}}
[[ -n $ZDOTDIR ]] || unset ZDOTDIR
[[ -r ${ZDOTDIR:-$HOME}/.zshenv ]] && . ${ZDOTDIR:-$HOME}/.zshenv
[[ -o interactive ]] && . @folder@/guard.zsh

# AgentGuard's guard of an interactive bash: a line is judged as a whole before its first command runs. Written by
# AgentGuard when it is installed or updated; edits are overwritten. Works from bash 4.4 on.
#
# PS0 is expanded once for each line that was read, in this shell, and so counts lines. The DEBUG trap then stands before
# the first command of the line, in a subshell too. A refused line is given up like an interrupted one.
case $- in *i*) ;; *) return 0 ;; esac
[ -n "${__agentguard_on-}" ] && return 0
__agentguard_on=1
__agentguard_launcher=@launcher@
__agentguard_shims=@shims@
__agentguard_why=${AGENTGUARD_CHOSEN:+chosen}
__agentguard_why=${__agentguard_why:-editor}
__agentguard_session=$$.$RANDOM$RANDOM$RANDOM
__agentguard_line=0   # as PS0 counts them
__agentguard_judged=0 # the last line that was judged
__agentguard_number=  # where that line stands in the history
__agentguard_verdict=0
__agentguard_each=    # not empty: the line's text is not known, so that each command of it is judged
__agentguard_last=
__agentguard_known=   # not empty: something has been judged here
__agentguard_left=
__agentguard_restore=
__agentguard_blank=x
__agentguard_seen= # not empty: the trap is in place, since it has stood before what asks
__agentguard_defined=
readonly __agentguard_launcher __agentguard_shims __agentguard_why __agentguard_session

# Says yes, or prints why not and says no. $1 is the text. Each process that is started here is waited for at every line:
# one prints, one is the launcher.
__agentguard_ask() {
  local text="$1" answer rest="$1" name IFS=$' \t\n' count=0
  local -a told=()
  # What the text's variables hold: the launcher inherits only the exported ones.
  while ((count++ < 40)) && [[ $rest =~ \$\{?[#!]?([A-Za-z_][A-Za-z_0-9]*)(.*) ]]; do
    name=${BASH_REMATCH[1]} rest=${BASH_REMATCH[2]}
    [[ -n ${!name+set} && ${#told[@]} -lt 80 ]] && told+=("\$$name" "${!name:0:4096}")
  done
  __agentguard_define "$text"
  answer=$(exec "$__agentguard_launcher" terminal < <(
    builtin printf '%s\0' kind line shell bash terminal "$__agentguard_why" session "$__agentguard_session" \
      line "$__agentguard_line" cwd "$PWD" text "$__agentguard_defined$text" "${told[@]}"
  ))
  case $answer in
  agentguard:pass) __agentguard_known=1; __agentguard_path; builtin return 0 ;;
  agentguard:left) [[ $__agentguard_why != chosen ]] && { __agentguard_left=1; builtin return 0; } ;;
  agentguard:refused) __agentguard_known=1; builtin return 1 ;;
  esac
  __agentguard_unjudged
}

# First in PATH stand the programs that ask for the dangerous ones, whatever start-up files and lines have made of it.
__agentguard_path() {
  [[ $PATH == "$__agentguard_shims":* ]] || PATH=$__agentguard_shims${PATH:+:${PATH//":$__agentguard_shims"/}}
}

# Nobody answered. Where nobody knows of an agent and nothing was ever judged, the person goes on unguarded.
__agentguard_unjudged() {
  if [[ $__agentguard_why != chosen && -z $__agentguard_known ]] && ! __agentguard_marked; then
    builtin printf 'AgentGuard cannot be asked: this terminal is not guarded.\n' >&2
    __agentguard_left=1
    builtin return 0
  fi
  builtin printf 'AgentGuard: the line was not run.\n' >&2
  builtin return 1
}

__agentguard_marked() {
  local name value
  while builtin read -r name value; do
    [[ -n $name && -n ${!name+set} && ${!name} =~ ${value:-.*} ]] && builtin return 0
  done <<<@markers@
  builtin return 1
}

# The definitions of the functions that a text calls, and of those that they call.
__agentguard_define() {
  local - IFS=$' \t\n;|&(){}'
  local -a words=() found=()
  local text="$1" body word
  __agentguard_defined=
  set -f
  while [[ -n $text ]]; do
    words=($text)
    text=
    for word in "${words[@]:0:400}"; do
      [[ $word == [A-Za-z_]* && $word != __* && " ${found[*]} " != *" $word "* ]] || continue
      builtin declare -F "$word" >/dev/null 2>&1 || continue
      found+=("$word")
      body=$(builtin declare -f "$word")
      # A framework in functions would be read at every line.
      ((${#__agentguard_defined} + ${#body} > 16384)) && continue
      __agentguard_defined+=$body$'\n' text+=$body$'\n'
    done
  done
}

__agentguard_debug() {
  __agentguard_seen=1
  if [[ -n $__agentguard_left || $__agentguard_line == 0 ]]; then builtin return 0; fi
  if [[ $__agentguard_line == "$__agentguard_judged" ]]; then
    ((__agentguard_verdict)) && builtin return 1
    [[ -z $__agentguard_each || $BASH_COMMAND == "$__agentguard_last" || -n ${COMP_LINE+set} ]] && builtin return 0
    # What draws the prompt stands behind the line.
    [[ $BASH_COMMAND == __vsc_* || $BASH_COMMAND == __agentguard_* || " ${FUNCNAME[*]} " == *" __vsc_"* ]] && builtin return 0
  fi
  # A line that runs no command in this shell (a definition, a subshell) is over when the first one is what draws the
  # prompt. Typed at the front of a line, these leave it to be judged at its next command.
  case $BASH_COMMAND in
  '__agentguard_status=$?' | __agentguard_seen= | '[ -n "$__agentguard_seen" ]' | __agentguard_prompt) builtin return 0 ;;
  '[ -n "${__agentguard_on-}" ]' | '__agentguard_prompt "$(trap -p DEBUG)"') builtin return 0 ;;
  esac
  [[ ${FUNCNAME[1]-} == __agentguard_prompt ]] && builtin return 0
  # The editor's integration draws the prompt by functions of its own: what they hold runs there anyway.
  if [[ -n ${PROMPT_COMMAND-} && ${PROMPT_COMMAND-} == __vsc_prompt_cmd?(_original) ]]; then
    [[ $BASH_COMMAND == "$PROMPT_COMMAND" || " ${FUNCNAME[*]:1} " == *" $PROMPT_COMMAND "* ]] && builtin return 0
  fi
  local text entry number word
  if [[ $__agentguard_line != "$__agentguard_judged" ]]; then
    __agentguard_undo
    __agentguard_judged=$__agentguard_line __agentguard_verdict=0 __agentguard_each=
    entry=$(HISTTIMEFORMAT='' builtin history 1 2>/dev/null)
    if [[ $entry =~ ^\ *([0-9]+)[*\ ]\ (.*)$ ]]; then number=${BASH_REMATCH[1]} text=${BASH_REMATCH[2]}; fi
    [[ -n $number && $number != "$__agentguard_number" ]] || __agentguard_each=1
    __agentguard_number=$number
    # A history that is shared or cleared can hold another line there.
    IFS=$' \t\n' builtin read -r -d '' -a word <<<"$BASH_COMMAND"
    for word in "${word[@]}"; do [[ $text == *"$word"* ]] || __agentguard_each=1; done
  fi
  if [[ -n $__agentguard_each ]]; then
    text=$BASH_COMMAND __agentguard_last=$BASH_COMMAND
    # Of these only the head is told; what stands in them comes by itself.
    case $text in
    'for '* | 'select '*) text+='; do :; done' ;;
    'case '*) text+=$'\n*) ;;\nesac' ;;
    esac
  fi
  # Whatever interrupts the question leaves a no.
  __agentguard_verdict=1
  if __agentguard_ask "$text"; then __agentguard_verdict=0; builtin return 0; fi
  __agentguard_give_up
  builtin return 1
}

# Ends the line, whatever it holds: loops and subshells too. With extdebug the command at hand is skipped as well.
__agentguard_give_up() {
  if [[ -z $__agentguard_restore ]]; then
    __agentguard_restore="$(builtin trap -p INT)"$'\n'
    builtin shopt -q extdebug || __agentguard_restore+='builtin shopt -u extdebug; set -T'
    builtin trap - INT
    builtin shopt -s extdebug
  fi
  # From here on it is the prompt that is drawn. A shell that was started deaf to interrupts skips each command instead.
  [[ $(builtin trap -p INT) == *"''"* ]] || __agentguard_verdict=0
  builtin kill -INT $$
  if ((BASH_SUBSHELL)); then
    # The shell that waits for this one ends the line when this one dies of it.
    builtin kill -INT "$BASHPID"
    builtin exit 130
  fi
  builtin return 1
}

__agentguard_undo() {
  [[ -n $__agentguard_restore ]] || builtin return 0
  builtin eval "$__agentguard_restore"
  __agentguard_restore=
}

# Puts in place whatever start-up files, themes or the editor's own integration have put something else for.
# $1 is the DEBUG trap as it is at the top level: a function does not see it before `set -T`. Without an argument it is
# ours: it has just been seen at work.
__agentguard_prompt() {
  local status=${__agentguard_status:-0} now=${1-}
  __agentguard_each= __agentguard_judged=$__agentguard_line __agentguard_verdict=0
  __agentguard_undo
  [[ -n $__agentguard_left ]] && builtin return "$status"
  [[ ${PS0-} == *__agentguard_line* ]] || PS0+='${__agentguard_blank:0:$((__agentguard_line+=1,0))}'
  (($#)) || builtin return "$status"
  # The editor's integration calls what stood in PROMPT_COMMAND from a function of its own.
  if [[ -z $now ]] && builtin declare -F __vsc_preexec_all >/dev/null; then
    now="trap -- '__vsc_preexec_all \"\$_\"' DEBUG"
  elif [[ -z $now ]] && builtin declare -F __vsc_preexec_only >/dev/null; then
    now="trap -- '__vsc_preexec_only \"\$_\"' DEBUG"
  fi
  if [[ $now != *__agentguard_debug* ]]; then
    set -T
    if [[ -z $now ]]; then
      builtin trap '__agentguard_debug "$_"' DEBUG
    else
      # Another's trap goes on as it was: not in functions, since it did not ask to be called there.
      builtin eval "now=( $now )"
      builtin trap "[[ -n \${FUNCNAME[0]-} || \$BASH_SUBSHELL != 0 ]] || { ${now[2]}"$'\n'"}; __agentguard_debug \"\$_\"" DEBUG
    fi
  fi
  builtin return "$status"
}

# A line that only defines a function runs nothing that could be judged before it.
readonly -f __agentguard_ask __agentguard_path __agentguard_unjudged __agentguard_marked __agentguard_define
readonly -f __agentguard_debug __agentguard_give_up __agentguard_undo __agentguard_prompt

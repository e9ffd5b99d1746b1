# AgentGuard's guard of an interactive zsh: a line is judged as a whole, aliases replaced, before it runs. Written by
# AgentGuard when it is installed or updated; edits are overwritten.
#
# A preexec hook that interrupts its own shell keeps the line from being run, whatever it holds.
(( ${+__agentguard_on} )) && return 0
typeset -g __agentguard_on=1
typeset -gr __agentguard_launcher=@launcher@ __agentguard_socket=@socket@ __agentguard_shims=@shims@
# The key with which the service shows that it is none other; empty where this machine cannot check it.
typeset -gr __agentguard_key=@key@
typeset -gr __agentguard_why=${${AGENTGUARD_CHOSEN:+chosen}:-editor}
typeset -gr __agentguard_session=$$.$RANDOM$RANDOM$RANDOM
typeset -gi __agentguard_count=0
typeset -g __agentguard_known= __agentguard_left= __agentguard_lent= __agentguard_refused= __agentguard_traps=

# Says yes, or prints why not and says no. $1 is the text.
__agentguard_ask() {
  emulate -L zsh
  setopt extended_glob
  local rest=$1 name answer definitions count=0 match mbegin mend
  local -a told
  # What the text's variables hold: the launcher inherits only the exported ones.
  while (( count++ < 40 )) && [[ $rest == (#b)*\$(\{|)([[:alpha:]_][[:alnum:]_]#)* ]]; do
    name=$match[2] rest=${rest[1,$mbegin[1]-2]}
    (( ${(P)+name} )) && [[ ${(Pt)name} == scalar* ]] && told+=("\$$name" "${${(P)name}[1,4096]}")
  done
  __agentguard_define $1
  __agentguard_call kind line shell zsh terminal $__agentguard_why session $__agentguard_session \
    line $__agentguard_count cwd $PWD text "$definitions$1" "${told[@]}"
  case $answer in
  agentguard:pass) __agentguard_known=1; __agentguard_path; return 0 ;;
  agentguard:left) [[ $__agentguard_why != chosen ]] && { __agentguard_left=1; return 0 } ;;
  agentguard:refused) __agentguard_known=1; return 1 ;;
  esac
  # Nobody answered. Where nobody knows of an agent and nothing was ever judged, the person goes on unguarded.
  if [[ $__agentguard_why != chosen && -z $__agentguard_known ]] && ! __agentguard_marked; then
    print -u2 'AgentGuard cannot be asked: this terminal is not guarded.'
    __agentguard_left=1
    return 0
  fi
  print -u2 'AgentGuard: the line was not run.'
  return 1
}

# First in PATH stand the programs that ask for the dangerous ones, whatever start-up files and lines have made of it.
__agentguard_path() {
  emulate -L zsh
  [[ $PATH == $__agentguard_shims:* ]] || PATH=$__agentguard_shims${PATH:+:${PATH//:$__agentguard_shims/}}
}

# Hands the service names and values, and sets `answer`. What the shell can do itself costs no process; whatever stands
# in the way of that is the launcher's business, as long as nothing was handed over.
__agentguard_call() {
  emulate -L zsh
  local REPLY part got= payload name nonce= key= proof said
  local -a lines
  local -i fd=0
  if zmodload zsh/net/socket zsh/system zsh/parameter 2>/dev/null && builtin zsocket $__agentguard_socket 2>/dev/null; then
    fd=$REPLY
    local -a exported
    for name in ${(k)parameters[(R)*export*]}; do exported+=("\$$name" "${(P)name}"); done
    # Lengths count bytes.
    unsetopt multibyte
    printf -v payload '%s\0' "$@" environment told "${exported[@]}"
    lines=('POST /v1/hook/terminal HTTP/1.0' "Content-Length: ${#payload}" "x-agentguard-pid: $$")
    if [[ -n $__agentguard_key ]]; then
      @nonce@
      lines+=("x-agentguard-nonce: $nonce")
    fi
    {
      builtin printf '%s\r\n' $lines '' >&$fd
      builtin print -rn -u $fd -- "$payload"
      while builtin sysread -i $fd -t 597 part 2>/dev/null; do got+=$part; done
    } always {
      # Closed, it takes the question back.
      exec {fd}>&-
    }
    got=${got#*$'\r\n\r\n'}
    answer=
    if [[ -n $__agentguard_key ]]; then
      proof=${got%%$'\n'*} got=${got#*$'\n'}
      IFS= builtin read -r key <$__agentguard_key
      said=$(builtin print -rn -- $key$'\n'$nonce$'\n'${got%$'\n'}$'\n'$key | @digest@)
      # Another program is in the place of the service's socket: what it says is no answer.
      [[ -n $key && -n $said && $proof == "agentguard-proof ${said%% *}" ]] || got=
    fi
    if [[ $got == 'agentguard-reply '[02]$'\n'*$'\n--agentguard-stderr--\n'*$'\n--agentguard-end--\n' ]]; then
      answer=${${got%%$'\n--agentguard-stderr--\n'*}#*$'\n'}
      answer=${answer%$'\n'}
      builtin print -rn -u2 -- ${${got#*$'\n--agentguard-stderr--\n'}%$'\n--agentguard-end--\n'}
    fi
  else
    answer=$(exec $__agentguard_launcher terminal < <(printf '%s\0' "$@"))
  fi
}

__agentguard_marked() {
  emulate -L zsh
  local marker name value
  for marker in ${(f)"$(print -r -- @markers@)"}; do
    name=${marker%% *} value=${${marker#$name}# }
    (( ${(P)+name} )) && [[ ${(P)name} =~ ${value:-.*} ]] && return 0
  done
  return 1
}

# Sets `definitions` to those of the functions that a text calls, and of those that they call.
__agentguard_define() {
  emulate -L zsh
  zmodload zsh/parameter
  local text=$1 word body
  local -a found words
  definitions=
  while [[ -n $text ]]; do
    words=(${${(z)text}[1,400]})
    text=
    for word in $words; do
      [[ $word == [A-Za-z_]* && $word != __* ]] && (( $+functions[$word] && ! ${found[(Ie)$word]} )) || continue
      found+=($word)
      body="$word () {"$'\n'$functions[$word]$'\n}\n'
      # A framework in functions would be read at every line.
      (( $#definitions + $#body > 16384 )) && continue
      definitions+=$body text+=$functions[$word]$'\n'
    done
  done
}

# Sets `text` to the line as it was typed; as zsh will run it where an alias stands in it, or where nothing keeps what
# was typed.
__agentguard_text() {
  emulate -L zsh
  local word
  text=$1
  for word in ${(z)1}; do
    (( $+aliases[$word] || $+galiases[$word] || $+saliases[${word:e}] )) && text=$2
  done
  text=${text:-$2}
}

__agentguard_line() {
  [[ -n $__agentguard_left ]] && return 0
  # A zsh that the line starts is guarded too. At other times ZDOTDIR is the person's own.
  if [[ $1$3 == *zsh* && -z $__agentguard_lent ]]; then
    typeset -g __agentguard_lent=${(q)ZDOTDIR-unset}
    export AGENTGUARD_ZDOTDIR=${ZDOTDIR-} ZDOTDIR=@folder@/zsh
  fi
  (( __agentguard_count++ ))
  local text
  __agentguard_text "$1" "$3"
  __agentguard_ask "$text" && return 0
  __agentguard_refused=1
  __agentguard_traps=$(trap)
  trap - INT
  kill -INT $$
}

__agentguard_prompt() {
  if [[ -n $__agentguard_lent ]]; then
    if [[ $__agentguard_lent == unset ]]; then unset ZDOTDIR; else ZDOTDIR=${(Q)__agentguard_lent}; fi
    __agentguard_lent=
    unset AGENTGUARD_ZDOTDIR
  fi
  if [[ -n $__agentguard_refused ]]; then
    __agentguard_refused=
    eval $__agentguard_traps
    # An interrupted line leaves no status behind: tell the editor that it did not succeed.
    [[ -n ${VSCODE_SHELL_INTEGRATION-} ]] && builtin printf '\e]633;D;126\a'
  fi
  # Last, so that whoever else wants to know of the line has heard of it.
  preexec_functions=(${preexec_functions:#__agentguard_line} __agentguard_line)
  precmd_functions=(__agentguard_prompt ${precmd_functions:#__agentguard_prompt})
}

typeset -ga preexec_functions precmd_functions
precmd_functions=(__agentguard_prompt $precmd_functions)
preexec_functions+=(__agentguard_line)

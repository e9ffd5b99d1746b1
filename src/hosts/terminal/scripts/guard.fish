# AgentGuard's guard of an interactive fish: the line is judged before Enter runs it. Written by AgentGuard when it is
# installed or updated; edits are overwritten.
status is-interactive; or exit 0
set -q AGENTGUARD_TERMINAL; or exit 0
set -q __agentguard_on; and exit 0
set -g __agentguard_on 1
set -g __agentguard_launcher @launcher@
set -g __agentguard_shims @shims@
set -g __agentguard_why editor
set -q AGENTGUARD_CHOSEN; and set -g __agentguard_why chosen
set -g __agentguard_session $fish_pid.(random).(random).(random)
set -g __agentguard_count 0
set -g __agentguard_known 0
set -g __agentguard_left 0

# Says yes, or prints why not and says no. The argument is the text.
function __agentguard_ask
    set -l text $argv[1]
    set -l told
    set -l before (__agentguard_functions $text | string collect)
    test -n "$before"; and set before "$before"\n
    # What the text's variables hold: the launcher inherits only the exported ones. Several values stand before the text.
    for name in (string match -ra '\$[A-Za-z_][A-Za-z_0-9]*' -- $text | string sub -s 2)[1..40]
        set -q $name; or continue
        if test (count $$name) -gt 1; and not string match -q '*PATH' -- $name
            set before "set $name "(string escape -- $$name | string join ' ' | string sub -l 4096)\n"$before"
        else
            set -a told \$$name (string join : -- $$name | string sub -l 4096 | string collect)
        end
    end
    set -l answer (printf '%s\0' kind line shell fish terminal $__agentguard_why session $__agentguard_session \
        line $__agentguard_count cwd $PWD text "$before$text" $told | $__agentguard_launcher terminal 2>&1)
    set -l code $pipestatus[-1]
    # The word comes last; before it stands the reason.
    set -g __agentguard_reason $answer[1..-2]
    switch "$code $answer[-1]"
        case '0 agentguard:pass'
            set -g __agentguard_known 1
            __agentguard_path
            return 0
        case '0 agentguard:left'
            if test $__agentguard_why != chosen
                set -g __agentguard_left 1
                return 0
            end
        case '2 agentguard:refused'
            set -g __agentguard_known 1
            return 1
    end
    # Nobody answered. Where nobody knows of an agent and nothing was ever judged, the person goes on unguarded.
    if test $__agentguard_why != chosen -a $__agentguard_known = 0; and not __agentguard_marked
        echo 'AgentGuard cannot be asked: this terminal is not guarded.' >&2
        set -g __agentguard_left 1
        return 0
    end
    set -g __agentguard_reason $answer 'AgentGuard: the line was not run.'
    return 1
end

# First in PATH stand the programs that ask for the dangerous ones, whatever start-up files and lines have made of it.
function __agentguard_path
    test "$PATH[1]" = $__agentguard_shims; or set -gx PATH $__agentguard_shims (string match -v -- $__agentguard_shims $PATH)
end

function __agentguard_marked
    for marker in (string split \n -- @markers@)
        set -l part (string split -m 1 ' ' -- $marker)
        set -q $part[1]; and string match -qr -- "$part[2]" "$$part[1]"; and return 0
    end
    return 1
end

# The definitions of the person's own functions that a text calls.
function __agentguard_functions
    set -l found
    for word in (string match -ra '[A-Za-z_][\w.-]*' -- $argv[1])[1..400]
        contains -- $word $found; or string match -q '__agentguard*' -- $word; and continue
        functions -q -- $word; or continue
        # What comes with fish wraps programs of the same name.
        string match -q -- "$__fish_data_dir/*" (functions -D -- $word); and continue
        set -a found $word
        functions --no-details -- $word
    end
end

function __agentguard_enter
    set -l line (commandline -b | string collect)
    commandline --is-valid
    # Incomplete: Enter begins the next line. Whatever else is wrong fish itself refuses.
    if test $status -ne 0; or test -z (string trim -- "$line" | string collect); or test $__agentguard_left = 1
        commandline -f execute
        return
    end
    # Enter replaces an abbreviation before the cursor: what will run is what is judged.
    set -l token (commandline -t)
    if test -n "$token"; and abbr --query -- $token
        set -l shown (abbr --show | string match -r -- "^abbr -a .*-- "(string escape --style=regex -- $token)" (.*)\$")
        set -q shown[2]; and commandline -t -- (string unescape -- $shown[2])
        set line (commandline -b | string collect)
    end
    set -g __agentguard_count (math $__agentguard_count + 1)
    if not __agentguard_ask $line
        # Something has to run: whoever sent the line waits for its end, and reads the reason there.
        commandline -r -- ' __agentguard_refused # '(string replace -ra '\s+' ' ' -- $line | string join ' ')
    end
    commandline -f execute
end

function __agentguard_refused --description 'Says why AgentGuard did not let the line run'
    printf '%s\n' $__agentguard_reason >&2
    return 126
end

# Again at each prompt: a change of key bindings takes ours away.
function __agentguard_prompt --on-event fish_prompt
    test $__agentguard_left = 1; and return
    for mode in default insert
        bind -M $mode \r __agentguard_enter
        bind -M $mode \n __agentguard_enter
    end
end

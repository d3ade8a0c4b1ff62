"""What each shell runs to complete a command line of ours: it asks the program, one candidate a line with its meaning."""

from __future__ import annotations

SHELL_SCRIPTS = {
    "bash": """\
_dunning() {
    local IFS=$'\\n' line
    COMPREPLY=()
    while IFS= read -r line; do
        COMPREPLY+=("$(printf '%q' "${line%%$'\\t'*}")")
    done < <(dunning complete -- "${COMP_WORDS[@]:1:COMP_CWORD}" 2>/dev/null)
}
complete -o default -F _dunning dunning
""",
    "zsh": """\
#compdef dunning
_dunning() {
    local -a found
    local line
    while IFS= read -r line; do
        found+=("${${line%%$'\\t'*}//:/\\\\:}:${line#*$'\\t'}")
    done < <(dunning complete -- "${(@)words[2,CURRENT]}" 2>/dev/null)
    if (( ${#found} )); then
        _describe dunning found
    else
        _files
    fi
}
compdef _dunning dunning
""",
    "fish": """\
function __dunning_complete
    set -l typed (commandline -opc) (commandline -ct)
    dunning complete -- $typed[2..-1] 2>/dev/null
end
complete -c dunning -a '(__dunning_complete)'
""",
    "powershell": """\
Register-ArgumentCompleter -Native -CommandName dunning -ScriptBlock {
    param($word, $ast, $position)
    $typed = @($ast.CommandElements | Select-Object -Skip 1 | ForEach-Object { "$_" })
    if ($word -eq '') { $typed += '' }
    dunning complete -- @typed 2>$null | ForEach-Object {
        $value, $meaning = $_ -split "`t", 2
        if (-not $meaning) { $meaning = $value }
        [System.Management.Automation.CompletionResult]::new($value, $value, 'ParameterValue', $meaning)
    }
}
""",
}
"""By the name of the shell. Each ends with what makes the shell use it."""

# Completion of jixiao for bash. What there is to complete, the program says itself.
_jixiao() {
    local -a words=()
    local word line i joined= prefix
    # bash takes "--to=js" apart at the "="
    for ((i = 1; i <= COMP_CWORD; i++)); do
        word=${COMP_WORDS[i]}
        if [[ ${#words[@]} -gt 0 && (($word == = && ${words[-1]} == --*) || $joined) ]]; then
            words[-1]+=$word
        else
            words+=("$word")
        fi
        joined=
        [[ $word == = ]] && joined=1
    done
    word=${words[-1]}
    prefix=
    [[ $word == --*=* ]] && prefix=${word%%=*}=
    COMPREPLY=()
    while IFS= read -r line; do
        case $line in
        :files)
            compopt -o filenames 2>/dev/null
            mapfile -t -O "${#COMPREPLY[@]}" COMPREPLY < <(compgen -f -- "${word#"$prefix"}")
            ;;
        :folders)
            compopt -o filenames 2>/dev/null
            mapfile -t -O "${#COMPREPLY[@]}" COMPREPLY < <(compgen -d -- "${word#"$prefix"}")
            ;;
        *)
            line=${line%%$'\t'*}
            COMPREPLY+=("${line#"$prefix"}")
            ;;
        esac
    done < <("$1" __complete "${words[@]}" 2>/dev/null)
}
complete -F _jixiao jixiao

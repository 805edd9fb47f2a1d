# Completion of jixiao for fish. What there is to complete, the program says itself.
function __jixiao_complete
    set -l words (commandline -opc)
    set -l word (commandline -ct)
    set -l option (string match -r -- '^--[^=]*=' "$word")
    for line in ($words[1] __complete $words[2..] "$word" 2>/dev/null)
        switch $line
            case :files
                string replace -r -- '^' "$option" (__fish_complete_path (string replace -- "$option" '' "$word"))
            case :folders
                string replace -r -- '^' "$option" (__fish_complete_directories (string replace -- "$option" '' "$word"))
            case '*'
                echo $line
        end
    end
end
complete -c jixiao -f -a '(__jixiao_complete)'

#include <fmt/format.h>

#include "completion_scripts.h"

namespace ampsite::app {

namespace {

constexpr std::string_view head = R"(# Completion of ampsite in bash: source <(ampsite completion bash)

# What an option takes, or the argument at a place: into words, behind, pair, list, files and bare_files of the
# caller.
_ampsite_takes() {
    words='' behind='' pair='' list='' files='' bare_files=''
    case "$1" in
)";

constexpr std::string_view tail = R"bash(        *) return 1 ;;
    esac
}

# All that the word can become. Readline replaces $2 alone, which begins behind the last "=".
_ampsite_offer() {
    local word="$1" head="${1%"$2"}" candidate
    shift 2
    for candidate in "$@"; do
        if [[ $candidate == "$word"* ]]; then
            COMPREPLY+=("${candidate#"$head"}")
            [[ $candidate == *= ]] && compopt -o nospace
        fi
    done
}

_ampsite() {
    local IFS=$' \t\n' current="$2" line=() glue='' i
    COMPREPLY=()
    # Readline takes "=" for a word of its own.
    for ((i = 1; i <= COMP_CWORD; i++)); do
        if [[ ${#line[@]} -gt 0 && (${COMP_WORDS[i]} == '=' || -n $glue) ]]; then
            line[${#line[@]} - 1]+="${COMP_WORDS[i]}"
        else
            line+=("${COMP_WORDS[i]}")
        fi
        glue=''
        [[ ${COMP_WORDS[i]} == '=' ]] && glue=1
    done
    local last=$((${#line[@]} - 1))
    local word="${line[last]}"
    if ((last == 0)); then
        _ampsite_offer "$word" "$current" $commands_of_ampsite
        return
    fi

    local command="${line[0]}" place=0 option='' ended='' words behind pair list files bare_files
    for ((i = 1; i < last; i++)); do
        if [[ -n $option ]]; then
            option=''
        elif [[ -n $ended || ${line[i]} != -?* ]]; then
            place=$((place + 1))
        elif [[ ${line[i]} == -- ]]; then
            ended=1
        elif [[ ${line[i]} != *=* ]] && _ampsite_takes "$command ${line[i]}"; then
            option="${line[i]}"
        fi
    done

    local start='' value="$word" takes="$command $place"
    if [[ -n $option ]]; then
        takes="$command $option"
    elif [[ -z $ended && $word == --*=* ]]; then
        takes="$command ${word%%=*}"
        start="${word%%=*}="
        value="${word#*=}"
    elif [[ -z $ended && $word == -* ]]; then
        _ampsite_takes "$command options" || return
        # shellcheck disable=SC2086
        _ampsite_offer "$word" "$current" $words
        return
    fi
    _ampsite_takes "$takes" || return
    local candidates=() candidate
    [[ -n $list && $value == *,* ]] && start+="${value%,*},"
    if [[ -z $pair ]]; then
        for candidate in $words; do candidates+=("$start$candidate"); done
    elif [[ $value == *=* ]]; then
        for candidate in $behind; do candidates+=("$start${value%%=*}=$candidate"); done
        bare_files="$files"
    else
        for candidate in $words; do candidates+=("$start$candidate="); done
    fi
    _ampsite_offer "$word" "$current" "${candidates[@]}"
    [[ ${#COMPREPLY[@]} -eq 0 && -n $bare_files ]] && _ampsite_files
    return 0
}

# Readline knows files that are the whole word, not those behind a "=" where that is a part of the word.
_ampsite_files() {
    local file="$value" candidate
    [[ -n $pair ]] && file="${value#*=}"
    if [[ $current != *=* ]]; then
        compopt -o default
        return
    fi
    while IFS='' read -r candidate; do
        [[ -d $candidate ]] && candidate+=/ && compopt -o nospace
        COMPREPLY+=("${current%"$file"}$(printf %q "$candidate")")
    done < <(compgen -f -- "$file")
}

complete -F _ampsite ampsite
)bash";

std::string assignments(const Completable& value) {
  std::string text;
  if (!value.words.empty()) text += fmt::format(" words='{}'", fmt::join(value.words, " "));
  if (!value.behind.empty()) text += fmt::format(" behind='{}'", fmt::join(value.behind, " "));
  if (value.pair) text += " pair=1";
  if (value.list) text += " list=1";
  if (value.files) text += " files=1";
  if (value.bare_files) text += " bare_files=1";
  return text.empty() ? " :" : text;
}

std::string cases_of(const DescribedCommand& command) {
  std::string text;
  std::vector<std::string> options;
  std::size_t place = 0;
  for (const OptionRow& row : command.table.rows) {
    if (row.is_option()) options.push_back(row.name);
    if (row.is_flag()) continue;
    const std::string at = row.is_option()  ? fmt::format("'{} {}'", command.name, row.name)
                           : row.repeatable ? fmt::format("'{} '[0-9]*", command.name)
                                            : fmt::format("'{} {}'", command.name, place++);
    text += fmt::format("        {}){} ;;\n", at, assignments(completable(row, command.table)));
  }
  return text + fmt::format("        '{} options') words='{}' ;;\n", command.name, fmt::join(options, " "));
}

}  // namespace

std::string bash_completion(const std::vector<DescribedCommand>& commands) {
  std::string text(head);
  std::vector<std::string_view> names;
  for (const DescribedCommand& command : commands) {
    names.push_back(command.name);
    text += cases_of(command);
  }
  text += tail;
  const std::string_view mark = "$commands_of_ampsite";
  return text.replace(text.find(mark), mark.size(), fmt::format("{} --help --version", fmt::join(names, " ")));
}

}  // namespace ampsite::app

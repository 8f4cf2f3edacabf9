#!/usr/bin/env python3
"""The completion scripts in the real shells: what stands in the line when the key is pressed.

Usage: completion.py SHELL PROGRAM. 77: skipped, since the shell is missing; on a continuous integration,
where CI is set, that is a failure.
"""

import os
import pty
import select
import shutil
import subprocess
import sys
import tempfile
import time

# What is typed, and what the line is then; <TAB> is pressed at the end.
LINES = [
    ("ampsite val", "ampsite validate "),
    ("ampsite comp", "ampsite completion "),
    ("ampsite --ver", "ampsite --version "),
    ("ampsite validate --format conc", "ampsite validate --format concise "),
    ("ampsite validate --format=conc", "ampsite validate --format=concise "),
    ("ampsite validate --fail-on nev", "ampsite validate --fail-on never "),
    ("ampsite validate --quiet --list-f", "ampsite validate --quiet --list-files "),
    ("ampsite validate --output sari", "ampsite validate --output sarif="),
    ("ampsite validate --output sarif=out", "ampsite validate --output sarif=out.sarif "),
    ("ampsite validate --ignore AMP10", "ampsite validate --ignore AMP10"),
    ("ampsite validate --ignore AMP101,AMP208", "ampsite validate --ignore AMP101,AMP208 "),
    ("ampsite validate --select=AMP101,AMP102,AMP21", "ampsite validate --select=AMP101,AMP102,AMP21"),
    ("ampsite validate --select=AMP101,AMP102,AMP208", "ampsite validate --select=AMP101,AMP102,AMP208 "),
    ("ampsite validate --output=sarif=out", "ampsite validate --output=sarif=out.sarif "),
    ("ampsite validate --output sarif=my", "ampsite validate --output sarif=my\\ garage.site.yaml "),
    ("ampsite validate --baseline=oth", "ampsite validate --baseline=other.site.yaml "),
    ("ampsite validate --severity AMP402=war", "ampsite validate --severity AMP402=warning "),
    ("ampsite validate my", "ampsite validate my\\ garage.site.yaml "),
    ("ampsite validate other.site.yaml third", "ampsite validate other.site.yaml third.site.yaml "),
    ("ampsite plan --output mark", "ampsite plan --output markdown="),
    ("ampsite plan --output oth", "ampsite plan --output other.site.yaml "),
    ("ampsite plan --output json=oth", "ampsite plan --output json=other.site.yaml "),
    ("ampsite plan --format htm", "ampsite plan --format html "),
    ("ampsite plan --check oth", "ampsite plan --check other.site.yaml "),
    ("ampsite verify other.site.yaml thi", "ampsite verify other.site.yaml third.site.yaml "),
    ("ampsite explain AMP80", "ampsite explain AMP80"),
    ("ampsite explain AMP208", "ampsite explain AMP208 "),
    ("ampsite schema diag", "ampsite schema diagnostics "),
    ("ampsite completion fi", "ampsite completion fish "),
    ("ampsite rules --color=al", "ampsite rules --color=always "),
    ("ampsite explain charger-fuse-o", "ampsite explain charger-fuse-over-63a "),
    ("ampsite validate --ignore charger-fuse-o", "ampsite validate --ignore charger-fuse-o"),  # ids alone
    ("ampsite schema oth", "ampsite schema oth"),  # it takes no file
    ("ampsite schema plan diag", "ampsite schema plan diag"),  # one argument
    ("ampsite explain AMP208 AMP30", "ampsite explain AMP208 AMP30"),
    ("ampsite completion bash fi", "ampsite completion bash fi"),
    ("ampsite plan other.site.yaml thi", "ampsite plan other.site.yaml thi"),
    ("ampsite plan --check third.site.yaml oth", "ampsite plan --check third.site.yaml other.site.yaml "),
    ("ampsite plan --check=third.site.yaml oth", "ampsite plan --check=third.site.yaml other.site.yaml "),
    ("ampsite plan --allow-errors oth", "ampsite plan --allow-errors other.site.yaml "),
    ("ampsite plan -- oth", "ampsite plan -- other.site.yaml "),
    ("ampsite plan - oth", "ampsite plan - oth"),  # "-" is an argument
    ("ampsite verify other.site.yaml third.site.yaml oth", "ampsite verify other.site.yaml third.site.yaml oth"),
    ("ampsite man oth", "ampsite man oth"),
    ("ampsite plan --fail", "ampsite plan --fail"),  # it has no such option
    ("ampsite validate --format third", "ampsite validate --format third"),
]
START = {
    "bash": [
        "PS1='ready> '",
        "set +o history",
        "bind 'set enable-bracketed-paste off'; bind 'set bell-style none'",
        "show() { printf '\\nLINE<%s>\\n' \"$READLINE_LINE\"; }",
        "bind -x '\"\\C-xp\": show'",
    ],
    "zsh": [
        "PS1='ready> '",
        "unset zle_bracketed_paste",
        "show() { print -r -- $'\\nLINE<'\"$BUFFER\"'>' }; zle -N show; bindkey '^Xp' show",
        "setopt no_beep no_auto_menu no_list_ambiguous",
    ],
}


class Terminal:
    """An interactive shell at a terminal of its own."""

    def __init__(self, command, folder, environment):
        self.process, self.descriptor = pty.fork()
        if self.process == 0:
            os.chdir(folder)
            os.execvpe(command[0], command, environment)
        self.seen = ""

    def send(self, text):
        os.write(self.descriptor, text.encode())

    def wait_for(self, mark, seconds=20):
        """All that was printed up to the mark and with it."""
        end = time.monotonic() + seconds
        while mark not in self.seen:
            left = end - time.monotonic()
            if left <= 0 or not select.select([self.descriptor], [], [], left)[0]:
                raise SystemExit(f"the shell did not print {mark!r}; it printed: {self.seen!r}")
            self.seen += os.read(self.descriptor, 65536).decode(errors="replace")
        before, self.seen = self.seen.split(mark, 1)
        return before + mark

    def close(self):
        os.close(self.descriptor)
        os.waitpid(self.process, 0)


def lines_at_terminal(shell, typed, load, folder, environment):
    """The line after each of the typed texts and the key, in an interactive shell."""
    command = {"bash": ["bash", "--norc", "--noprofile", "-i"], "zsh": ["zsh", "-f", "-i"]}[shell]
    terminal = Terminal(command, folder, environment)
    # Split, so that the echo of the command is not taken for its result.
    terminal.send("\n".join(START[shell] + load + ["echo star''ted", ""]))
    terminal.wait_for("started")
    lines = []
    for text in typed:
        terminal.send("\x15" + text + "\t\x18p")
        terminal.wait_for("LINE<")
        lines.append(terminal.wait_for(">\r\n")[:-3])
    terminal.send("\x15exit\n")
    terminal.close()
    return lines


def lines_in_fish(typed, script, folder, environment):
    """What fish completes, put in place of the last word: one candidate whole, of several what they share."""
    lines = []
    for text in typed:
        result = subprocess.run(
            ["fish", "--no-config", "-c", "source $argv[1]; complete -C $argv[2]", script, text],
            cwd=folder, env=environment, capture_output=True, text=True, check=True)
        if result.stderr:
            raise SystemExit(f"fish, {text!r}: {result.stderr}")
        found = [line.split("\t")[0] for line in result.stdout.splitlines()]
        front = text[:text.rindex(" ") + 1]
        if not found:
            lines.append(text)
        elif len(found) == 1:
            lines.append(front + found[0] + ("" if found[0].endswith("=") else " "))
        else:
            lines.append(front + os.path.commonprefix(found))
    return lines


def differences(way, shell, lines):
    count = 0
    for (typed, expected), line in zip(LINES, lines):
        if shell == "fish":
            expected = expected.replace("\\ ", " ")  # it lists names as they are, and quotes when it inserts
        if line != expected:
            print(f"{way}: {typed!r}<TAB> is {line!r}, not {expected!r}")
            count += 1
    return count


def main():
    shell, program = sys.argv[1], os.path.realpath(sys.argv[2])
    if shutil.which(shell) is None:
        print(f"skipped: {shell} is not installed (apt-get install {shell})")
        return 1 if os.environ.get("CI") else 77
    typed = [text for text, _ in LINES]
    with tempfile.TemporaryDirectory() as folder:
        garage, functions = os.path.join(folder, "garage"), os.path.join(folder, "functions")
        os.mkdir(garage)
        os.mkdir(functions)
        for name in ("my garage.site.yaml", "other.site.yaml", "third.site.yaml", "out.sarif"):
            open(os.path.join(garage, name), "w").close()
        script = os.path.join(functions, "_ampsite")
        with open(script, "w") as file:
            subprocess.run([program, "completion", shell], stdout=file, check=True)
        environment = {"PATH": os.environ["PATH"], "HOME": folder, "TERM": "xterm", "LC_ALL": "C.UTF-8",
                       "COLUMNS": "200"}
        ways = {
            "bash": {"by source": [f". {script}"],
                     "with bash-completion": [". /usr/share/bash-completion/bash_completion", f". {script}"],
                     "with = in words": ["COMP_WORDBREAKS=${COMP_WORDBREAKS//=}", f". {script}"]},
            "zsh": {"by autoload": [f"fpath=({functions} $fpath); autoload -Uz compinit; compinit -u -D"],
                    "by eval": ["autoload -Uz compinit; compinit -u -D", f'eval "$(<{script})"']},
            "fish": {"by source": []},
        }[shell]
        wrong = 0
        for way, load in ways.items():
            if shell == "fish":
                lines = lines_in_fish(typed, script, garage, environment)
            else:
                lines = lines_at_terminal(shell, typed, load, garage, environment)
            wrong += differences(f"{shell} {way}", shell, lines)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())

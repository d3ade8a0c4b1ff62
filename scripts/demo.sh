#!/bin/sh
# Shows the product on a sample ledger in a temporary folder; `make demo` installs it and runs this.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
export DUNNING_ACTOR=wang
if [ -z "${GIT_COMMITTER_NAME:-}" ] && { ! git config user.name >/dev/null 2>&1 || ! git config user.email >/dev/null 2>&1; }; then
    # only for this demonstration: a ledger of your own wants your own name
    export GIT_AUTHOR_NAME=demo GIT_AUTHOR_EMAIL=demo@example.com
    export GIT_COMMITTER_NAME=demo GIT_COMMITTER_EMAIL=demo@example.com
fi

say() { printf '\n# %s\n' "$1"; }
show() { printf '$ dunning'; for word in "$@"; do case $word in *' '*) printf " '%s'" "$word" ;; *) printf ' %s' "$word" ;; esac; done; printf '\n'; dunning "$@"; }

say "A new ledger, filled with invented cases and the history they would have had."
show init "$folder/sample" --sample
cd "$folder/sample"

say "The worst cases: days past due and stage are worked out, never stored."
show list --sort days --limit 10

say "What one collector has to do today, the most pressing first, each with its reason."
show remind --owner wang

say "Every cent of one case explained: period, days, base, rate, rule."
show fees PF-2026-0007

say "A call and the promise given in it: two entries, one commit."
show note PF-2026-0007 "客户表示本周五前缴清" --channel phone --result promised --promise 1290.00 --by 2026-06-19

say "The commit it made: lines were added, none changed."
git show --stat --format='%h %an <%ae>%n%n    %s%n%n%(trailers)' HEAD
git show --format= HEAD -- cases | grep '^[-+] '

say "The overdue notice as it would go out today."
show letter preview PF-2026-0007 overdue-notice

say "And all is sound: check says nothing."
show check

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

# the comments in the language that is asked for, as the program itself goes by it
case ${DUNNING_LANG:-${LC_ALL:-${LC_MESSAGES:-${LANG:-}}}} in zh*) language=zh ;; *) language=en ;; esac
say() { if [ "$language" = zh ]; then printf '\n# %s\n' "$2"; else printf '\n# %s\n' "$1"; fi; }
show() { printf '$ dunning'; for word in "$@"; do case $word in *' '*) printf " '%s'" "$word" ;; *) printf ' %s' "$word" ;; esac; done; printf '\n'; dunning "$@"; }

say "A new ledger, filled with invented cases and the history they would have had." \
    "新台账，填入虚构案件及其应有的历史。"
show init "$folder/sample" --sample
cd "$folder/sample"

say "The worst cases: days past due and stage are worked out, never stored." \
    "逾期最久的案件：逾期天数和阶段由推算得出，从不落库。"
show list --sort days --limit 10

say "What one collector has to do today, the most pressing first, each with its reason." \
    "一名催收员当日的待办：最紧要的在前，各附原因。"
show remind --owner wang

say "Every cent of one case explained: period, days, base, rate, rule." \
    "一个案件的每一分钱：期间、天数、基数、利率、规则。"
show fees PF-2026-0007

say "A call and the promise given in it: two entries, one commit." \
    "一次通话和通话中的承诺：两条记录，一次提交。"
show note PF-2026-0007 "客户表示本周五前缴清" --channel phone --result promised --promise 1290.00 --by 2026-06-19

say "The commit it made: lines were added, none changed." \
    "由此产生的提交：只增加行，不改动已有的行。"
git show --stat --format='%h %an <%ae>%n%n    %s%n%n%(trailers)' HEAD
git show --format= HEAD -- cases | grep '^[-+] '

say "The overdue notice as it would go out today." \
    "今天发出的逾期催收通知书会是这样。"
show letter preview PF-2026-0007 overdue-notice

say "And all is sound: check says nothing." \
    "一切正常：check 不输出任何内容。"
show check

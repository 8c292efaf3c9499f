# Reads what the test runner wrote (TRX). What it did not write is never counted.

# count_results FILE: adds to $passed, $failed and $skipped; the answer is 1 where the run behind it broke off.
count_results() {
    counters=$(sed -n 's/.*<Counters total="\([0-9]*\)" executed="\([0-9]*\)" passed="\([0-9]*\)".*/\1 \2 \3/p' "$1")
    [ -n "$counters" ] || return 1
    # shellcheck disable=SC2086 # three words
    set -- "$1" $counters
    passed=$((passed + $4))
    failed=$((failed + $3 - $4))
    skipped=$((skipped + $2 - $3))
    ! grep -q -e 'The active test run was aborted' -e 'Test host process crashed' "$1"
}

# names_of OUTCOME FILE: the names of the tests that ended so.
names_of() {
    sed -n 's/.*<UnitTestResult [^>]*testName="\([^"]*\)"[^>]* outcome="'"$1"'".*/  \1/p' "$2" |
        sed "s/&lt;/</g; s/&gt;/>/g; s/&quot;/\"/g; s/&apos;/'/g; s/&amp;/\\&/g"
}

#!/bin/sh
# What a pipeline does with the WhatsApp numbers of a Pulumi stack. POSIX sh, so that any CI can call it.
#
#   sh ci/numbers.sh preview            says what a change would do; changes nothing, and needs no WhatsApp token
#   sh ci/numbers.sh preview-of-fork    the same without any secret, against a stack that is thrown away
#   sh ci/numbers.sh apply              does it
#   sh ci/numbers.sh drift              reads the numbers, and says which are not as they are declared
#   sh ci/numbers.sh destroy            deregisters them all; only if CONFIRM_DESTROY is the stack's name
#
# Each writes preview.json and report.md into REPORT_DIR (default: here). It needs pulumi, Node.js, and the
# project's packages (npm ci). What the environment holds:
#
#   PULUMI_STACK            the stack
#   WHATSAPP_ACCESS_TOKEN   the system user's token; not for previews
#   FAIL_ON                 what must not pass: see `pulumi-whatsapp report --help`
#   FORK_SECRETS            preview-of-fork: config keys of PINs, for example "pin"; they are set to 000000
#
# It ends with 3 when the report holds something of FAIL_ON.
set -eu

dir=${REPORT_DIR:-.}

preview() {
    # A preview that fails says why in its JSON, and the report says that it failed.
    "$@" --json --non-interactive >"$dir/preview.json" || cat "$dir/preview.json" >&2
}

# report [CONCERNS]: as Markdown into a file, and as text into the log.
report() {
    whatsapp report --file "$dir/preview.json" --format markdown --output "$dir/report.md" || true
    whatsapp report --file "$dir/preview.json" ${1:+--fail-on "$1"}
}

whatsapp() {
    npx --no-install pulumi-whatsapp "$@"
}

need_stack() {
    : "${PULUMI_STACK:?names the stack}"
}

case ${1:-} in
preview)
    need_stack
    preview pulumi preview
    report "${FAIL_ON:-}"
    ;;
preview-of-fork)
    state=$(mktemp -d)
    trap 'rm -rf "$state"' EXIT
    export PULUMI_BACKEND_URL="file://$state" PULUMI_CONFIG_PASSPHRASE=fork PULUMI_STACK=fork
    pulumi stack init fork --non-interactive
    for key in ${FORK_SECRETS:-}; do
        pulumi config set --secret "$key" 000000 --non-interactive
    done
    preview pulumi preview
    report "${FAIL_ON:-}"
    ;;
apply)
    need_stack
    preview pulumi preview
    # A plan that would be refused stops here, before the other resources of the stack change.
    report "${FAIL_ON:-refused}"
    pulumi up --yes --skip-preview --non-interactive
    ;;
drift)
    need_stack
    # Changes state only: previews then show what the next apply would repair.
    pulumi refresh --yes --skip-preview --non-interactive
    preview pulumi preview
    report "${FAIL_ON:-change}"
    ;;
destroy)
    need_stack
    if [ "${CONFIRM_DESTROY:-}" != "$PULUMI_STACK" ]; then
        echo "nothing is destroyed: CONFIRM_DESTROY must be the stack's name, $PULUMI_STACK" >&2
        exit 1
    fi
    preview pulumi destroy --preview-only
    report "${FAIL_ON:-refused}"
    pulumi destroy --yes --skip-preview --non-interactive
    ;;
*)
    sed -n '2,19s/^# \{0,1\}//p' "$0" >&2
    exit 2
    ;;
esac

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
#   FAIL_ON                 what must not pass: see `pulumi-whatsapp report --help`. Without it apply stops at
#                           deregister,locked,refused, destroy at locked,refused, and drift at change
#   FORK_SECRETS            preview-of-fork: secrets that Pulumi.STACK.yaml does not hold, for example
#                           "pin pins.support token=abc"; without a value it is 000000, a PIN
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

# aside COMMAND: of Pulumi, in a project of its own, so that it writes nothing elsewhere.
aside() {
    PULUMI_HOME="$throwaway/home" pulumi -C "$throwaway" "$@" --non-interactive
}

# set_secret KEY[=VALUE]
set_secret() {
    case $1 in
    *=*) value=${1#*=} ;;
    *) value=000000 ;;
    esac
    aside config set --secret --path "${1%%=*}" "$value"
}

# with_placeholders ENCRYPTED CONFIG: the stack's config for who can't decrypt it. Each secret in it, however deep in
# maps and lists, becomes the one that is in ENCRYPTED, by the key of ENCRYPTED. What only the state backend can open
# is left out: its key, and ESC environments.
with_placeholders() {
    if [ ! -f "$2" ]; then
        cat "$1"
        return
    fi
    awk '
        FNR == NR && /^encryptionsalt:/ { print }
        FNR == NR && /secure:/ { placeholder = $2 }
        FNR == NR { next }
        /^[^ #-]/ { left_out = /^(encryptionsalt|encryptedkey|secretsprovider|environment):/ }
        left_out { next }
        match($0, /secure: *["\047]?[A-Za-z0-9+\/=:]+["\047]?$/) && RLENGTH > 40 {
            $0 = substr($0, 1, RSTART - 1) "secure: " placeholder
        }
        { print }
    ' "$1" "$2"
}

case ${1:-} in
preview)
    need_stack
    preview pulumi preview
    report "${FAIL_ON:-}"
    ;;
preview-of-fork)
    need_stack
    stack=${PULUMI_STACK##*/}
    # Nothing is left behind: the stack, its state and its config are in a folder of their own.
    throwaway=$(mktemp -d)
    trap 'rm -rf "$throwaway"' EXIT
    trap 'exit 1' HUP INT TERM
    export PULUMI_BACKEND_URL="file://$throwaway" PULUMI_CONFIG_PASSPHRASE=fork PULUMI_STACK="$stack"
    # A placeholder is no token: with it Graph is asked nothing.
    export WHATSAPP_PREVIEW_READS=0
    configs=$(sed -n 's/^stackConfigDir: *//p' Pulumi.yaml)
    committed=${configs:-.}/Pulumi.$stack.yaml
    config=$throwaway/$committed
    mkdir -p "$throwaway/${configs:-.}"
    cp Pulumi.yaml "$throwaway"
    aside stack init "$stack"
    set_secret placeholder=000000
    with_placeholders "$config" "$committed" >"$throwaway/config"
    mv "$throwaway/config" "$config"
    for secret in ${FORK_SECRETS:-}; do
        set_secret "$secret"
    done
    preview pulumi preview --config-file "$config"
    report "${FAIL_ON:-}"
    ;;
apply)
    need_stack
    preview pulumi preview
    # What two merges do together, no preview of a pull request has shown: this one, of now, passes the gate again. A
    # plan that would be refused stops here too, before the other resources of the stack change.
    report "${FAIL_ON:-deregister,locked,refused}"
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
    report "${FAIL_ON:-locked,refused}"
    pulumi destroy --yes --skip-preview --non-interactive
    ;;
*)
    sed -n '2,22s/^# \{0,1\}//p' "$0" >&2
    exit 2
    ;;
esac

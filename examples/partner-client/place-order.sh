#!/bin/sh
# Places an order from a model file with curl, waits until it is shipped, and shows its parts.
#   HUB=http://127.0.0.1:8080 HUB_USER=partner.acme HUB_SECRET=... ./place-order.sh bracket.stl mex-pla 2 PO-7
# Run again with the same file and reference it places nothing twice: the idempotency keys come from both.
set -eu

FILE=$1 MATERIAL=${2:-mex-pla} QUANTITY=${3:-1} REFERENCE=${4:-order-1}
API=${HUB:-http://127.0.0.1:8080}/api/v1
KEY="$REFERENCE-$(sha256sum "$FILE" | cut -c1-16)"
ANSWER=$(mktemp) REST=$(mktemp)
trap 'rm -f "$ANSWER" "$REST"' EXIT

# call METHOD PATH [curl options]: the answer on standard output, or its problem on standard error
call() {
  method=$1 path=$2
  shift 2
  status=$(printf 'user = "%s:%s"\n' "$HUB_USER" "$HUB_SECRET" |
    curl -sS -K - -o "$ANSWER" -w '%{http_code}' -X "$method" "$@" "$API$path")
  if [ "$status" = 429 ] || [ "$status" = 503 ]; then
    sleep 3
    call "$method" "$path" "$@"
    return
  fi
  if [ "$status" -ge 300 ]; then
    cat "$ANSWER" >&2
    exit 1
  fi
  cat "$ANSWER"
}

post() { # post STEP PATH JSON
  call POST "$2" -H 'Content-Type: application/json' -H "Idempotency-Key: $KEY-$1" -d "$3"
}

json() { python3 -c 'import json,sys; d=json.load(sys.stdin); print(d.get(sys.argv[1], ""))' "$1"; }

await() { # await PATH STATE...: asks until the state is one of these
  path=$1
  shift
  while :; do
    state=$(call GET "$path" | json state)
    for wanted in "$@"; do [ "$state" = "$wanted" ] && return 0; done
    case $state in REJECTED|REFUSED|EXPIRED|CANCELLED) echo "$path is $state" >&2; exit 1 ;; esac
    sleep 1
  done
}

NAME=$(basename "$FILE")
DESIGN=$(post design /designs "{\"name\":\"$NAME\"}" | json id)
UPLOAD=$(post revision "/designs/$DESIGN/revisions" \
  "{\"fileName\":\"$NAME\",\"bytes\":$(wc -c < "$FILE"),\"autoAccept\":true}" | json uploadUrl)
STATE=$(call GET "/designs/$DESIGN/revisions/1" | json state)
if [ "$STATE" = UPLOADING ]; then
  OFFSET=$(call GET "${UPLOAD#/api/v1}" | json offset)
  tail -c +$((OFFSET + 1)) "$FILE" > "$REST"
  call PATCH "${UPLOAD#/api/v1}" -H "Upload-Offset: $OFFSET" \
    -H 'Content-Type: application/offset+octet-stream' --data-binary "@$REST" > /dev/null
fi
await "/designs/$DESIGN/revisions/1" READY

REVISION=$(call GET "/designs/$DESIGN/revisions/1" | json id)
QUOTE=$(post quote /quotes "{\"revision\":\"$REVISION\",\"material\":\"$MATERIAL\",\"quantity\":$QUANTITY}" | json id)
await "/quotes/$QUOTE" PRICED ORDERED
ORDER=$(post order /orders "{\"quote\":\"$QUOTE\",\"reference\":\"$REFERENCE\"}" | json id)
echo "order $ORDER"
await "/orders/$ORDER" SHIPPED DELIVERED
echo "order $ORDER is on its way"
call GET "/parts?orderId=$ORDER"
echo

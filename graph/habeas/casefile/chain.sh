LC_ALL=C; export LC_ALL
before=0000000000000000000000000000000000000000000000000000000000000000; lines=0; erased=0
while IFS= read -r line; do
  lines=$((lines + 1))
  stated=$(printf '%s' "$line" | sed 's/.*,"hash":"\([0-9a-f]\{64\}\)".*/\1/')
  follows=$(printf '%s' "$line" | sed 's/.*,"prev":"\([0-9a-f]\{64\}\)".*/\1/')
  bare=$(printf '%s' "$line" | sed 's/\(.*\),"hash":"[0-9a-f]\{64\}"/\1/')
  made=$(printf '%s' "$bare" | openssl dgst -sha256 -r | cut -c1-64)
  case "$bare" in *',"erased":true,"n":'*)
    stub=$(printf '%s' "$line" | openssl dgst -sha256 -r | cut -c1-64)
    grep -q "\"$stated\":\"$stub\"" data/journal/*.jsonl && made=$stated && erased=$((erased + 1));;
  esac
  if [ "$made" != "$stated" ] || [ "$follows" != "$before" ]; then echo "line $lines does not fit"; exit 1; fi
  before=$stated
done < data/journal/operations.jsonl
echo "$lines lines, $erased of them erased, head $before"

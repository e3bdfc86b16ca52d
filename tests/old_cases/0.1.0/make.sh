#!/usr/bin/env bash
# How this case was made, and what was asked of it, by version 0.1.0 (commit 8f332d4). Not to be run again: kept to be read.
set -uo pipefail
examples=$1
habeas init case --title "A case of 0.1.0" --language en --language es --by documenter
cp said-of-a-person.rq case/questions/
habeas load case "$examples/venezuela-2026/npr-2026-01-12.yaml" "$examples/invented/case.yaml" more.yaml
sleep 1; date -u +%FT%TZ > before-the-corrections.txt; sleep 1
habeas withdraw case N063 --reason "the announcement was read twice" --by "A. Editor"
habeas withdraw case M5 --reason "the page was taken down"
habeas supersede case M2 - --reason "heard wrongly: it is the South Prison" < corrected.yaml
habeas judge case person:a-ruiz person:ana-ruiz same --reason "the same arrest, told twice" --claim M3
habeas judge case person:edilson-torres person:juan-pablo-guanipa different --reason "two cases"
habeas judge case person:luis-paz person:ines-paz unsure --reason "one family, perhaps"
habeas judge case person:luis-paz person:ines-paz --take-back --reason "asked her"
habeas decide case C08-7522685c94 explained --reason "a round figure"
habeas decide case "$(habeas check case --rule C16 --format json | python3 -c 'import json,sys; print(json.load(sys.stdin)[0]["key"])')" false-alarm --reason "an answer to a question"
echo 'source: {id: note-1, title: A note, publisher: org:radio-sur, date: 2026-03-05}
names: {north: {is: facility:north-prison, label: {en: Prison of the North}}, luis: {is: person:luis-paz, label: Luis Paz}}
claims: [{id: M6, claim: [luis, releasedOn, "[2026-03-03..2026-03-04]"], said-by: org:radio-sur}]' | habeas record case - --by "B. Editor"
# what it answered
then=$(cat before-the-corrections.txt)
mkdir -p answers
ask() { habeas "$1" case "${@:3}" --format json > "answers/$2.json"; }
for day in 2025-01-01 2025-12-31 2026-01-09 2026-02-10 2026-03-01 2026-03-02 2026-03-10; do ask status "status-on-$day" --on $day --all; done
ask status status-known-then --on 2026-03-10 --all --known "$then"
ask status status-said-february --on 2026-03-10 --all --said 2026-02-28
ask status status-by-radio --on 2026-03-10 --all --by org:radio-sur
ask check check
ask check check-known-then --known "$then"
ask counts counts
ask history history
ask judge judgements
ask decide decisions
ask ask question said-of-a-person person=person:ana-ruiz
for name in person:ana-ruiz person:luis-paz facility:north-prison person:enrique-marquez org:foro-penal doc:letter-2026-02-11 M2 N063; do
  ask show "show-${name//[:]/-}" "$name" --all
done

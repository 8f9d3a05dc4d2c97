#!/usr/bin/env bash
# What a graphics card is worth, on a machine that has one: gradients against those of the processor, their times by width and rows, and training
# end to end on both. The tables are Markdown, as docs/results.md shows them.
#
#     scripts/gpu_check.sh [DEVICE]
#
# It builds what it needs. Where that cannot be done, LINEHAUL_GPU_PROGRAMS names a folder with the programs `device` (the benchmark) and
# `linehaul`, built elsewhere with `--features wgpu`.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
device=${1:-wgpu:0}
programs=${LINEHAUL_GPU_PROGRAMS:-}

gradients() {
    if [ -n "$programs" ]; then
        "$programs/device" "$device"
    else
        cargo test --release -p linehaul-nets --features wgpu
        cargo bench --quiet -p linehaul-nets --features wgpu --bench device -- "$device"
    fi
}

linehaul() {
    if [ -n "$programs" ]; then
        "$programs/linehaul" "$@"
    else
        cargo run --quiet --release --features wgpu -- "$@"
    fi
}

# Hub-hours a second over the last iterations, as the run's own metrics tell them.
training() {
    local on=$1 width=$2 minibatch=$3 runs
    runs=$(mktemp -d)
    linehaul --quiet train configs/train.toml --runs "$runs" --name check --no-look --device "$on" \
        --set iterations=20 --set checkpoint.every=20 --set checkpoint.worlds=1 \
        --set "policy.hidden=[$width,$width]" --set "ppo.minibatch=$minibatch"
    python3 - "$runs/check/metrics.jsonl" <<'PYTHON'
import json, sys
lines = [json.loads(line) for line in open(sys.argv[1])]
begin, end = lines[4], lines[-1]
seconds = sum(line["collect_seconds"] + line["update_seconds"] for line in lines[5:])
print(round((end["hub_steps"] - begin["hub_steps"]) / seconds))
PYTHON
    rm -r "$runs"
}

gradients
printf '\n| hidden layers | minibatch | cpu, hub-hours/s | %s, hub-hours/s |\n|---|---:|---:|---:|\n' "$device"
for width in 64 256 512; do
    for minibatch in 512 4096; do
        printf '| %s, %s | %s | %s | %s |\n' "$width" "$width" "$minibatch" \
            "$(training cpu "$width" "$minibatch")" "$(training "$device" "$width" "$minibatch")"
    done
done

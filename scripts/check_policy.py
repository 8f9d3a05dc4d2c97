"""Checks that numpy computes what linehaul computed: the logits of a policy, from its weights and what it saw.

    linehaul schedule --case data/us-metro-12 --out out/demo --policy pretrained --decisions out/decisions.safetensors
    python3 scripts/check_policy.py data/policies/pretrained.safetensors out/decisions.safetensors

The policy is a policy file or a checkpoint, as runs/x/best.safetensors; both have the actor under the same names. Needs numpy alone. Ends with 1 if any logit differs by more than 1e-4 of the largest, or any choice is not the best allowed one.
"""

import json
import sys

import numpy as np

LEAK = 0.01  # slope of the activation below 0
KINDS = {"F32": np.float32, "I64": np.int64}


def tensors(path):
    """The arrays of a safetensors file, `{name: array}`: the length of its header, the header, the bytes."""
    with open(path, "rb") as file:
        data = file.read()
    begin = 8 + int.from_bytes(data[:8], "little")
    header = json.loads(data[8:begin])
    header.pop("__metadata__", None)

    def array(entry):
        first, end = entry["data_offsets"]
        return np.frombuffer(data[begin + first : begin + end], KINDS[entry["dtype"]]).reshape(entry["shape"])

    return {name: array(entry) for name, entry in header.items()}


def logits(weights, rows):
    """The actor: linear layers with a leaky rectifier between them."""
    n_layers = sum(name.startswith("actor.") and name.endswith(".weight") for name in weights)
    for layer in range(n_layers):
        rows = rows @ weights[f"actor.{layer}.weight"] + weights[f"actor.{layer}.bias"]
        if layer + 1 < n_layers:
            rows = np.where(rows > 0, rows, LEAK * rows)
    return rows


def main(policy, decisions):
    weights, log = tensors(policy), tensors(decisions)
    if "actor.embed.0.weight" in weights:
        print(f"{policy}: its lanes see each other, and this check knows networks of the kind `lane` alone")
        return 1
    if "actor.0.weight" not in weights:
        print(f"{policy}: no policy that all hubs share: there is no tensor actor.0.weight")
        return 1
    found, wanted = logits(weights, log["rows"]), log["outputs"]
    worst = np.abs(found - wanted).max(initial=0.0)
    allowed_off = 1e-4 * max(1.0, np.abs(wanted).max(initial=0.0))
    wrong = 0
    for first, mask, choice in zip(log["first_row"], log["mask"], log["choice"]):
        allowed = [one for one in range(16) if mask >> one & 1]
        if wanted.shape[1] > 1:
            scores = {one: found[first, one] for one in allowed}
        else:  # a row for each allowed choice
            scores = {one: found[first + at, 0] for at, one in enumerate(allowed)}
        wrong += scores[choice] < max(scores.values()) - 2 * allowed_off
    print(f"{len(wanted):,} rows, {len(log['choice']):,} decisions; largest difference of a logit {worst:.2e}; wrong choices {wrong}")
    return int(worst > allowed_off or wrong > 0)


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:3]) if len(sys.argv) == 3 else __doc__)

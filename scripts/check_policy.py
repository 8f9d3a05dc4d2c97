"""Checks that numpy computes what linehaul computed: the logits of a policy, from its weights and what it saw.

    linehaul schedule --case data/us-metro-12 --out out/demo --policy pretrained --decisions out/decisions.safetensors
    python3 scripts/check_policy.py data/policies/pretrained.safetensors out/decisions.safetensors

The policy is a policy file or a checkpoint, as runs/x/best.safetensors; both have the actor under the same names. Needs numpy alone. Ends with 1 if any logit differs by more than 1e-4 of the largest, or any choice is not the best allowed one.
"""

import json
import sys

import numpy as np

LEAK = 0.01  # slope of the activation below 0
MAX_SCORE = 20.0  # scores of attention are bounded
KINDS = {"F32": np.float32, "I64": np.int64}


def tensors(path):
    """The arrays of a safetensors file, `{name: array}`, and what it says of itself: the length of its header, the header, the bytes."""
    with open(path, "rb") as file:
        data = file.read()
    begin = 8 + int.from_bytes(data[:8], "little")
    header = json.loads(data[8:begin])
    about = json.loads(header.pop("__metadata__", {}).get("linehaul", "{}"))

    def array(entry):
        first, end = entry["data_offsets"]
        return np.frombuffer(data[begin + first : begin + end], KINDS[entry["dtype"]]).reshape(entry["shape"])

    return {name: array(entry) for name, entry in header.items()}, about


def leaky(sums):
    return np.where(sums > 0, sums, LEAK * sums)


def block(weights, name, rows):
    """Linear layers with a leaky rectifier between them: `actor.NAME0.weight` and so on."""
    layers = [f"actor.{name}{at}" for at in range(sum(key.startswith(f"actor.{name}") and key.endswith(".weight") for key in weights))]
    for at, layer in enumerate(layers):
        rows = rows @ weights[f"{layer}.weight"] + weights[f"{layer}.bias"]
        if at + 1 < len(layers):
            rows = leaky(rows)
    return rows


def hubs(log):
    """Hubs that the lane of each row connects; those of each hour are hubs of their own."""
    n_hubs = 1 + max(log["row_from"].max(initial=0), log["row_to"].max(initial=0))
    return [log["row_hour"] * n_hubs + log[end] for end in ("row_from", "row_to")]


def see_hub(weights, log, heads):
    """Attention: each lane looks at all that leave its hub in the same hour."""
    lanes = leaky(block(weights, "embed.", log["rows"]))
    width = lanes.shape[1]
    split = lambda columns: columns.reshape(len(columns), heads, width // heads)
    queries, keys, values = map(split, np.split(block(weights, "project.", lanes), 3, axis=1))
    taken = np.zeros_like(values)
    from_hub, _ = hubs(log)
    order = np.argsort(from_hub, kind="stable")
    for rows in np.split(order, np.flatnonzero(np.diff(from_hub[order])) + 1):
        scores = np.einsum("ihd,jhd->hij", queries[rows], keys[rows]) / np.sqrt(width // heads)
        shares = np.exp(np.clip(scores, -MAX_SCORE, MAX_SCORE))
        shares /= shares.sum(axis=2, keepdims=True)
        taken[rows] = np.einsum("hij,jhd->ihd", shares, values[rows])
    return block(weights, "head.", lanes + taken.reshape(lanes.shape))


def see_graph(weights, log, rounds):
    """Messages: in a round each hub hears the means of the lanes that leave it and that lead to it, each lane the two hubs that it connects."""
    lanes = leaky(block(weights, "embed.", log["rows"]))
    width = lanes.shape[1]
    numbered = np.unique(np.concatenate(hubs(log)), return_inverse=True)[1].reshape(2, -1)
    n_hubs = numbered.max(initial=-1) + 1

    def mean(ends):
        sums = np.zeros((n_hubs, width), np.float32)
        np.add.at(sums, ends, lanes)
        return sums / np.maximum(np.bincount(ends, minlength=n_hubs), 1)[:, None].astype(np.float32)

    for at in range(rounds):
        told = block(weights, f"round.{at}.hub.", np.concatenate([mean(ends) for ends in numbered], axis=1))
        sums = block(weights, f"round.{at}.lane.", lanes)
        for end, ends in enumerate(numbered):
            sums = sums + told[ends, end * width : (end + 1) * width]
        lanes = leaky(sums)
    return block(weights, "head.", lanes)


def logits(weights, about, log):
    """The actor, by what its lanes see of each other."""
    kind = about["shape"].get("kind", "lane")
    if kind == "lane":
        return block(weights, "", log["rows"])
    if "row_hour" not in log:
        sys.exit("the decisions do not say where their lanes are: write them again with this version of linehaul")
    if "hub" in kind:
        return see_hub(weights, log, kind["hub"]["heads"])
    return see_graph(weights, log, kind["graph"]["rounds"])


def main(policy, decisions):
    (weights, about), (log, _) = tensors(policy), tensors(decisions)
    if not any(name in weights for name in ("actor.0.weight", "actor.embed.0.weight")):
        print(f"{policy}: no policy that all hubs share: there is no tensor actor.0.weight")
        return 1
    found, wanted = logits(weights, about, log), log["outputs"]
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
    return int(not worst <= allowed_off or wrong > 0)


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:3]) if len(sys.argv) == 3 else __doc__)

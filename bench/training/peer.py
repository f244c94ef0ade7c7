"""The same training step in PyTorch, as a program: a step for each line read. Arguments: the model's folder, threads."""

import json
import math
import resource
import sys
import time

import numpy
import torch
from torch.nn import functional as F

folder, threads = sys.argv[1], int(sys.argv[2])
torch.set_num_threads(threads)
resident = lambda: int(open("/proc/self/statm").read().split()[1]) * resource.getpagesize()
before = resident()


def read_safetensors(path):
    with open(path, "rb") as file:
        header = json.loads(file.read(int.from_bytes(file.read(8), "little")))
        data = file.read()
    tensors = {}
    for name, entry in header.items():
        if name != "__metadata__":
            begin, end = entry["data_offsets"]
            values = numpy.frombuffer(data[begin:end], "<f4").reshape(entry["shape"]).copy()
            tensors[name] = torch.from_numpy(values).requires_grad_(True)
    return tensors


config = json.load(open(f"{folder}/config.json"))
batch = json.load(open(f"{folder}/batch.json"))
weights = read_safetensors(f"{folder}/model.safetensors")
embedding, language = config["embedding_config"], config["llm_config"]
ids = torch.tensor(batch["ids"])
B, T = ids.shape
size, patch = embedding["image_size"], embedding["patch_size"]
pixels = torch.from_numpy(numpy.fromfile(f"{folder}/pixels.bin", "<f4").reshape(B, 3, size, size))
is_picture = ids == batch["imageTokenId"]
is_learned = torch.arange(T) >= T - batch["learned"]
above = torch.full((T, T), -1e30).triu(1)
ve = "embedding_model.vision_embeddings"


def norm(x, name, sizes):
    return x * torch.rsqrt(x.pow(2).mean(-1, keepdim=True) + sizes["rms_norm_eps"]) * weights[f"{name}.weight"]


def rotation(sizes, K):
    inverse = sizes["rope_theta"] ** (-torch.arange(0, K, 2).float() / K)
    angles = torch.outer(torch.arange(T).float(), inverse)
    return torch.cat([angles, angles], -1).cos(), torch.cat([angles, angles], -1).sin()


def rotate(x, cosine, sine):
    left, right = x.chunk(2, -1)
    return x * cosine + torch.cat([-right, left], -1) * sine


def layers(x, prefix, sizes):
    H = sizes["num_attention_heads"]
    K = sizes["hidden_size"] // H
    cosine, sine = rotation(sizes, K)
    for i in range(sizes["num_hidden_layers"]):
        name = f"{prefix}.{i}"
        packed = F.linear(norm(x, f"{name}.attention_norm", sizes), weights[f"{name}.attention.wqkv.weight"])
        q, k, v = packed.view(B, T, H, 3, K).permute(3, 0, 2, 1, 4)
        scores = rotate(q, cosine, sine) @ rotate(k, cosine, sine).transpose(2, 3) / math.sqrt(K)
        mixed = ((scores + above).softmax(-1) @ v).transpose(1, 2).reshape(B, T, -1)
        x = x + F.linear(mixed, weights[f"{name}.attention.wo.weight"])
        y = norm(x, f"{name}.ffn_norm", sizes)
        gate = F.silu(F.linear(y, weights[f"{name}.feed_forward.w1.weight"]))
        up = F.linear(y, weights[f"{name}.feed_forward.w3.weight"])
        x = x + F.linear(gate * up, weights[f"{name}.feed_forward.w2.weight"])
    return x


def pictures():
    side = size // patch
    patches = F.conv2d(pixels, weights[f"{ve}.patch_embedding.weight"], weights[f"{ve}.patch_embedding.bias"], patch)
    rows = patches.flatten(2).transpose(1, 2) + weights[f"{ve}.position_embedding"][:, 1:]
    squares = rows.view(B, side // 2, 2, side // 2, 2, -1).permute(0, 1, 3, 2, 4, 5).reshape(B * (side // 2) ** 2, -1)
    linear = lambda x, i: F.linear(
        x, weights[f"embedding_model.pixel_shuffle_proj.{i}.weight"], weights[f"embedding_model.pixel_shuffle_proj.{i}.bias"]
    )
    return linear(F.gelu(linear(squares, 0)), 2)


def loss():
    x = F.embedding(ids, weights["embedding_model.llm_text_embeddings.weight"])
    x = x.masked_scatter(is_picture.unsqueeze(-1), pictures())
    x = layers(layers(x, "embedding_model.encoder", embedding), "language_model.model.layers", language)
    wanted = norm(x[:, is_learned.roll(-1) & (torch.arange(T) < T - 1)], "language_model.model.norm", language)
    logits = F.linear(wanted, weights["language_model.output.weight"]).flatten(0, 1)
    return F.cross_entropy(logits, ids[:, is_learned].flatten())


unused = ["language_model.model.tok_embeddings.weight", f"{ve}.class_embedding"]
trained = {name: weight for name, weight in weights.items() if name not in unused}
keeps = lambda name, weight: weight.dim() < 2 or "embeddings.weight" in name or "position_embedding" in name
groups = [
    {"params": [w for n, w in trained.items() if keeps(n, w)], "weight_decay": 0.0},
    {"params": [w for n, w in trained.items() if not keeps(n, w)], "weight_decay": 0.05},
]
optimizer = torch.optim.AdamW(groups, lr=1e-4, betas=(0.9, 0.98), eps=1e-8)
for _ in sys.stdin:
    begin = time.perf_counter()
    optimizer.zero_grad(set_to_none=True)
    value = loss()
    value.backward()
    torch.nn.utils.clip_grad_norm_(trained.values(), 1.0)
    optimizer.step()
    elapsed = 1000 * (time.perf_counter() - begin)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024 - before
    print(json.dumps({"elapsedMs": elapsed, "loss": float(value.detach()), "peakBytes": peak}), flush=True)

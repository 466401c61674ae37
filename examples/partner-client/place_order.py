#!/usr/bin/env python3
"""Places an order from a model file, waits until it is shipped, and shows its parts. Needs nothing but Python.

    HUB=http://127.0.0.1:8080 HUB_USER=partner.acme HUB_SECRET=... ./place_order.py bracket.stl mex-pla 2 PO-7

Run again with the same file and reference it places nothing twice: the idempotency keys come from both.
"""
import base64
import hashlib
import json
import os
import sys
import time
import urllib.error
import urllib.request

HUB = os.environ.get("HUB", "http://127.0.0.1:8080")
BASIC = base64.b64encode(f"{os.environ['HUB_USER']}:{os.environ['HUB_SECRET']}".encode()).decode()
FAILED = ("REJECTED", "REFUSED", "EXPIRED", "CANCELLED")


def call(method, path, body=None, **headers):
    """Sends a request; waits when the quota is used up, ends with the problem when it is refused."""
    request = urllib.request.Request(HUB + path, body, method=method)
    request.add_header("Authorization", "Basic " + BASIC)
    for name, value in headers.items():
        request.add_header(name.replace("_", "-"), value)
    while True:
        try:
            with urllib.request.urlopen(request, timeout=60) as answer:
                text = answer.read()
                return json.loads(text) if text else {}
        except urllib.error.HTTPError as problem:
            if problem.code not in (429, 503):
                sys.exit(problem.read().decode())
            time.sleep(int(problem.headers.get("Retry-After", "5")))


def post(path, body, key):
    return call("POST", "/api/v1" + path, json.dumps(body).encode(), Content_Type="application/json",
                Idempotency_Key=key)


def until(path, *states):
    while True:
        thing = call("GET", "/api/v1" + path)
        if thing["state"] in states:
            return thing
        if thing["state"] in FAILED:
            sys.exit(f"{path} is {thing['state']}: {thing.get('problem')}")
        time.sleep(1)


def main(file, material="mex-pla", quantity="1", reference="order-1"):
    with open(file, "rb") as model:
        content = model.read()
    key = reference + "-" + hashlib.sha256(content).hexdigest()[:16]
    name = os.path.basename(file)
    design = post("/designs", {"name": name}, key + "-design")["id"]
    announced = post(f"/designs/{design}/revisions",
                     {"fileName": name, "bytes": len(content), "autoAccept": True}, key + "-revision")
    revision = f"/designs/{design}/revisions/1"
    if call("GET", "/api/v1" + revision)["state"] == "UPLOADING":
        offset = call("GET", announced["uploadUrl"])["offset"]
        call("PATCH", announced["uploadUrl"], content[offset:], Upload_Offset=str(offset),
             Content_Type="application/offset+octet-stream")
    ready = until(revision, "READY")
    quote = post("/quotes", {"revision": ready["id"], "material": material, "quantity": int(quantity)},
                 key + "-quote")["id"]
    total = until(f"/quotes/{quote}", "PRICED", "ORDERED")["price"]["total"]
    order = post("/orders", {"quote": quote, "reference": reference}, key + "-order")["id"]
    print(f"order {order} for {total['amount']} {total['currency']}", flush=True)
    until(f"/orders/{order}", "SHIPPED", "DELIVERED")
    for part in call("GET", f"/api/v1/parts?orderId={order}")["items"]:
        print("part", part["serial"], part["state"])


if __name__ == "__main__":
    main(*sys.argv[1:])

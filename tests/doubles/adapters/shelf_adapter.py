"""An example adapter: a shelf that is not a server, reached over JSON Lines on standard input and output."""

import json
import sys

things = {"vase"}


def call(request):
    name = request["url"].rpartition("/")[2]
    if request["method"] == "GET" and not name:
        return {"status": 200, "body": json.dumps({"name": "shelf", "labels": ["a", "b"]})}
    if request["method"] == "PUT":
        things.add(name)
        return {"status": 204}
    if request["method"] == "DELETE":
        things.discard(name)
        return {"status": 204}
    return {"status": 200 if name in things else 404, "headers": [["content-type", "application/json"]], "body": "{}"}


for line in sys.stdin:
    asked = json.loads(line)
    answer = {"id": asked["id"]}
    if asked["do"] == "describe":
        answer["result"] = {"name": "shelf", "version": "1"}
    elif asked["do"] == "call":
        answer["result"] = call(asked["request"])
    else:
        answer["result"] = {}
    print(json.dumps(answer), flush=True)
    if asked["do"] == "stop":
        break

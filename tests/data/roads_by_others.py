"""Reads an OpenStreetMap extract (.osm) and computes shortest times between pairs of its nodes with networkx, by the rules
that data/read_osm.hpp writes down: pieces between junctions, 0.87 of maxspeed, one-way streets, a ferry's duration, interval
and quay. Usage: roads_by_others.py EXTRACT.osm PAIRS.csv QUAY_MINUTES, the pairs being from,to,milliseconds (-1: no way).
Exits 1 and names the pairs that differ."""

import csv
import math
import sys
import xml.etree.ElementTree as xml

import networkx

RADIUS_M = 6372797.560856  # of libosmium
SHARE_OF_MAXSPEED = 0.87

root = xml.parse(sys.argv[1]).getroot()
place = {n.get("id"): (float(n.get("lon")), float(n.get("lat"))) for n in root.iter("node")}


def metres(a, b):
    (x1, y1), (x2, y2) = place[a], place[b]
    lat = math.sin(math.radians(y1 - y2) * 0.5) ** 2
    lon = math.sin(math.radians(x1 - x2) * 0.5) ** 2
    across = math.cos(math.radians(y1)) * math.cos(math.radians(y2)) * lon
    return 2 * RADIUS_M * math.asin(math.sqrt(lat + across))


def length(nodes):
    total = 0.0
    for a, b in zip(nodes, nodes[1:]):
        total += metres(a, b)
    return total / 1000


def millis(minutes):
    return max(1, math.floor(minutes * 60000 + 0.5))


ways = []
used = {}
for way in root.iter("way"):
    tags = {t.get("k"): t.get("v") for t in way.iter("tag")}
    refs = [n.get("ref") for n in way.iter("nd")]
    for ref in refs:
        used[ref] = used.get(ref, 0) + 1
    runs, run = [], []
    for ref in refs + [None]:  # a node that is not in the file ends a run
        if ref in place:
            run.append(ref)
        else:
            if len(run) > 1:
                runs.append(run)
            run = []
    whole = sum(length(r) for r in runs)
    ways += [(tags, r, whole) for r in runs]

graph = networkx.DiGraph()


def join(a, b, ms):
    if not graph.has_edge(a, b) or graph[a][b]["ms"] > ms:
        graph.add_edge(a, b, ms=ms)


quay = round(float(sys.argv[3]) * 60000)
for tags, nodes, whole in ways:
    cuts = [0] + [i for i in range(1, len(nodes) - 1) if used[nodes[i]] > 1] + [len(nodes) - 1]
    for first, last in zip(cuts, cuts[1:]):
        piece = nodes[first : last + 1]
        km = length(piece)
        a, b = piece[0], piece[-1]
        if tags.get("route") == "ferry":
            ms = millis(float(tags["duration"]) * km / whole if "duration" in tags else km / float(tags["maxspeed"]) * 60)
            ms += 2 * quay + round(float(tags["interval"]) / 2 * 60000)  # drawn in one piece between two roads
            join(a, b, ms)
            join(b, a, ms)
        else:
            ms = millis(km / (float(tags["maxspeed"]) * SHARE_OF_MAXSPEED) * 60)
            if tags.get("oneway") != "-1":
                join(a, b, ms)
            if tags.get("oneway") != "yes":
                join(b, a, ms)

wrong = compared = 0
for row in csv.reader(open(sys.argv[2])):
    start, goal, ours = row[0], row[1], int(row[2])
    try:
        theirs = networkx.dijkstra_path_length(graph, start, goal, weight="ms")
    except networkx.NetworkXNoPath:
        theirs = -1
    compared += 1
    if ours != theirs:
        wrong += 1
        print(f"{start} to {goal}: {ours} ms, networkx {theirs} ms")
print(f"{compared} pairs compared")
sys.exit(1 if wrong or compared == 0 else 0)

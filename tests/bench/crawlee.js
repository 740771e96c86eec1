// Runs Crawlee's social utilities for links.py: a folder of <number>.html files and a number of rounds in, JSON out,
// as peers.py does. CPU time is that of the process (all its threads) around the calls alone.
"use strict";
const fs = require("node:fs");
const path = require("node:path");
const { social } = require("@crawlee/utils");

const [folder, rounds] = process.argv.slice(2);
const files = fs.readdirSync(folder).filter((name) => name.endsWith(".html"));
files.sort((one, other) => parseInt(one, 10) - parseInt(other, 10));
const pages = files.map((name) => fs.readFileSync(path.join(folder, name), "utf8"));

let fastest = Infinity;
let found = [];
for (let round = 0; round < Number(rounds); round += 1) {
  const began = process.cpuUsage();
  found = pages.map((page) => social.parseHandlesFromHtml(page));
  const { user, system } = process.cpuUsage(began);
  fastest = Math.min(fastest, (user + system) / 1e6);
}
const kinds = ["facebooks", "instagrams", "twitters", "youtubes", "linkedIns", "tiktoks", "pinterests"];
const urls = found.map((handles) => kinds.flatMap((kind) => handles[kind]));
process.stdout.write(JSON.stringify({ crawlee: { seconds: fastest, found: urls } }));

// jsii's runtime starts a second Node and hands every message on, so that what libraries print stays
// apart from the messages. Here the first Node does the work: messages come in at 0 and go out at 1,
// and what is printed goes to 2 in the wrapping that the first Node would have put around it.
"use strict";

const fs = require("fs");
const path = require("path");

const RUNTIME = /[\\/]bin[\\/]jsii-runtime\.js$/;
const OWN_CHANNEL = "readFD:3,writeFD:3";

// The second Node is started with this option; where jsii sees it, it links whole packages, not each file.
const LINKS_KEPT = "--preserve-symlinks";
const linksKept = (process.env.NODE_OPTIONS || "").includes(LINKS_KEPT);
let program; // the path of the program that runs here; none where a second Node is started

function isAsExpected(file) {
  return fs.existsSync(file) && fs.readFileSync(file, "utf8").split(OWN_CHANNEL).length === 2;
}

function wrapPrinted(name) {
  process[name].write = (chunk, encoding, done) => {
    const [said, callback] = typeof encoding === "function" ? [undefined, encoding] : [encoding, done];
    const printed = Buffer.from(chunk, said).toString("base64");
    fs.writeSync(2, `${JSON.stringify({ [name]: printed })}\n`);
    if (callback) process.nextTick(callback);
    return true;
  };
}

// The source to run in place of that of `filename`; the very same for all but the two files of jsii.
exports.rewritten = (source, filename) => {
  if (filename === program) return source.replace(OWN_CHANNEL, "readFD:0,writeFD:1");
  if (!linksKept || !RUNTIME.test(filename)) return source;
  const beside = path.resolve(path.dirname(filename), "..", "lib", "program.js");
  if (!isAsExpected(beside)) return source;
  program = beside;
  process.execArgv.push(LINKS_KEPT);
  wrapPrinted("stdout");
  wrapPrinted("stderr");
  return 'require("../lib/program.js");';
};

// Preloaded into jsii's Node (NODE_OPTIONS=--require). The root of the AWS provider loads its 2,200
// modules one by one; this turns each `exports.x = require("./x")` of that one file into a getter
// that loads the module when it is first asked for. Any other shape of the file is left alone.
"use strict";

const fs = require("fs");
const Module = require("module");

const { rewritten } = require("./one_process.cjs");

const TARGET = /[\\/]@cdktf[\\/]provider-aws[\\/]lib[\\/]index\.js$/;
const EXPORT = /^exports\.(\w+) = require\("(\.\/[\w-]+)"\);$/gm;
const REQUIRE = /\brequire\(/g;

function lazy(source) {
  const code = source.replace(/^\/\/# sourceMappingURL=.*$/m, "");
  let replaced = 0;
  const rewritten = code.replace(EXPORT, (_line, name, path) => {
    replaced += 1;
    return `__lazy(${JSON.stringify(name)}, () => require(${JSON.stringify(path)}));`;
  });
  const required = (code.match(REQUIRE) || []).length;
  if (replaced === 0 || replaced !== required) return source;
  return (
    "const __lazy = (name, load) => Object.defineProperty(exports, name, " +
    "{ enumerable: true, configurable: true, get: load });" +
    rewritten
  );
}

// cdktf notes a stack trace for each token: frames of jsii's kernel, where no line of Python is seen.
const TRACES = /[\\/]cdktf[\\/]lib[\\/]tokens[\\/]private[\\/]stack-trace\.js$/;
const NO_TRACES = "exports.captureStackTrace = () => [];";

function ours(source, filename) {
  if (TARGET.test(filename)) return lazy(source);
  if (TRACES.test(filename)) return NO_TRACES;
  return rewritten(source, filename);
}

// jsii links its packages into a new folder each time. Node keeps compiled code by file name, so that
// it would never find it again: it is given the name of what the link points to.
const LINKED = /[\\/]jsii-kernel-/;

const compile = Module.prototype._compile;
Module.prototype._compile = function (content, filename, ...rest) {
  const source = ours(content, filename);
  const name = LINKED.test(filename) ? fs.realpathSync.native(filename) : filename;
  return compile.call(this, source, name, ...rest);
};

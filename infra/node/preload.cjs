// Preloaded into jsii's Node (NODE_OPTIONS=--require). The root of the AWS provider loads its 2,200
// modules one by one; this turns each `exports.x = require("./x")` of that one file into a getter
// that loads the module when it is first asked for. Any other shape of the file is left alone.
"use strict";

const fs = require("fs");
const Module = require("module");

const { rewritten } = require("./one_process.cjs");

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

// The library notes a stack trace for each token: frames of jsii's kernel, where no line of Python is seen.
const NO_TRACES = "\nfor (const name of Object.keys(exports)) exports[name] = () => [];\n";

// It zips a directory in a process of its own; here the library for it is never called.
const ARCHIVER = 'const archiver = require("archiver");';
const ARCHIVER_ON_DEMAND = 'const archiver = (...given) => require("archiver")(...given);';

// The packages of either engine (engines/__init__.py).
const REWRITTEN = [
  [/[\\/]@cdkt[fn][\\/]provider-aws[\\/]lib[\\/]index\.js$/, lazy],
  [/[\\/]cdkt[fn][\\/]lib[\\/]tokens[\\/]private[\\/]stack-trace\.js$/, (source) => source + NO_TRACES],
  [/[\\/]cdkt[fn][\\/]lib[\\/]private[\\/]fs\.js$/, (source) => source.replace(ARCHIVER, ARCHIVER_ON_DEMAND)],
];

function ours(source, filename) {
  const found = REWRITTEN.find(([file]) => file.test(filename));
  return found ? found[1](source) : rewritten(source, filename);
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

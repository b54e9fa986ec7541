/**
 * Stands in for `@vscode/spdlog`, the native logger of VS Code, which cannot be built without a compiler.
 * Without it the workbench runs but writes no log at all, and every output channel stays empty.
 *
 * Same functions and the same line format (`2026-01-31 12:00:00.000 [info] text`), but each message is
 * appended at once and files are never rotated: the folders they lie in live as long as one test run.
 * installHost() copies this file over the package's own index.js.
 */
const fs = require('node:fs');
const path = require('node:path');

const LEVELS = ['trace', 'debug', 'info', 'warning', 'error', 'critical', 'off'];

function timestamp() {
  const now = new Date();
  const local = new Date(now.getTime() - now.getTimezoneOffset() * 60_000);
  return local.toISOString().replace('T', ' ').replace('Z', '');
}

class Logger {
  constructor(_type, name, file) {
    this.name = name;
    this.file = file;
    this.level = 0;
    this.formatted = true;
  }

  write(level, message) {
    if (level < this.level) return;
    const line = this.formatted ? `${timestamp()} [${LEVELS[level]}] ${message}\n` : message;
    try {
      fs.mkdirSync(path.dirname(this.file), { recursive: true });
      fs.appendFileSync(this.file, line);
    } catch {
      // The run is over and its folder is being removed: nobody is left to read this line.
    }
  }

  trace(message) {
    this.write(0, message);
  }
  debug(message) {
    this.write(1, message);
  }
  info(message) {
    this.write(2, message);
  }
  warn(message) {
    this.write(3, message);
  }
  error(message) {
    this.write(4, message);
  }
  critical(message) {
    this.write(5, message);
  }
  getLevel() {
    return this.level;
  }
  setLevel(level) {
    this.level = level;
  }
  setPattern() {
    this.formatted = true;
  }
  clearFormatters() {
    this.formatted = false;
  }
  flush() {}
  drop() {}
}

async function createRotatingLogger(name, file) {
  return new Logger('rotating', name, file);
}

async function createAsyncRotatingLogger(name, file) {
  return new Logger('rotating_async', name, file);
}

exports.version = 0;
exports.setLevel = () => {};
exports.setFlushOn = () => {};
exports.Logger = Logger;
exports.createRotatingLogger = createRotatingLogger;
exports.createAsyncRotatingLogger = createAsyncRotatingLogger;

// Takes the place of the workbench's native log library, which would need a compiler to install: the same calls, plain files.
const fs = require('node:fs');
const path = require('node:path');

const levels = ['trace', 'debug', 'info', 'warning', 'error', 'critical'];

class Logger {
  constructor(_kind, _name, file) {
    this.file = file;
    this.level = 2;
    this.bare = false;
    fs.mkdirSync(path.dirname(file), { recursive: true });
  }

  write(level, message) {
    if (level < this.level) return;
    const stamp = new Date().toISOString().replace('T', ' ').slice(0, 23);
    fs.appendFileSync(this.file, this.bare ? message : `${stamp} [${levels[level]}] ${message}\n`);
  }

  trace = (message) => this.write(0, message);
  debug = (message) => this.write(1, message);
  info = (message) => this.write(2, message);
  warn = (message) => this.write(3, message);
  error = (message) => this.write(4, message);
  critical = (message) => this.write(5, message);

  getLevel = () => this.level;
  setLevel = (level) => void (this.level = level);
  /** The stamp and level are always written the way the workbench asks for. */
  setPattern = () => undefined;
  clearFormatters = () => void (this.bare = true);
  /** Every line is written at once, so there is nothing to flush or to close. */
  flush = () => undefined;
  drop = () => undefined;
}

const create = async (name, file) => new Logger('file', name, file);

// One by one, because that is the form in which an `import()` of this file finds them.
exports.Logger = Logger;
exports.createRotatingLogger = create;
exports.createAsyncRotatingLogger = create;
exports.setLevel = () => undefined;
exports.setFlushOn = () => undefined;

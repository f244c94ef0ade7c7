// Takes the place of a native module that ends an extension host whose server died while it was busy: here the guard ends both.
exports.start = () => undefined;
exports.exit = (code) => process.exit(code ?? 0);

/**
 * Stands in for `@vscode/native-watchdog`, which cannot be built without a compiler and whose absence fills
 * the logs with errors. It ends an extension host that hangs after its server has died; here the server's
 * whole process group is ended anyway (processGroup.ts). installHost() copies this file over the package's
 * own index.js.
 */
exports.start = () => {};
exports.exit = (code) => process.exit(code ?? 0);

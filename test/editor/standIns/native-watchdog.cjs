/*
 * Stands in for `@vscode/native-watchdog`, whose native part is not built here: an extension host ends when the server
 * that started it is gone. Same interface; a thread that blocks for ever is not noticed, as the original would.
 */
exports.start = (pid) => {
  const timer = setInterval(() => {
    try {
      process.kill(pid, 0);
    } catch {
      process.exit(87);
    }
  }, 1000);
  timer.unref();
};

exports.exit = (code) => process.exit(code);

/**
 * Loaded before api, worker and sandbox when `npm start` runs them. If the start is killed with SIGKILL, nobody tells
 * them to stop and they would hold their ports for ever; the closed channel tells them instead.
 */
if (process.channel) {
  process.on('disconnect', () => process.kill(process.pid, 'SIGTERM'));
  process.channel.unref(); // Being watched is no reason to stay alive.
}

/**
 * `npm test`: installs and builds what is missing, runs Jest with the arguments it was given, and ends with one plain
 * line of Jest's own counts. `npm test -- --selectProjects pure` builds nothing and needs no browser.
 */
import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { ensureBrowser } from './browser.mjs';
import { CommandError, main, say } from './progress.mjs';
import { buildServer, buildWeb, checkNode, generateClient, installPackages, root } from './steps.mjs';

/** The projects that were asked for, or all of them. */
function selectedProjects(args) {
  const at = args.indexOf('--selectProjects');
  if (at === -1) return ['pure', 'database', 'e2e', 'fences'];
  const after = args.slice(at + 1);
  const next = after.findIndex((arg) => arg.startsWith('-'));
  return next === -1 ? after : after.slice(0, next);
}

function jest(args, env) {
  const file = path.join(root, 'node_modules/jest/bin/jest.js');
  const child = spawn(
    process.execPath,
    ['--experimental-vm-modules', '--disable-warning=ExperimentalWarning', file, ...args],
    { cwd: root, stdio: 'inherit', env: { ...process.env, ...env } },
  );
  // Ctrl-C reaches Jest as well; waiting for it keeps the closing line the last one.
  for (const signal of ['SIGINT', 'SIGTERM']) {
    process.removeAllListeners(signal);
    process.on(signal, () => child.kill(signal));
  }
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code) => resolve(code ?? 1));
  });
}

/** A test file that cannot even be loaded has no tests to count, but it is a failure all the same. */
function closingLine({ numPassedTests, numFailedTests, numPendingTests, numTodoTests, numRuntimeErrorTestSuites }) {
  const skipped = numPendingTests + numTodoTests;
  const failed = numFailedTests + numRuntimeErrorTestSuites;
  return `${numPassedTests} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`;
}

const onlyAsks = ['--help', '-h', '--version', '-v', '--listTests', '--showConfig', '--watch', '--watchAll', '--init'];

await main(async () => {
  const args = process.argv.slice(2);
  checkNode();
  await installPackages();
  await generateClient();
  const env = {};
  if (selectedProjects(args).includes('e2e')) {
    await buildServer();
    await buildWeb();
    env.CHROMIUM_PATH = (await ensureBrowser()) ?? '';
  }
  if (args.some((arg) => onlyAsks.includes(arg))) {
    process.exitCode = await jest(args, env);
    return;
  }
  const folder = mkdtempSync(path.join(tmpdir(), 'yiqijuan-jest-'));
  const results = path.join(folder, 'results.json');
  try {
    const code = await jest([...args, '--json', `--outputFile=${results}`], env);
    if (!existsSync(results)) throw new CommandError('Jest ended without results.\n0 passed, 1 failed', code || 1);
    const counts = JSON.parse(readFileSync(results, 'utf8'));
    if (counts.numTotalTests === 0) say('no test was executed');
    process.exitCode = code || (counts.numTotalTests === 0 ? 1 : 0);
    console.log(closingLine(counts));
  } finally {
    rmSync(folder, { recursive: true });
  }
});

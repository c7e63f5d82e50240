import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { startSandbox } from './sandbox.server.js';
import { CLI_TRIGGERS } from './testing/cli.triggers.js';

/**
 * Runs `stripe trigger` of the official CLI for every event in `testing/cli.triggers.ts` against a sandbox of its own, and
 * looks in the sandbox's log whether the event came. Ends with 1 when one did not.
 *
 * `node dist/apps/stripe-sandbox/cli-triggers.js [path of the CLI, otherwise "stripe"]`
 */
const KEY = 'sk_test_cli00000000';
const PATIENCE_MS = 60_000;
const run = promisify(execFile);

const [cli = 'stripe'] = process.argv.slice(2);
// The CLI pays a dollar or two.
const sandbox = await startSandbox({ port: 0, minimumSettlement: 1, logLevel: 'silent' });
const failures: string[] = [];

async function ask(path: string, body?: object): Promise<unknown> {
  const headers = { authorization: `Bearer ${KEY}`, 'content-type': 'application/json' };
  const init = body === undefined ? { headers } : { method: 'POST', headers, body: JSON.stringify(body) };
  return (await fetch(`${sandbox.url}${path}`, init)).json();
}

/** What went wrong with one trigger; undefined when its event is in the log. */
async function trigger(name: string, event: string): Promise<string | undefined> {
  await ask('/_sandbox/reset', {});
  const address = ['--api-key', KEY, '--api-base', sandbox.url];
  try {
    await run(cli, ['trigger', name, ...address], { timeout: PATIENCE_MS });
  } catch (error) {
    const { stdout = '', stderr = '' } = error as { stdout?: string; stderr?: string };
    return `${stdout}${stderr}`.trim() || String(error);
  }
  // Some events come by themselves a moment later: a bank's answer to a debit, a test clock's arrival.
  await ask('/_sandbox/clock/advance', { seconds: 5 });
  const found = (await ask(`/v1/events?type=${event}`)) as { data: unknown[] };
  return found.data.length > 0 ? undefined : 'the CLI was content, but the event is not in the log';
}

for (const each of CLI_TRIGGERS) {
  const [name, event] = typeof each === 'string' ? [each, each] : each;
  const fault = await trigger(name, event);
  if (fault !== undefined) failures.push(name);
  process.stdout.write(`${fault === undefined ? 'ok  ' : 'FAIL'} ${name}${fault === undefined ? '' : `\n${fault}`}\n`);
}
process.stdout.write(`${CLI_TRIGGERS.length - failures.length} of ${CLI_TRIGGERS.length} triggers succeeded\n`);
await sandbox.close();
process.exitCode = failures.length === 0 ? 0 : 1;

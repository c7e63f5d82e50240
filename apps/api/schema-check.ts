import 'reflect-metadata';
import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { buildSchema as parseSchema } from 'graphql';
import { faultsOf, unnamedBreakingChanges } from './schema/schema-rules.js';
import { buildSchema, schemaText } from './schema/schema-sources.js';

const FILE = 'schema.graphql';
const RECORDS = 'docs/adr';

function git(...args: string[]): string | null {
  try {
    return execFileSync('git', args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
  } catch {
    return null; // No repository (an image, an archive), or no such commit.
  }
}

/** The schema as it was before the change at hand: the last commit's, or the one before that if it is the same. */
function textBefore(current: string): string | null {
  const commits = git('log', '-2', '--format=%H', '--', FILE)?.trim().split('\n').filter(Boolean) ?? [];
  for (const commit of commits) {
    const text = git('show', `${commit}:${FILE}`);
    if (text !== null && text !== current) return text;
  }
  return null;
}

const schema = await buildSchema();
const text = schemaText(schema);
if (process.argv.includes('--write')) writeFileSync(FILE, text);

const faults = faultsOf(schema);
if (!existsSync(FILE) || readFileSync(FILE, 'utf8') !== text)
  faults.push(`${FILE} is not what the code says: npm run schema:write`);
const before = textBefore(text);
if (before !== null) {
  const records = existsSync(RECORDS)
    ? readdirSync(RECORDS)
        .map((name) => readFileSync(path.join(RECORDS, name), 'utf8'))
        .join('\n')
    : '';
  for (const change of unnamedBreakingChanges(parseSchema(before), schema, records)) {
    faults.push(`breaking, and named in no decision record under ${RECORDS}: ${change}`);
  }
}
for (const fault of faults) console.error(`✗ ${fault}`);
if (faults.length > 0) process.exit(1);
console.log(`${FILE} is what the code says; every field is described and declares who may see it`);

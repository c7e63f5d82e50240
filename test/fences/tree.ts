import { execFile } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

const root = path.resolve('.');

export interface Tree {
  folder: string;
  remove(): void;
}

/** A small project of its own, under the real project's rules and with its packages, in a temporary folder. */
export function plantTree(files: Record<string, string>, configs: readonly string[]): Tree {
  const folder = mkdtempSync(path.join(tmpdir(), 'fences-'));
  for (const config of ['package.json', 'tsconfig.json', ...configs]) {
    cpSync(path.join(root, config), path.join(folder, config), { recursive: true });
  }
  symlinkSync(path.join(root, 'node_modules'), path.join(folder, 'node_modules'));
  for (const [place, text] of Object.entries(files)) {
    mkdirSync(path.join(folder, path.dirname(place)), { recursive: true });
    writeFileSync(path.join(folder, place), text);
  }
  return { folder, remove: () => rmSync(folder, { recursive: true }) };
}

/** What a checker prints; that it exits with a fault is expected, as the tree is full of them. */
export function runChecker(folder: string, script: string, args: readonly string[]): Promise<string> {
  return new Promise((resolve, reject) => {
    const file = path.join(root, 'node_modules', script);
    const options = { cwd: folder, maxBuffer: 64 * 1024 * 1024 };
    execFile(process.execPath, [file, ...args], options, (error, stdout, stderr) => {
      if (stdout) resolve(stdout);
      else reject(new Error(`${script} printed nothing: ${stderr || error?.message}`));
    });
  });
}

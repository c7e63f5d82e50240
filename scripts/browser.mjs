/** Finds a Chromium for the browser tests, or installs one; the same for the fonts that pages and pictures need. */
import { execFileSync } from 'node:child_process';
import { accessSync, constants, existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { run, say, step } from './progress.mjs';
import { root } from './steps.mjs';

const names = ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome', 'chrome', 'microsoft-edge'];
const fixedPlaces = {
  darwin: [
    '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
    '/Applications/Chromium.app/Contents/MacOS/Chromium',
  ],
  win32: ['C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe'],
};

function isExecutable(file) {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** The path of a Chromium: CHROMIUM_PATH, else what the system or Playwright's cache has, else undefined. */
export async function findBrowser() {
  const given = process.env.CHROMIUM_PATH?.trim();
  if (given) return isExecutable(given) ? given : undefined;
  const folders = [...(process.env.PATH ?? '').split(path.delimiter), '/usr/bin', '/usr/local/bin', '/snap/bin'];
  const onPath = names.flatMap((name) => folders.map((folder) => path.join(folder, name)));
  const { chromium } = await import('playwright-core');
  const places = [...onPath, ...(fixedPlaces[process.platform] ?? []), chromium.executablePath()];
  return places.find((place) => existsSync(place) && isExecutable(place));
}

const works = (file, args) => {
  try {
    return execFileSync(file, args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
  } catch {
    return undefined;
  }
};

function canUseApt() {
  const release = existsSync('/etc/os-release') ? readFileSync('/etc/os-release', 'utf8') : '';
  return process.getuid?.() === 0 && /debian|ubuntu/i.test(release) && works('apt-get', ['--version']) !== undefined;
}

/** What Debian's packages can add on this machine: the browser, Chinese fonts, and the PDF reader of the receipt tests. */
async function missingPackages(browser) {
  return [
    ...(browser || process.env.CHROMIUM_PATH ? [] : ['chromium']),
    ...(works('fc-list', [':lang=zh'])?.trim() ? [] : ['fontconfig', 'fonts-noto-cjk']),
    ...(works('pdftotext', ['-v']) === undefined ? ['poppler-utils'] : []),
  ];
}

/**
 * @returns {Promise<string | undefined>} the browser's path; undefined when there is none and none could be installed,
 *   after saying so.
 */
export async function ensureBrowser() {
  let browser = await findBrowser();
  if (canUseApt()) {
    const packages = await missingPackages(browser);
    if (packages.length > 0) {
      const quiet = { env: { DEBIAN_FRONTEND: 'noninteractive' } };
      await attempt(`installing ${packages.join(', ')}`, async () => {
        await run('apt-get', ['update', '-q'], quiet);
        await run('apt-get', ['install', '-qy', '--no-install-recommends', ...packages], quiet);
      });
      browser ??= await findBrowser();
    }
  } else if (!browser && !process.env.CHROMIUM_PATH) {
    await attempt('installing a Chromium for the browser tests', () =>
      run(process.execPath, ['node_modules/playwright-core/cli.js', 'install', 'chromium'], { cwd: root }),
    );
    browser = await findBrowser();
  }
  if (!browser) {
    const reason = process.env.CHROMIUM_PATH
      ? `CHROMIUM_PATH (${process.env.CHROMIUM_PATH}) cannot be run`
      : 'none was found';
    say(`NO BROWSER: ${reason}, so the browser tests will fail. Install Chromium or Chrome, or set CHROMIUM_PATH.`);
  }
  return browser;
}

async function attempt(title, work) {
  try {
    await step(title, work);
  } catch (error) {
    say(`${title} failed:\n${error.message}`);
  }
}

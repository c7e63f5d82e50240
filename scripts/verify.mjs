/** `npm run verify -- FILE [--head FILE] [--receipt FILE] [--key BASE64URL]`: checks the public books. */
import { pathToFileURL } from 'node:url';
import { buildVerifier, inRoot } from './steps.mjs';

// Building speaks to the terminal, verifying through the exit code: 0 right, 1 wrong, 2 unusable.
await buildVerifier();
await import(pathToFileURL(inRoot('dist/verifier/verify.mjs')).href);

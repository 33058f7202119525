// Ends with 1 if an npm package that the build needs is not installed.
import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';

const { resolve } = createRequire(import.meta.url);
const { dependencies } = JSON.parse(readFileSync(new URL('package.json', import.meta.url)));
const installed = (name) => resolve.paths(name).some((folder) => existsSync(join(folder, name, 'package.json')));
process.exit(Object.keys(dependencies).every(installed) ? 0 : 1);

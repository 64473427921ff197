// Copies ReDoc's bundle beside the build, with its licences: a package that is installed needs none of ReDoc's own packages.
import { copyFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

const [out = 'dist'] = process.argv.slice(2);
const target = join(out, 'platform', 'http', 'documentation');
const bundle = createRequire(import.meta.url).resolve('redoc/bundles/redoc.standalone.js');
copyFileSync(bundle, join(target, 'redoc.standalone.js'));
copyFileSync(`${bundle}.LICENSE.txt`, join(target, 'redoc.standalone.js.LICENSE.txt'));
copyFileSync(join(dirname(bundle), '..', 'LICENSE'), join(target, 'redoc.LICENSE'));

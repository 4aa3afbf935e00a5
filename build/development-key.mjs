// Makes a key for development, where there is none yet.
//
// usage: node build/development-key.mjs KEY_FILE

import { makeKey } from './crx.mjs';

makeKey(process.argv[2]);

// Writes the policy files alone.
//
// usage: node build/policy.mjs FOLDER KEY_FILE

import { signer } from './crx.mjs';
import { describe } from './policy/describe.mjs';
import { writePolicyFiles } from './policy/write.mjs';

const [folder, key] = process.argv.slice(2);
writePolicyFiles(folder, describe(signer(key).id));

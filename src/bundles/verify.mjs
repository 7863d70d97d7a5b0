// Verifies Sigstore bundles with a public key by Sigstore's own library for JavaScript.
// Arguments: the public key in PEM form, then any number of bundles. Prints the predicate type of each.
import { readFileSync } from 'node:fs';
import { createHash, createPublicKey } from 'node:crypto';
import { bundleFromJSON } from '@sigstore/bundle';
import { toSignedEntity, toTrustMaterial, Verifier } from '@sigstore/verify';

const [keyFile, ...files] = process.argv.slice(2);
const rawBytes = createPublicKey(readFileSync(keyFile)).export({ type: 'spki', format: 'der' });
const hint = createHash('sha256').update(rawBytes).digest('base64');
const nobody = { certificateAuthorities: [], timestampAuthorities: [], tlogs: [], ctlogs: [] };
const trust = toTrustMaterial(nobody, {
    [hint]: { rawBytes, keyDetails: 0, validFor: { start: new Date(0), end: new Date(8640000000000000) } },
});
const verifier = new Verifier(trust, { ctlogThreshold: 0, tlogThreshold: 0, tsaThreshold: 0 });
for (const file of files) {
    const bundle = bundleFromJSON(JSON.parse(readFileSync(file, 'utf8')));
    verifier.verify(toSignedEntity(bundle));
    const statement = JSON.parse(Buffer.from(bundle.content.dsseEnvelope.payload).toString('utf8'));
    console.log(statement.predicateType);
}

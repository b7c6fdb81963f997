// POST /credentials/verify answered by Digital Bazaar's libraries, whose modules are in CONFORMANCE_NODE_MODULES.
// Its argument, where there is one, names a careless way of calling them. It ends with its standard input.
import {createRequire} from 'node:module';
import {createServer} from 'node:http';
import {pathToFileURL} from 'node:url';

const modules = createRequire(`${process.env.CONFORMANCE_NODE_MODULES}/`);
const load = name => import(pathToFileURL(modules.resolve(`@digitalbazaar/${name}`)));
const [vc, integrity, eddsa, multikey, didKey, documents] = await Promise.all(
  ['vc', 'data-integrity', 'eddsa-rdfc-2022-cryptosuite', 'ed25519-multikey', 'did-method-key',
    'security-document-loader'].map(load));

const driver = didKey.driver();
driver.use({multibaseMultikeyHeader: 'z6Mk', fromMultibase: multikey.from});
const loader = documents.securityLoader();
loader.setDidResolver(driver);
const documentLoader = loader.build();
const WAYS = {
  '': {},
  // A check of the proof alone, as jsonld-signatures does it for any document: nobody looks at the issuer.
  proof_alone: {purpose: {
    match: proof => proof.proofPurpose === 'assertionMethod', validate: () => ({valid: true}),
  }},
};
const options = WAYS[process.argv[2] ?? ''];

async function answered(body) {
  const credential = JSON.parse(body).verifiableCredential;
  const suite = new integrity.DataIntegrityProof({cryptosuite: eddsa.cryptosuite});
  const {verified, error} = await vc.verifyCredential({credential, suite, documentLoader, ...options});
  return {verified, errors: error ? [{title: error.name, detail: String(error.errors?.[0]?.message ?? error.message)}] : []};
}

const server = createServer(async (request, response) => {
  let body = '';
  for await (const part of request) body += part;
  const result = await answered(body).catch(() => null);
  response.writeHead(result ? 200 : 400, {'content-type': 'application/json'});
  response.end(JSON.stringify(result ?? {title: 'malformed input'}));
});
server.listen(0, '127.0.0.1', () => console.log(`http://127.0.0.1:${server.address().port}`));
process.stdin.resume().on('end', () => process.exit());

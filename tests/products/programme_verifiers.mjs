// One verifier of others, named by the argument, over what is read as JSON: it prints what the verifier says.
// The modules are in CONFORMANCE_NODE_MODULES.
import {createRequire} from 'node:module';
import {createPublicKey} from 'node:crypto';
import {pathToFileURL} from 'node:url';

const modules = createRequire(`${process.env.CONFORMANCE_NODE_MODULES}/`);
const load = async name => {
  const loaded = await import(pathToFileURL(modules.resolve(name)));
  return loaded.default && !('__esModule' in loaded) && Object.keys(loaded).length === 1 ? loaded.default : loaded;
};

async function digitalBazaar({credential, method, lists, now}) {
  const names = ['vc', 'data-integrity', 'eddsa-jcs-2022-cryptosuite', 'vc-bitstring-status-list', 'security-document-loader'];
  const [vc, integrity, eddsa, status, documents] = await Promise.all(names.map(name => load(`@digitalbazaar/${name}`)));
  const [controller, publicKeyMultibase] = method.split('#');
  const key = {id: method, type: 'Multikey', controller, publicKeyMultibase};
  const loader = documents.securityLoader();
  const contexts = {'@context': ['https://www.w3.org/ns/did/v1', 'https://w3id.org/security/multikey/v1']};
  loader.addStatic(controller, {...contexts, id: controller, verificationMethod: [key], assertionMethod: [method]});
  loader.addStatic(method, {'@context': 'https://w3id.org/security/multikey/v1', ...key});
  for(const [url, list] of Object.entries(lists)) loader.addStatic(url, list);
  const documentLoader = loader.build();
  const suite = new integrity.DataIntegrityProof({cryptosuite: eddsa.createVerifyCryptosuite
    ? eddsa.createVerifyCryptosuite() : eddsa.cryptosuite});
  const checkStatus = options => status.checkStatus({...options, verifyBitstringStatusListCredential: true});
  const found = await vc.verifyCredential({credential, suite, documentLoader, checkStatus, now: new Date(now)});
  const statuses = (found.statusResult?.results ?? []).map(each => [each.credentialStatus.statusPurpose, each.status]);
  const error = found.error?.errors?.[0]?.message ?? found.error?.message;
  return {verified: found.verified, statuses: Object.fromEntries(statuses), error};
}

async function jose({token, pem}) {
  const {compactVerify} = await load('jose');
  const {payload, protectedHeader} = await compactVerify(token, createPublicKey(pem));
  return {verified: true, header: protectedHeader, content: JSON.parse(new TextDecoder().decode(payload))};
}

async function smCrypto({point, message, signature}) {
  const {sm2} = await load('sm-crypto');
  const options = {hash: true, der: true, userId: '1234567812345678'};
  return {verified: sm2.doVerifySignature([...Buffer.from(message, 'base64')], signature, point, options)};
}

async function sigstore({bundle, pem}) {
  const [{toSignedEntity, toTrustMaterial, Verifier}, {bundleFromJSON}, {TrustedRoot}] = await Promise.all(
    ['@sigstore/verify', '@sigstore/bundle', '@sigstore/protobuf-specs'].map(load));
  const publicKey = createPublicKey(pem);
  const trust = toTrustMaterial(TrustedRoot.fromJSON({}), () => ({publicKey, validFor: () => true}));
  const verifier = new Verifier(trust, {ctlogThreshold: 0, tlogThreshold: 0, timestampThreshold: 0});
  verifier.verify(toSignedEntity(bundleFromJSON(bundle)));
  return {verified: true};
}

let text = '';
for await (const part of process.stdin) text += part;
const verify = {digitalBazaar, jose, smCrypto, sigstore}[process.argv[2]];
const told = await verify(JSON.parse(text)).catch(error => ({verified: false, error: error.message}));
console.log(JSON.stringify(told));

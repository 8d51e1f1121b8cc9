// SPDX-License-Identifier: Apache-2.0
// Times other implementations of proxy re-encryption, installed by the operator:
//   npm install --prefix FOLDER @nucypher/umbral-pre@0.10.0 @ironcorelabs/recrypt-wasm-binding@0.7.1
//   node peers.mjs FOLDER
// Prints one JSON object a line: {"peer", "op", "us"}, the median of single calls.
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import path from "node:path";

const MILLIS = 400;
const folder = path.resolve(process.argv[2]);
const require = createRequire(path.join(folder, "package.json"));

function time(peer, op, call) {
  const samples = [];
  const end = performance.now() + MILLIS;
  for (let i = 0; i < 3; i++) call(); // the first calls compile
  while (samples.length < 5 || performance.now() < end) {
    const start = process.hrtime.bigint();
    call();
    samples.push(Number(process.hrtime.bigint() - start) / 1000);
  }
  samples.sort((a, b) => a - b);
  console.log(JSON.stringify({ peer, op, us: samples[samples.length >> 1] }));
}

const plaintext = new Uint8Array(32);

function umbral() {
  const peer = "umbral-pre 0.10.0";
  const umbral = require("@nucypher/umbral-pre");
  const delegating = umbral.SecretKey.random();
  const receiving = umbral.SecretKey.random();
  const signer = new umbral.Signer(umbral.SecretKey.random());
  const from = delegating.publicKey();
  const to = receiving.publicKey();
  const key = () => umbral.generateKFrags(delegating, to, signer, 1, 1, true, true)[0];
  const [capsule, ciphertext] = umbral.encrypt(from, plaintext);
  const kfrag = key();
  const cfrag = umbral.reencrypt(capsule, kfrag);
  time(peer, "key pair", () => umbral.SecretKey.random().publicKey());
  time(peer, "encrypt", () => umbral.encrypt(from, plaintext));
  time(peer, "re-encryption key", key);
  time(peer, "transform with proof", () => umbral.reencrypt(capsule, kfrag));
  time(peer, "open at 1 hop", () =>
    umbral.decryptReencrypted(receiving, from, capsule, [cfrag], ciphertext));
}

// The package is for bundlers; node needs its module by hand.
async function recryptApi() {
  const base = path.join(folder, "node_modules", "@ironcorelabs", "recrypt-wasm-binding");
  const glue = await readFile(path.join(base, "recrypt_wasm_binding_bg.js"));
  const module = await import("data:text/javascript;base64," + glue.toString("base64"));
  const wasm = await readFile(path.join(base, "recrypt_wasm_binding_bg.wasm"));
  const { instance } = await WebAssembly.instantiate(wasm, {
    "./recrypt_wasm_binding_bg.js": module,
  });
  module.__wbg_set_wasm(instance.exports);
  instance.exports.__wbindgen_start();
  return new module.Api256();
}

async function recrypt() {
  const peer = "recrypt-wasm 0.7.1";
  const api = await recryptApi();
  const signing = api.generateEd25519KeyPair();
  const signer = Uint8Array.from(signing.privateKey);
  const people = [0, 1, 2, 3].map(() => api.generateKeyPair());
  const secret = (i) => Uint8Array.from(people[i].privateKey);
  const key = (i) => api.generateTransformKey(secret(i), people[i + 1].publicKey, signer);
  const message = api.generatePlaintext();
  const encrypt = () => api.encrypt(message, people[0].publicKey, signer);
  time(peer, "key pair", () => api.generateKeyPair());
  time(peer, "encrypt", encrypt);
  time(peer, "re-encryption key", () => key(0));
  let value = encrypt();
  const names = ["open at 1 hop", "open at 2 hops", "open at 3 hops"];
  names.forEach((name, i) => {
    const hop = key(i);
    const before = value;
    if (i === 0) time(peer, "transform", () => api.transform(before, hop, signer));
    value = api.transform(before, hop, signer);
    const after = value;
    time(peer, name, () => api.decrypt(after, secret(i + 1)));
  });
}

umbral();
await recrypt();

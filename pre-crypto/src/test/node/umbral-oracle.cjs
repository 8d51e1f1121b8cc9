// SPDX-License-Identifier: Apache-2.0
// Another implementation of Umbral behind standard input and output, for tests: one JSON request a
// line, one answer a line, bytes in hex. The operator has installed it in FOLDER, outside this project:
//   npm install --prefix FOLDER @nucypher/umbral-pre@0.10.0
//   node umbral-oracle.cjs FOLDER
"use strict";
const path = require("node:path");
const readline = require("node:readline");
const { createRequire } = require("node:module");

const folder = path.resolve(process.argv[2]);
const umbral = createRequire(path.join(folder, "package.json"))("@nucypher/umbral-pre");

const bytes = (hex) => Uint8Array.from(Buffer.from(hex, "hex"));
const hex = (array) => Buffer.from(array).toString("hex");
const publicKey = (text) => umbral.PublicKey.fromCompressedBytes(bytes(text));
const secretKey = (text) => umbral.SecretKey.fromBEBytes(bytes(text));
const capsule = (text) => umbral.Capsule.fromBytes(bytes(text));

const operations = {
  encrypt(request) {
    const [made, ciphertext] = umbral.encrypt(
      publicKey(request.delegator), bytes(request.plaintext));
    return { capsule: hex(made.toBytes()), ciphertext: hex(ciphertext) };
  },

  generateKFrags(request) {
    const frags = umbral.generateKFrags(
      secretKey(request.delegatorSecret), publicKey(request.delegatee),
      new umbral.Signer(secretKey(request.signerSecret)),
      request.threshold, request.shares, request.coversDelegator, request.coversDelegatee);
    return { keyFrags: frags.map((frag) => hex(frag.toBytes())) };
  },

  reencrypt(request) {
    const frag = umbral.KeyFrag.fromBytes(bytes(request.keyFrag)).verify(
      publicKey(request.verifier), publicKey(request.delegator), publicKey(request.delegatee));
    return { capsuleFrag: hex(umbral.reencrypt(capsule(request.capsule), frag).toBytes()) };
  },

  decryptOriginal(request) {
    const plaintext = umbral.decryptOriginal(
      secretKey(request.delegatorSecret), capsule(request.capsule), bytes(request.ciphertext));
    return { plaintext: hex(plaintext) };
  },

  decryptReencrypted(request) {
    const sealed = capsule(request.capsule);
    const frags = request.capsuleFrags.map((frag) =>
      umbral.CapsuleFrag.fromBytes(bytes(frag)).verify(
        sealed, publicKey(request.verifier), publicKey(request.delegator),
        publicKey(request.delegatee)));
    const plaintext = umbral.decryptReencrypted(
      secretKey(request.delegateeSecret), publicKey(request.delegator), sealed, frags,
      bytes(request.ciphertext));
    return { plaintext: hex(plaintext) };
  },
};

readline.createInterface({ input: process.stdin }).on("line", (line) => {
  const request = JSON.parse(line);
  let answer;
  try {
    answer = operations[request.op](request);
  } catch (error) {
    answer = { error: String(error) };
  }
  process.stdout.write(JSON.stringify(answer) + "\n");
});

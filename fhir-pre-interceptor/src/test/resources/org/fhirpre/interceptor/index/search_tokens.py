#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Writes search-tokens.json from docs/spec/search-tokens.md, independently of the Java code."""

import base64
import hashlib
import hmac
import json
import pathlib
import struct

ROOT = bytes(range(32))
TENANT = "tenant-a"


def lp(*parts):
    return b"".join(struct.pack(">H", len(p.encode())) + p.encode() for p in parts)


def mac(key, message):
    return hmac.new(key, message, hashlib.sha256).digest()


def expand(key, info):
    return mac(key, info + b"\x01")


def type_key(epoch, patient, type_):
    extracted = mac(hashlib.sha256(b"fhir-pre/v1/index").digest(), ROOT)
    scope = expand(extracted, b"tenant" + lp(TENANT) + struct.pack(">I", epoch))
    if patient is not None:
        scope = expand(scope, b"patient" + lp(patient))
    return expand(scope, b"type" + lp(type_))


def token(epoch, patient, type_, param, kind, canon):
    key = expand(type_key(epoch, patient, type_), b"param" + lp(param) + lp(kind))
    return base64.urlsafe_b64encode(mac(key, lp(*canon))[:12]).decode()


CASES = [
    (1, None, "Observation", "code", "s", ["http://loinc.org"]),
    (1, None, "Observation", "code", "c", ["8867-4"]),
    (2, None, "Observation", "code", "c", ["8867-4"]),
    (1, "p1", "Observation", "code", "c", ["8867-4"]),
    (1, "p2", "Observation", "code", "c", ["8867-4"]),
    (1, "~deployment", "Observation", "code", "c", ["8867-4"]),
    (1, None, "Observation", "combo-code", "c", ["8867-4"]),
    (1, None, "Condition", "code", "c", ["8867-4"]),
    (1, None, "Patient", "identifier", "i", ["http://hospital.example/mrn", "4711"]),
    (1, None, "Patient", "identifier", "c", ["4711"]),
    (1, None, "Patient", "family", "n", ["muller"]),
    (1, None, "Patient", "family", "x", ["M\u00fcller"]),
    (1, None, "Patient", "family", "p", ["2", "mu"]),
    (1, None, "Patient", "family", "p", ["6", "muller"]),
    (1, None, "Observation", "value-quantity", "un", ["mmol/L"]),
    (1, None, "Observation", "value-quantity", "us", ["http://unitsofmeasure.org", "mmol/L"]),
    (1, None, "Observation", "value-quantity", "q", ["0", "824812044288"]),
    (1, None, "Observation", "date", "pt", ["0", "116166840"]),
    (1, None, "Observation", "date", "lo", ["6", "6"]),
    (1, None, "Observation", "date", "hi", ["6", "6"]),
    (1, None, "Consent", "source-uri", "u", ["urn:example:1"]),
    (1, None, "Patient", "family", "pad", ["p1", "family", "0"]),
    (1, None, "Patient", "", "url", ["Patient?identifier=a%7Cb"]),
]


def main():
    out = {
        "root": ROOT.hex(),
        "tenant": TENANT,
        "typeKeys": [
            {"epoch": e, "patient": p, "type": t, "key": type_key(e, p, t).hex()}
            for e, p, t in [(1, None, "Observation"), (1, "p1", "Observation")]
        ],
        "tokens": [
            {
                "epoch": e,
                "patient": p,
                "type": t,
                "param": param,
                "kind": kind,
                "canon": canon,
                "token": token(e, p, t, param, kind, canon),
            }
            for e, p, t, param, kind, canon in CASES
        ],
    }
    target = pathlib.Path(__file__).with_name("search-tokens.json")
    target.write_text(json.dumps(out, indent=2, ensure_ascii=True) + "\n")


if __name__ == "__main__":
    main()

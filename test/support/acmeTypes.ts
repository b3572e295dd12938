import { generateKeyPairSync, type JsonWebKey } from 'node:crypto';
import type { ControlledAcme } from '../../examples/acme/acme.ts';
import type { DeviceCode } from '../../src/auth/deviceAnswer.ts';
import type { Catalog } from '../../src/catalog/catalog.ts';
import type { Progress } from '../../src/connections/parts.ts';
import type { Connector } from '../../src/model/connector.ts';
import { quietly } from './testParts.ts';

/** A key of the client `acme-robot`: its public half for Acme, its private half in both ways to write one. */
export function robotKey(): { publicJwk: JsonWebKey & { kty: string }; pem: string; jwk: string } {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  return {
    publicJwk: { kty: 'EC', ...publicKey.export({ format: 'jwk' }), alg: 'ES256', use: 'sig' },
    pem: privateKey.export({ format: 'pem', type: 'pkcs8' }).toString(),
    jwk: JSON.stringify(privateKey.export({ format: 'jwk' })),
  };
}

/** Lets Acme name a short interval for the next device, so that no test waits for the five seconds of the standard. */
export function pollOften(acme: ControlledAcme): Promise<void> {
  return acme.control.fail({ endpoint: 'device', fault: { kind: 'patch', members: { interval: 0.02 } } });
}

/** Progress of somebody who does `act` with the code of a device. */
export function withCode(act: (code: DeviceCode) => unknown, signal?: AbortSignal): Progress {
  return { ...quietly(signal), onDeviceCode: (code) => void act(code) };
}

/** The same catalog, in which `change` made something else of each connector. */
export function changedCatalog(catalog: Catalog, change: (connector: Connector) => Connector): Catalog {
  return { entries: () => catalog.entries(), connector: async (key) => change(await catalog.connector(key)) };
}

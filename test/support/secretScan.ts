import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';

/** Where a secret was found. It is named by its number, so that the report can be shown to anybody. */
export interface Finding {
  file: string;
  /** 1 is the first that was remembered. */
  secret: number;
  form: string;
}

export interface ScanResult {
  files: number;
  findings: Finding[];
}

/** The browser keeps its user's secrets, encrypted; that is its own storage, not a trace of ours. */
const browserStorage = /^(playwright|\.org\.chromium|org\.chromium)/;

/** An installed package is what was published, demo passwords of its README among it, and nothing that a test left. */
const installedPackage = /^patchbay\.patchbay-\d/;

/** Looks for each secret, raw and as it is usually written, in the name and the content of every file below `directory`. */
export function scanForSecrets(directory: string, secrets: readonly string[]): ScanResult {
  const patterns = secrets.flatMap((secret, index) =>
    Object.entries(formsOf(secret)).flatMap(([form, texts]) =>
      texts.map((text) => ({
        secret: index + 1,
        form,
        bytes: Buffer.from(text, form === 'utf-16' ? 'utf16le' : 'utf8'),
      })),
    ),
  );
  const files = [...filesBelow(directory)];
  const findings = files.flatMap((file) => {
    const name = relative(directory, file);
    const content = Buffer.concat([Buffer.from(`${name}\n`), contentOf(file)]);
    return patterns
      .filter(({ bytes }) => content.includes(bytes))
      .map(({ secret, form }) => ({ file: name, secret, form }));
  });
  return { files: files.length, findings };
}

/** A lock file may go while one looks; what is gone leaves no secret. Anything else that cannot be read is an error. */
function contentOf(file: string): Buffer {
  try {
    return readFileSync(file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return Buffer.alloc(0);
    throw error;
  }
}

/** The ways in which text is written down: as it is, in UTF-16, in a URL, in JSON, in hexadecimal, in base64 at any offset. */
function formsOf(secret: string): Record<string, string[]> {
  const base64 = [0, 1, 2].map((offset) => base64At(secret, offset));
  const unlike = (...texts: string[]) => [...new Set(texts)].filter((text) => text !== secret);
  return {
    raw: [secret],
    'utf-16': [secret],
    url: unlike(encodeURIComponent(secret), new URLSearchParams({ s: secret }).toString().slice(2)),
    json: unlike(JSON.stringify(secret).slice(1, -1)),
    hex: [Buffer.from(secret).toString('hex')],
    base64: unlike(...base64, ...base64.map((it) => it.replaceAll('+', '-').replaceAll('/', '_'))),
  };
}

/** The characters of base64 that depend on the secret alone where `offset` bytes (modulo 3) stand before it. */
function base64At(secret: string, offset: number): string {
  const bytes = Buffer.concat([Buffer.alloc(offset), Buffer.from(secret)]);
  const whole = bytes.subarray(0, bytes.length - (bytes.length % 3));
  // The first group holds bytes of what stands before; the last incomplete one would hold bytes of what follows.
  return whole.toString('base64').slice(offset === 0 ? 0 : 4);
}

function* filesBelow(directory: string): Generator<string> {
  for (const entry of readdirSync(directory, { withFileTypes: true })) {
    if (browserStorage.test(entry.name) || installedPackage.test(entry.name)) continue;
    const path = join(directory, entry.name);
    if (entry.isDirectory()) yield* filesBelow(path);
    else if (entry.isFile()) yield path;
  }
}

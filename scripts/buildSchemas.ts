import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import * as z from 'zod';
import { bindingsSchema } from '../src/model/bindingsSchema.ts';
import { connectionSchema } from '../src/model/connectionSchema.ts';
import { connectorSchema } from '../src/model/connector.ts';
import { folderSchema } from '../src/model/folderSchema.ts';
import { membersSchema } from '../src/model/membersSchema.ts';
import { organisationSchema } from '../src/model/organisationSchema.ts';
import { policySchema } from '../src/policy/document/schema.ts';
import { policyTestSchema } from '../src/policy/policyTest.ts';
import { credentialSchema } from './credentialSchema.ts';
import { wordsOf } from './wordsOfSchema.ts';

const output = fileURLToPath(new URL('../schemas', import.meta.url));

const schemas = {
  connection: {
    title: 'Patchbay connection',
    schema: z.object({ ...connectionSchema.shape, credential: credentialSchema.optional() }).loose(),
  },
  bindings: { title: 'Patchbay bindings', schema: bindingsSchema },
  folder: { title: 'Patchbay shared folder', schema: folderSchema },
  connector: { title: 'Patchbay connector', schema: connectorSchema },
  members: { title: 'Patchbay members', schema: membersSchema },
  organisation: { title: 'Patchbay organisation', schema: organisationSchema },
  policy: { title: 'Patchbay policy', schema: policySchema },
  'policy-test': { title: 'Patchbay policy tests', schema: policyTestSchema },
  // For the editor, in which Patchbay itself says what is wrong: the words alone.
  'folder-words': { title: 'Patchbay shared folder', schema: folderSchema },
  'members-words': { title: 'Patchbay members', schema: membersSchema },
  'policy-words': { title: 'Patchbay policy', schema: policySchema },
  'policy-test-words': { title: 'Patchbay policy tests', schema: policyTestSchema },
};

/** Writes the JSON schemas that the editor checks our files with, `schemas/<name>.schema.json`, from the zod schemas. */
export async function buildSchemas(to = output): Promise<void> {
  await mkdir(to, { recursive: true });
  for (const [name, { title, schema }] of Object.entries(schemas)) {
    const whole = z.toJSONSchema(schema, { target: 'draft-7', io: 'input' });
    const generated = name.endsWith('-words') ? (wordsOf(whole) as object) : whole;
    // VS Code's own keywords: our files are JSON with comments.
    const text = JSON.stringify({ title, allowComments: true, allowTrailingCommas: true, ...generated }, undefined, 2);
    await writeFile(join(to, `${name}.schema.json`), `${text}\n`);
  }
}

if (import.meta.main) await buildSchemas();

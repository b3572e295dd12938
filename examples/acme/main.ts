import { parseArgs } from 'node:util';
import { startAcme } from './acme.ts';
import { demoPort } from './options.ts';

const usage = `Usage: node examples/acme/main.ts [--port N] [--redirect URI]... [--control]

Starts Acme, the demo provider, on 127.0.0.1.
  --port N         the port (${demoPort}; 0 takes a free one)
  --redirect URI   one more redirect URI of the client acme-byoa
  --control        opens the test control on a port of its own
`;

/** Reads the command line and runs Acme until Ctrl-C. */
async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      port: { type: 'string', default: String(demoPort) },
      host: { type: 'string' },
      redirect: { type: 'string', multiple: true },
      control: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) return void process.stdout.write(usage);
  const port = Number(values.port);
  if (!Number.isInteger(port) || port < 0 || port > 65_535) throw new Error(`“${values.port}” is not a port.`);
  const acme = await startAcme({
    port,
    ...(values.host === undefined ? {} : { host: values.host }),
    redirectUris: values.redirect ?? [],
    control: values.control,
  });
  process.stdout.write(`Acme is ready at ${acme.url}\n`);
  if ('controlUrl' in acme) process.stdout.write(`Test control: ${String(acme.controlUrl)}\n`);
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void acme.close());
}

main().catch((error: NodeJS.ErrnoException) => {
  const message = error.code === 'EADDRINUSE' ? 'The port is taken. Choose another one with --port.' : error.message;
  process.stderr.write(`Acme did not start: ${message}\n`);
  process.exitCode = 1;
});

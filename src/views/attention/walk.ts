import * as vscode from 'vscode';
import { appOf } from '../../connections/app.ts';
import type { Parts } from '../../connections/parts.ts';
import { connectionState } from '../../connections/state.ts';
import type { Connection } from '../../model/connection.ts';
import { askChoice } from '../ask/askChoice.ts';
import { commandIds } from '../contributions.ts';
import { sayInformation } from '../say.ts';
import type { TreeApi } from '../tree/register.ts';
import { offerAppSecret } from './offerAppSecret.ts';
import { describeStop, describeWalk, isMendable, type Patient, planWalk, type Stop } from './walkPlan.ts';

/**
 * Reconnects one connection after the other; at each the person goes on, skips it or stops.
 *
 * @param ids those to walk through; without them all that need a person.
 */
export async function walk(
  parts: Parts,
  tree: Pick<TreeApi, 'ready' | 'connectorName'>,
  ids?: readonly string[],
): Promise<void> {
  await tree.ready();
  const patients = await findPatients(parts, tree, ids);
  if (patients.length === 0) {
    void sayInformation(vscode.l10n.t('No connection needs you to sign in.'));
    return;
  }
  const stops = planWalk(patients);
  const before = new Map(patients.map(({ connection: { id } }) => [id, parts.states.get(id)?.generation]));
  for (const [index, stop] of stops.entries()) {
    // By now another one may have mended it.
    if (ids === undefined && !isBroken(parts, stop.patient.connection)) continue;
    const answer = await ask(stop, index + 1, stops.length);
    if (answer === 'stop') break;
    if (answer === 'reconnect') await mend(parts, stop);
  }
  const reconnected = patients.filter(
    ({ connection }) =>
      !isBroken(parts, connection) && parts.states.get(connection.id)?.generation !== before.get(connection.id),
  );
  vscode.window.setStatusBarMessage(describeWalk(reconnected.length, patients.length), 8000);
}

function isBroken({ states }: Pick<Parts, 'states'>, connection: Connection): boolean {
  return connectionState(states, connection).grant.status !== 'connected';
}

async function findPatients(
  parts: Parts,
  tree: Pick<TreeApi, 'connectorName'>,
  ids: readonly string[] | undefined,
): Promise<Patient[]> {
  const { connections, folders } = await parts.files.snapshot();
  const patients: Patient[] = [];
  for (const connection of connections.values()) {
    const state = connectionState(parts.states, connection);
    if (ids === undefined ? !isMendable(state) : !ids.includes(connection.id)) continue;
    if (folders.get(connection.folder)?.kind === 'shared' && !parts.isTrusted()) continue;
    const connector = await parts.catalog.connector(connection.connector).catch(() => undefined);
    if (!connector) continue;
    patients.push({
      connection,
      application: tree.connectorName(connection.connector),
      state,
      app: appOf(connector, connection),
    });
  }
  return patients;
}

async function ask(stop: Stop, number: number, all: number): Promise<'reconnect' | 'skip' | 'stop'> {
  const { name } = stop.patient.connection;
  const answer = await askChoice<'reconnect' | 'skip' | 'stop'>({
    title: vscode.l10n.t('Reconnect {0} of {1}', number, all),
    placeholder: describeStop(stop),
    choices: [
      { label: vscode.l10n.t('Reconnect “{0}”', name), icon: 'sign-in', value: 'reconnect' },
      { label: vscode.l10n.t('Skip'), icon: 'debug-step-over', value: 'skip' },
      { label: vscode.l10n.t('Stop'), icon: 'debug-stop', value: 'stop' },
    ],
  });
  return answer.kind === 'answered' ? answer.value : 'stop';
}

async function mend(parts: Parts, { patient, connections }: Stop): Promise<void> {
  const { id } = patient.connection;
  await vscode.commands.executeCommand(commandIds.reconnect, id);
  const wasApp = patient.state.grant.status === 'appProblem' && connections.length > 1;
  if (wasApp && !isBroken(parts, patient.connection)) await offerAppSecret(parts, id, 'list');
}

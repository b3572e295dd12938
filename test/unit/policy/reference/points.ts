/* Every point of a world. */
import { connectionIds } from './arbitrary.ts';
import type { Point, World } from './world.ts';

const types = ['oauth2', 'byoa', 'clientCredentials', 'password', 'deviceCode', 'pat', 'apiKey', 'basic'];

/** Every connector × authentication type × folder × account kind. */
export function* pointsOf(world: World): Generator<Point> {
  for (const { key: connector } of world.connectors) {
    for (const authType of types) {
      for (const { id: folder } of world.folders) {
        for (const account of ['personal', 'service']) yield { connector, authType, folder, account };
      }
    }
  }
}

/** Some points of existing connections, which may be exempt, and some with a fact that nobody knows. */
export function* oddPointsOf(world: World): Generator<Point> {
  const plain = { connector: 'slack', authType: 'pat', folder: 'fp', account: 'personal' };
  for (const connection of [...connectionIds, '33333333-3333-4333-8333-333333333333']) {
    for (const { key: connector } of world.connectors) {
      yield { ...plain, connector, connection };
      yield { ...plain, connector, connection, folder: 'personal', authType: 'byoa', account: 'service' };
    }
  }
  yield { ...plain, connector: 'nothing' };
  yield { ...plain, connector: 'toString' };
  yield { ...plain, authType: 'telepathy' };
  yield { ...plain, folder: 'nowhere' };
  yield { ...plain, account: 'robot' };
  yield { connector: '', authType: '', folder: '', account: '' };
}

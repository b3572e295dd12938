import { connectorForm } from '../../src/connections/form.ts';
import type { GovernedForm } from '../../src/connections/governedFormTypes.ts';
import type { Connector } from '../../src/model/connector.ts';

/** The form of a connector where no policy says anything. */
export function ungovernedForm(connector: Connector, folder = 'personal'): GovernedForm {
  const form = connectorForm(connector);
  const allowed = { personal: { outcome: 'allowed' }, service: { outcome: 'allowed' } } as const;
  const authTypes = form.authTypes.map((type) => ({
    ...type,
    unseen: [],
    rulings: allowed,
    preferred: false,
    sharing: [],
    usualSharing: {},
  }));
  const [first] = authTypes;
  return { ...form, folder, authTypes, ...(first ? { authType: first.type } : {}) };
}

import * as vscode from 'vscode';

/** Calls a tool and shows what it says; the editor asks the person where the tool wants it. */
async function use(/** @type {string} */ name, /** @type {object} */ input) {
  try {
    const { content } = await vscode.lm.invokeTool(name, { input, toolInvocationToken: undefined });
    const text = content.map((part) => /** @type {vscode.LanguageModelTextPart} */ (part).value).join('');
    void vscode.window.showInformationMessage(`Agent was told: ${text.replace(/\s+/g, ' ')}`);
  } catch (error) {
    void vscode.window.showErrorMessage(`Agent got nothing: ${/** @type {Error} */ (error).message}`);
  }
}

const desk = { connection: 'help-desk' };

export function activate(/** @type {vscode.ExtensionContext} */ { subscriptions }) {
  const command = (/** @type {string} */ id, /** @type {() => Promise<void>} */ run) =>
    subscriptions.push(vscode.commands.registerCommand(id, run));
  command('agent.whoami', () =>
    // What it says of itself is the credential's to say, so this header must not arrive.
    use('patchbay_call_connection', {
      ...{ ...desk, method: 'GET', path: '/api/me' },
      headers: { authorization: 'Bearer mine', 'x-mine': '`tick`' },
    }),
  );
  command('agent.createTicket', () =>
    use('patchbay_call_connection', { ...desk, method: 'POST', path: '/api/tickets', body: { title: 'By an agent' } }),
  );
  command('agent.askMcpServer', async () => {
    const tool = vscode.lm.tools.find(({ name }) => name.endsWith('whoami'));
    if (tool) await use(tool.name, {});
    else void vscode.window.showErrorMessage('Agent knows no such tool.');
  });
}

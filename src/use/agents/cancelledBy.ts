import * as vscode from 'vscode';

/** The editor's cancellation as a signal. Dispose it when the work is over, or the token keeps it. */
export function cancelledBy(token: vscode.CancellationToken): { signal: AbortSignal; dispose(): void } {
  const controller = new AbortController();
  const end = () => controller.abort(new vscode.CancellationError());
  const listening = token.onCancellationRequested(end);
  if (token.isCancellationRequested) end();
  return { signal: controller.signal, dispose: () => listening.dispose() };
}

/** Where an administrator puts policies for everybody on this computer. */
export function machineDirectory(platform = process.platform, env = process.env): string {
  if (platform === 'win32') return `${env['ProgramData'] ?? 'C:\\ProgramData'}\\Patchbay\\policies.d`;
  if (platform === 'darwin') return '/Library/Application Support/Patchbay/policies.d';
  return '/etc/patchbay/policies.d';
}

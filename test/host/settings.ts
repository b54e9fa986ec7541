/** A user's settings.json, by dotted key. */
export type Settings = Readonly<Record<string, unknown>>;

/**
 * What every VS Code that we start has in its settings.json: nothing that calls home, no welcome pages, no
 * side bars that hide the editor, and quick hovers.
 */
const quietSettings: Settings = {
  'workbench.startupEditor': 'none',
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'workbench.tips.enabled': false,
  'telemetry.telemetryLevel': 'off',
  'update.mode': 'none',
  'extensions.autoUpdate': false,
  'extensions.ignoreRecommendations': true,
  'chat.disableAIFeatures': true,
  'editor.hover.delay': 100,
};

/**
 * Settings for one run: the quiet ones, then what Workspace Trust needs, then the caller's own.
 *
 * @param trust true: the feature is off and every folder is trusted. False: folders open in Restricted Mode,
 *   without the dialogue that would ask about it.
 */
export function settingsFor(trust: boolean, own: Settings): Settings {
  const restricted = {
    'security.workspace.trust.startupPrompt': 'never',
    'security.workspace.trust.banner': 'never',
  };
  return {
    ...quietSettings,
    ...(trust ? { 'security.workspace.trust.enabled': false } : restricted),
    ...own,
  };
}

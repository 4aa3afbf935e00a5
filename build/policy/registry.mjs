// Policy in the registry of Windows: as .reg files, and as PowerShell for Intune.
//
// Both are written from one list of values. Chromium takes lists and objects as JSON in a text, and so
// does the extension where Firefox hands the text on as it is.

import { CHROMIUMS, installChromium, installFirefox } from './description.mjs';

/** @typedef {import('./description.mjs').Description} Description */
/** @typedef {{ key: string, name: string, type: 'String' | 'DWord' | 'MultiString', value: string | number }} Entry */

const ROOT = 'HKEY_LOCAL_MACHINE\\SOFTWARE\\Policies';

/** Values of an object, with the types that the registry has. @param {string} key @param {Record<string, unknown>} object @returns {Entry[]} */
function entries(key, object) {
  return Object.entries(object).map(([name, value]) => {
    if (typeof value === 'boolean' || typeof value === 'number') return { key, name, type: 'DWord', value: Number(value) };
    return { key, name, type: 'String', value: typeof value === 'string' ? value : JSON.stringify(value) };
  });
}

/** @param {Description} description @returns {Record<string, Entry[]>} by browser */
export function registry(description) {
  const { chromiumId, firefoxId, policy } = description;
  /** @param {string} path */
  const chromium = (path) => [
    ...entries(`${ROOT}\\${path}\\ExtensionSettings\\${chromiumId}`, installChromium(description)),
    ...entries(`${ROOT}\\${path}\\3rdparty\\extensions\\${chromiumId}\\policy`, policy),
  ];
  const firefox = `${ROOT}\\Mozilla\\Firefox`;
  return {
    ...Object.fromEntries(CHROMIUMS.map(({ name, registry: path }) => [name, chromium(path)])),
    firefox: [
      { key: firefox, name: 'ExtensionSettings', type: 'MultiString', value: JSON.stringify({ [firefoxId]: installFirefox(description) }) },
      ...entries(`${firefox}\\3rdparty\\Extensions\\${firefoxId}`, policy),
    ],
  };
}

/** @param {string} text */
const quoted = (text) => `"${text.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`;

/** @param {Entry} entry */
function regValue({ type, value }) {
  if (type === 'DWord') return `dword:${Number(value).toString(16).padStart(8, '0')}`;
  if (type === 'String') return quoted(String(value));
  // Texts one after the other, each ended by a zero, and one more at the end.
  const bytes = Buffer.from(`${value}\0\0`, 'utf16le');
  return `hex(7):${[...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join(',')}`;
}

/** A .reg file, as the registry editor writes it: UTF-16 with a mark, lines ended as on Windows. @param {Entry[]} list */
export function regFile(list) {
  const keys = [...new Set(list.map(({ key }) => key))];
  const blocks = keys.map((key) => [`[${key}]`, ...list.filter((entry) => entry.key === key).map((entry) => `${quoted(entry.name)}=${regValue(entry)}`)]);
  const text = ['Windows Registry Editor Version 5.00', ...blocks.map((lines) => ['', ...lines].join('\r\n')), ''].join('\r\n');
  return Buffer.from(`\ufeff${text}`, 'utf16le');
}

/** @param {string | number} value */
const literal = (value) => (typeof value === 'number' ? String(value) : `'${value.replaceAll("'", "''")}'`);

/** @param {Entry[]} list */
function table(list) {
  const rows = list.map(({ key, name, type, value }) => `  @{ Key = ${literal(key.replace('HKEY_LOCAL_MACHINE', 'HKLM:'))}; Name = ${literal(name)}; Type = '${type}'; Value = ${literal(value)} }`);
  return `$values = @(\n${rows.join('\n')}\n)\n`;
}

const HEAD = (/** @type {string} */ what) => `# ${what}
# Intune: a Win32 app, install behaviour System, 64-bit; this script detects, installs or removes. Run as administrator elsewhere.
$ErrorActionPreference = 'Stop'
`;

/** @param {Entry[]} list @returns {Record<string, string>} */
function scripts(list) {
  return {
    'install.ps1': `${HEAD('Writes the policy of Trainspotter.')}${table(list)}
foreach ($v in $values) {
  if (-not (Test-Path -LiteralPath $v.Key)) { New-Item -Path $v.Key -Force | Out-Null }
  New-ItemProperty -LiteralPath $v.Key -Name $v.Name -PropertyType $v.Type -Value $v.Value -Force | Out-Null
}
`,
    'detect.ps1': `${HEAD('Says whether the policy of Trainspotter is in place: output and exit code 0 if it is.')}${table(list)}
foreach ($v in $values) {
  $found = Get-ItemProperty -LiteralPath $v.Key -Name $v.Name -ErrorAction SilentlyContinue
  if ($null -eq $found -or ($found.($v.Name) -join [char]10) -cne [string]$v.Value) { exit 1 }
}
Write-Output 'The policy of Trainspotter is in place.'
`,
    'remove.ps1': `${HEAD('Removes the policy of Trainspotter, and nothing else.')}${table(list)}
foreach ($v in $values) {
  Remove-ItemProperty -LiteralPath $v.Key -Name $v.Name -ErrorAction SilentlyContinue
}
foreach ($key in ($values.Key | Sort-Object -Unique -Descending)) {
  $item = Get-Item -LiteralPath $key -ErrorAction SilentlyContinue
  if ($item -and $item.ValueCount -eq 0 -and $item.SubKeyCount -eq 0) { Remove-Item -LiteralPath $key }
}
`,
  };
}

/** @param {Description} description @returns {Record<string, string | Buffer>} */
export function registryFiles(description) {
  const all = Object.entries(registry(description));
  return {
    ...Object.fromEntries(all.map(([browser, list]) => [`windows/${browser}.reg`, regFile(list)])),
    ...Object.fromEntries(all.flatMap(([browser, list]) => Object.entries(scripts(list))
      .map(([name, text]) => [`windows/intune/${browser}/${name}`, `\ufeff${text.replaceAll('\n', '\r\n')}`]))),
  };
}

import { basisPointsOf } from './basis-points.js';

/** A city's row in the form, as the controls hold it. */
export interface CityRow {
  regionCode: string;
  name: string;
  weight: string;
  floor: string;
  cap: string;
}

export interface ReadTable {
  rows: { regionCode: string; weight: string; floor: string; cap: string }[];
  /** Lines that name no city, or hold something that is no number, as they were. */
  unread: string[];
}

const HEADINGS = /^(市州|城市|地区|区划|city|region|code)/i;

/**
 * Reads a table pasted from a spreadsheet or a CSV file: city (name or code), weight, and, if given, floor and cap in
 * percent. Columns are parted by tab, comma or semicolon; a first line of headings is passed over.
 */
export function readTable(text: string, cities: readonly { code: string; name: string }[]): ReadTable {
  const table: ReadTable = { rows: [], unread: [] };
  const lines = text.replace(/^\uFEFF/, '').split(/\r\n|\r|\n/);
  lines.forEach((line, index) => {
    if (line.trim() === '') return;
    const [place = '', weight = '', floor = '', cap = ''] = cellsOf(line);
    if (index === 0 && HEADINGS.test(place)) return;
    const city = cities.find(({ code, name }) => place === code || place === name || shortOf(name) === shortOf(place));
    const number = weight.replace(/^(\d{1,3})((?:,\d{3})+)$/, (all) => all.replaceAll(',', ''));
    const readable =
      /^\d{1,9}$/.test(number) && [floor, cap].every((cell) => cell === '' || basisPointsOf(cell) !== null);
    if (!city || !readable) table.unread.push(line.trim());
    else table.rows.push({ regionCode: city.code, weight: number, floor: plain(floor), cap: plain(cap) });
  });
  return table;
}

/** A CSV file's bytes as text: UTF-8, or what Excel in Chinese writes. */
export function decodeTable(bytes: ArrayBuffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('gb18030').decode(bytes);
  }
}

/** The cells of a line; a cell in quotes may hold the separator. */
function cellsOf(line: string): string[] {
  const separator = line.includes('\t') ? '\t' : line.includes(';') ? ';' : ',';
  const cells: string[] = [];
  let cell = '';
  let quoted = false;
  for (const character of line) {
    if (character === '"') quoted = !quoted;
    else if (character === separator && !quoted) {
      cells.push(cell.trim());
      cell = '';
    } else cell += character;
  }
  return [...cells, cell.trim()];
}

/** 湘西土家族苗族自治州 is called 湘西 by everybody. */
function shortOf(name: string): string {
  return name.startsWith('湘西') ? '湘西' : name.replace(/[市州]$/, '');
}

function plain(percent: string): string {
  return percent.replace(/\s*[%％]$/, '');
}

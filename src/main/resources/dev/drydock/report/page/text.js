// Numbers and names as text.

const UNITS = ['B', 'kB', 'MB', 'GB', 'TB'];

/** Decimal units, as Drydock and Docker print them. */
function size(bytes) {
  let value = bytes;
  let unit = 0;
  while (value >= 999.5 && unit < UNITS.length - 1) {
    value /= 1000;
    unit++;
  }
  const digits = unit > 0 && value < 9.95 ? 1 : 0;
  return value.toFixed(digits) + '\u00a0' + UNITS[unit];
}

function count(number, one, many) {
  return number.toLocaleString('en') + '\u00a0' + (number === 1 ? one : many);
}

function percent(part, whole) {
  const share = whole > 0 ? (100 * part) / whole : 0;
  return (share > 0 && share < 0.95 ? share.toFixed(1) : share.toFixed(0)) + '\u00a0%';
}

function duration(milliseconds) {
  if (milliseconds < 9950) {
    return (milliseconds / 1000).toFixed(1) + '\u00a0s';
  }
  const seconds = Math.round(milliseconds / 1000);
  return seconds < 60 ? seconds + '\u00a0s' : Math.floor(seconds / 60) + '\u00a0min ' + (seconds % 60) + '\u00a0s';
}

/** Characters that cannot be seen, or that turn the text around them, as something that can be seen. */
function shown(name) {
  return name.replace(/[\u0000-\u001f\u007f-\u009f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/g, (c) => {
    const code = c.charCodeAt(0);
    return code < 0x20 ? String.fromCharCode(0x2400 + code) : '\u27e8U+' + code.toString(16).toUpperCase().padStart(4, '0') + '\u27e9';
  });
}

function shortened(text, length) {
  return text.length <= length ? text : text.slice(0, length - 1) + '…';
}

// Integer columns back from text: base64, LEB128, zigzag, differences. See src/columns.rs.

/** Decodes a column. */
export function column(text) {
  const bytes = atob(text);
  const values = [];
  let last = 0;
  let value = 0;
  let scale = 1;
  for (let at = 0; at < bytes.length; at += 1) {
    const byte = bytes.charCodeAt(at);
    // Multiplied, not shifted: shifts would cut at 32 bits.
    value += (byte & 0x7f) * scale;
    if (byte & 0x80) {
      scale *= 128;
      continue;
    }
    last += value % 2 ? -(value + 1) / 2 : value / 2;
    values.push(last);
    value = 0;
    scale = 1;
  }
  return Float64Array.from(values);
}
